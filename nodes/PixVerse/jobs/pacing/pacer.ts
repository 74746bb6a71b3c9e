import type { Clock } from '../../domain/clock';
import { RateEstimate } from './rateEstimate';

/** What a request is for; a lower number goes first when requests are scarce. */
export const PRIORITY = { result: 0, submit: 1, status: 2 } as const;

export type Turn = 'go' | 'expired' | 'aborted';

interface Waiter {
	priority: number;
	/** Among equals the lowest rank goes first. */
	rank: number;
	order: number;
	sinceMs: number;
	expiresAtMs: number;
	resolve(turn: Turn): void;
}

/** A look that has waited this long goes before new jobs, so that no deadline passes unseen. */
const PATIENCE_MS = 180_000;

/**
 * Lets requests out at the rate that the account allows, shared by all items of a run: the most
 * valuable first when they are scarce, nothing held back when they are not.
 */
export class Pacer {
	private readonly rate = new RateEstimate();
	private waiters: Waiter[] = [];
	private order = 0;
	private pumping = false;
	private wake = new AbortController();
	/** When something was last let through; a long queue that moves is no reason to give up. */
	lastAnsweredMs = 0;

	constructor(
		private readonly clock: Clock,
		private readonly random: () => number,
		private readonly stop: AbortSignal,
	) {}

	/**
	 * Waits for a turn. Every `go` must be followed by one request, and its end told by `answered`
	 * or `refused`.
	 *
	 * @param rank among equal priorities the lowest goes first, e.g. the time at which it was due
	 * @returns `expired` when `expiresAtMs` comes first, `aborted` when the run is stopped
	 */
	async turn(priority: number, rank: number, expiresAtMs: number): Promise<Turn> {
		if (this.stop.aborted) return 'aborted';
		const sinceMs = this.clock.now();
		if (this.waiters.length === 0 && this.rate.waitMs(sinceMs) === 0) {
			this.rate.sent(sinceMs);
			return 'go';
		}
		this.order += 1;
		const { order } = this;
		return await new Promise((resolve) => {
			this.waiters.push({ priority, rank, order, sinceMs, expiresAtMs, resolve });
			this.wake.abort();
			if (!this.pumping) void this.pump();
		});
	}

	/** An answer other than 429 came, or the request ended without one. */
	answered(): void {
		this.lastAnsweredMs = this.clock.now();
		this.rate.answered(this.lastAnsweredMs);
		this.wake.abort();
	}

	/** A 429 came. `waitMs` is what it asks for, where it says so. */
	refused(waitMs: number | undefined): void {
		this.rate.refused(this.clock.now(), waitMs, this.random());
		this.wake.abort();
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
			const waitMs = this.rate.waitMs(now);
			if (waitMs === 0) {
				const next = this.best(now);
				if (!next) continue;
				this.rate.sent(now);
				this.release([next], 'go');
				continue;
			}
			const firstExpiryMs = Math.min(...this.waiters.map((waiter) => waiter.expiresAtMs)) - now;
			this.wake = new AbortController();
			const onStop = () => this.wake.abort();
			this.stop.addEventListener('abort', onStop, { once: true });
			await this.clock.sleep(Math.max(1, Math.min(waitMs, firstExpiryMs)), this.wake.signal);
			this.stop.removeEventListener('abort', onStop);
		}
		this.pumping = false;
	}

	private best(now: number): Waiter | undefined {
		const priorityOf = ({ priority, sinceMs }: Waiter) =>
			priority > PRIORITY.submit && now - sinceMs > PATIENCE_MS ? PRIORITY.result : priority;
		return this.waiters.reduce<Waiter | undefined>((best, waiter) => {
			if (!best) return waiter;
			const difference =
				priorityOf(waiter) - priorityOf(best) ||
				waiter.rank - best.rank ||
				waiter.order - best.order;
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
