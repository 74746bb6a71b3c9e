import type { Clock } from '../transport/clock';

/** What a request is for; a lower number goes first when requests are scarce. */
export const PRIORITY = { result: 0, submit: 1, status: 2 } as const;

export type Turn = 'go' | 'expired' | 'aborted';

interface Waiter {
	priority: number;
	/** Among equals the lowest rank goes first; time at which the request became worth sending. */
	rankMs: number;
	order: number;
	expiresAtMs: number;
	resolve(turn: Turn): void;
}

/** Rate limits are counted per minute ("5 RPM", docs.segmind.com rate limits). */
const WINDOW_MS = 60_000;

/** Waits after a 429 that does not say how long, doubled each time. */
const BACKOFF_MS = 15_000;

/** Above every documented limit (1,000 per minute). */
const MAX_REMEMBERED = 2_000;

function withinWindow(timesMs: readonly number[], now: number): number[] {
	return timesMs.filter((timeMs) => timeMs > now - WINDOW_MS);
}

/**
 * Lets requests out at the rate that the account allows, shared by all items of a run. It knows no
 * limit at first and holds nothing back. A 429 teaches it: what went out in the minute before is
 * what the account allows. Then requests go out at that rate, the most valuable first, and every
 * few minutes one more is tried, in case somebody else had used up the limit.
 */
export class Pacer {
	/** Requests per minute, unknown until the first 429. */
	private limit: number | undefined;
	/** Times at which requests went out, newest last, bounded. */
	private sentAtMs: number[] = [];
	/** Times at which good answers came, likewise; what the account has let through. */
	private answeredAtMs: number[] = [];
	private blockedUntilMs = 0;
	private refusedInRow = 0;
	/** Full windows without a 429 since the limit was last changed, and how many a raise needs. */
	private windowStartMs = 0;
	private calmWindows = 0;
	private calmNeeded = 2;
	private waiters: Waiter[] = [];
	private order = 0;
	private pumping = false;
	private wake = new AbortController();

	constructor(
		private readonly clock: Clock,
		private readonly random: () => number,
		private readonly stop: AbortSignal,
	) {}

	/** Whether the account's limit has been met, so that a look should be worth its request. */
	get isLimited(): boolean {
		return this.limit !== undefined;
	}

	/**
	 * Waits for a turn. Every `go` must be followed by one request, and its answer by `answered`
	 * or `refused`.
	 *
	 * @returns `expired` when `expiresAtMs` comes first, `aborted` when the run is stopped
	 */
	async turn(priority: number, rankMs: number, expiresAtMs: number): Promise<Turn> {
		if (this.stop.aborted) return 'aborted';
		if (this.waiters.length === 0 && this.waitMs() === 0) {
			this.sent();
			return 'go';
		}
		this.order += 1;
		const { order } = this;
		return await new Promise((resolve) => {
			this.waiters.push({ priority, rankMs, order, expiresAtMs, resolve });
			this.wake.abort();
			if (!this.pumping) void this.pump();
		});
	}

	/** An answer other than 429 came. */
	answered(): void {
		this.refusedInRow = 0;
		this.answeredAtMs.push(this.clock.now());
		if (this.answeredAtMs.length > MAX_REMEMBERED) this.answeredAtMs.shift();
	}

	/** A 429 came. `waitMs` is what it asks for, where it says so. */
	refused(waitMs: number | undefined): void {
		const now = this.clock.now();
		const allowed = Math.max(1, withinWindow(this.answeredAtMs, now).length);
		// Several requests of one burst may be refused: the first has told everything.
		if (now >= this.blockedUntilMs) {
			this.limit =
				this.limit === undefined ? allowed : Math.max(1, Math.min(this.limit - 1, allowed));
			if (this.calmWindows > 0) this.calmNeeded = Math.min(this.calmNeeded * 2, 32);
			this.calmWindows = 0;
			this.refusedInRow += 1;
		}
		const backoffMs =
			BACKOFF_MS * 2 ** Math.min(this.refusedInRow - 1, 2) * (1 + this.random() / 4);
		this.blockedUntilMs = Math.max(this.blockedUntilMs, now + (waitMs ?? backoffMs));
		this.sentAtMs = [];
		this.windowStartMs = this.blockedUntilMs;
		this.wake.abort();
	}

	private sent(): void {
		this.sentAtMs.push(this.clock.now());
		if (this.sentAtMs.length > MAX_REMEMBERED) this.sentAtMs.shift();
	}

	/** Milliseconds until the next request may go out. */
	private waitMs(): number {
		const now = this.clock.now();
		if (now < this.blockedUntilMs) return this.blockedUntilMs - now;
		if (this.limit === undefined) return 0;
		this.learnFromCalm(now);
		const recent = withinWindow(this.sentAtMs, now);
		if (recent.length < this.limit) return 0;
		return recent[recent.length - this.limit] + WINDOW_MS - now;
	}

	/** A limit that held for a few whole windows is tried one higher. */
	private learnFromCalm(now: number): void {
		while (now - this.windowStartMs >= WINDOW_MS) {
			this.windowStartMs += WINDOW_MS;
			this.calmWindows += 1;
			if (this.limit !== undefined && this.calmWindows % this.calmNeeded === 0) this.limit += 1;
		}
	}

	private async pump(): Promise<void> {
		this.pumping = true;
		while (this.waiters.length > 0) {
			if (this.stop.aborted) {
				this.release(this.waiters, 'aborted');
				break;
			}
			const now = this.clock.now();
			this.release(
				this.waiters.filter((waiter) => waiter.expiresAtMs <= now),
				'expired',
			);
			const waitMs = this.waitMs();
			if (waitMs === 0) {
				const next = this.best();
				if (!next) continue;
				this.sent();
				this.release([next], 'go');
				continue;
			}
			const firstExpiryMs = Math.min(...this.waiters.map((waiter) => waiter.expiresAtMs)) - now;
			this.wake = new AbortController();
			const onStop = () => this.wake.abort();
			this.stop.addEventListener('abort', onStop, { once: true });
			await this.clock.sleep(Math.max(0, Math.min(waitMs, firstExpiryMs)), this.wake.signal);
			this.stop.removeEventListener('abort', onStop);
		}
		this.pumping = false;
	}

	private best(): Waiter | undefined {
		return this.waiters.reduce<Waiter | undefined>((best, waiter) => {
			if (!best) return waiter;
			const difference =
				waiter.priority - best.priority || waiter.rankMs - best.rankMs || waiter.order - best.order;
			return difference < 0 ? waiter : best;
		}, undefined);
	}

	private release(released: readonly Waiter[], turn: Turn): void {
		if (released.length === 0) return;
		const gone = new Set(released);
		this.waiters = this.waiters.filter((waiter) => !gone.has(waiter));
		for (const waiter of gone) waiter.resolve(turn);
	}
}
