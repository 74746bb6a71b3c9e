// Time for tests: hours pass in a moment, and always in the same order.
import type { Clock } from '../../../nodes/PixVerse/domain/clock';

export interface SimulatedClock extends Clock {
	/**
	 * Runs something at a moment (a Stop, say); it keeps nobody awake and is dropped when nobody
	 * sleeps any more before it.
	 */
	at(timeMs: number, run: () => void): void;
	/** Sets the machine's clock: its date jumps, time does not. */
	setDate(byMs: number): void;
	/** How many sleep now. */
	readonly sleepers: number;
}

interface Event {
	dueMs: number;
	order: number;
	wake(): void;
}

function isBefore(one: Event, other: Event): boolean {
	return one.dueMs === other.dueMs ? one.order < other.order : one.dueMs < other.dueMs;
}

function firstOf(events: ReadonlySet<Event>): Event | undefined {
	let first: Event | undefined;
	for (const event of events) if (!first || isBefore(event, first)) first = event;
	return first;
}

/** Who sleeps, what is due, and what time it is. */
class Timeline {
	readonly sleepers = new Set<Event>();
	private readonly events = new Set<Event>();
	private order = 0;
	private isScheduled = false;

	constructor(public nowMs: number) {}

	add(dueMs: number, wake: () => void): void {
		this.events.add(this.inTurn(dueMs, wake));
	}

	async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const wake = () => {
				this.sleepers.delete(sleeper);
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const sleeper = this.inTurn(this.nowMs + Math.max(0, durationMs), wake);
			signal?.addEventListener('abort', wake, { once: true });
			this.sleepers.add(sleeper);
			this.schedule();
		});
	}

	private inTurn(dueMs: number, wake: () => void): Event {
		this.order += 1;
		return { dueMs, order: this.order, wake };
	}

	// An immediate runs when no promise is left that could go on by itself.
	private schedule(): void {
		if (this.isScheduled || this.sleepers.size === 0) return;
		this.isScheduled = true;
		setImmediate(() => this.advance());
	}

	private advance(): void {
		this.isScheduled = false;
		const sleeper = firstOf(this.sleepers);
		if (!sleeper) return;
		const event = firstOf(this.events);
		const next = event && event.dueMs <= sleeper.dueMs ? event : sleeper;
		this.nowMs = Math.max(this.nowMs, next.dueMs);
		this.events.delete(next);
		next.wake();
		this.schedule();
	}
}

/**
 * A clock on which time passes only while everybody sleeps. As soon as no code can run any more
 * (all promises are settled that can be), it jumps to the next sleeper's time and wakes that one.
 * Work that waits for anything but this clock (sockets, files, timers) must not be mixed in: the
 * clock would not wait for it.
 *
 * Sleepers with the same time wake one after another, in the order in which they fell asleep; what
 * each sets going runs to its next sleep before the next one wakes.
 *
 * @param startMs its first moment, also in milliseconds since 1970; `now` goes on by the true time,
 * whatever the machine's clock is set to
 */
export function simulatedClock(startMs = Date.UTC(2026, 10, 20, 12)): SimulatedClock {
	const timeline = new Timeline(startMs);
	let dateIsAheadMs = 0;
	return {
		now: () => timeline.nowMs,
		dateMs: () => timeline.nowMs + dateIsAheadMs,
		setDate(byMs) {
			dateIsAheadMs += byMs;
		},
		sleep: async (durationMs, signal) => await timeline.sleep(durationMs, signal),
		at: (timeMs, run) => timeline.add(timeMs, run),
		get sleepers() {
			return timeline.sleepers.size;
		},
	};
}
