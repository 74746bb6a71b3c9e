/** Keeps sums of prices free of binary dust (0.1 + 0.2). */
const toMicros = (amount: number) => Math.round(amount * 1_000_000);

export interface Balance {
	credits: number;
	freeCredits: number;
}

/** The account's money, in US dollars. Free credits are spent first. */
export class Wallet {
	private paid: number;
	private free: number;

	constructor({ credits, freeCredits }: Balance) {
		this.paid = toMicros(credits);
		this.free = toMicros(freeCredits);
	}

	set({ credits, freeCredits }: { [K in keyof Balance]?: Balance[K] | undefined }): void {
		if (credits !== undefined) this.paid = toMicros(credits);
		if (freeCredits !== undefined) this.free = toMicros(freeCredits);
	}

	get credits(): number {
		return this.paid / 1_000_000;
	}

	get freeCredits(): number {
		return this.free / 1_000_000;
	}

	get balance(): number {
		return (this.paid + this.free) / 1_000_000;
	}

	covers(cost: number): boolean {
		return this.paid + this.free >= toMicros(cost);
	}

	/** May go below zero: several running jobs can together cost more than is left. */
	charge(cost: number): void {
		const micros = toMicros(cost);
		const fromFree = Math.min(Math.max(this.free, 0), micros);
		this.free -= fromFree;
		this.paid -= micros - fromFree;
	}
}
