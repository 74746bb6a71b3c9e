'use strict';

/** Keeps sums of prices free of binary dust (0.1 + 0.2). */
const toMicros = (amount) => Math.round(amount * 1_000_000);

/** The account's money, in US dollars. Free credits are spent first. */
class Wallet {
	constructor(credits, freeCredits) {
		this.set({ credits, freeCredits });
	}

	set({ credits, freeCredits }) {
		if (credits !== undefined) this.paid = toMicros(credits);
		if (freeCredits !== undefined) this.free = toMicros(freeCredits);
	}

	get credits() {
		return this.paid / 1_000_000;
	}

	get freeCredits() {
		return this.free / 1_000_000;
	}

	get balance() {
		return (this.paid + this.free) / 1_000_000;
	}

	covers(cost) {
		return this.paid + this.free >= toMicros(cost);
	}

	/** May go below zero: several running jobs can together cost more than is left. */
	charge(cost) {
		const micros = toMicros(cost);
		const fromFree = Math.min(Math.max(this.free, 0), micros);
		this.free -= fromFree;
		this.paid -= micros - fromFree;
	}
}

module.exports = { Wallet };
