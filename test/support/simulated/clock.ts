// Time for tests: hours pass in a moment, and always in the same order.
import type { Clock } from '../../../nodes/PixVerse/domain/clock';

export interface SimulatedClock extends Clock {
	/**
	 * Runs something at a moment (a Stop, say); it keeps nobody awake and is dropped when nobody
	 * sleeps any more before it.
	 */
	at(timeMs: number, run: () => void): void;
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

/**
 * A clock on which time passes only while everybody sleeps. As soon as no code can run any more
 * (all promises are settled that can be), it jumps to the next sleeper's time and wakes that one.
 * Work that waits for anything but this clock (sockets, files, timers) must not be mixed in: the
 * clock would not wait for it.
 *
 * Sleepers with the same time wake one after another, in the order in which they fell asleep; what
 * each sets going runs to its next sleep before the next one wakes.
 *
 * @param startMs milliseconds since 1970
 */
export function simulatedClock(startMs = Date.UTC(2026, 10, 20, 12)): SimulatedClock {
	let now = startMs;
	let order = 0;
	let isScheduled = false;
	const sleepers = new Set<Event>();
	const events = new Set<Event>();

	// An immediate runs when no promise is left that could go on by itself.
	function schedule() {
		if (isScheduled || sleepers.size === 0) return;
		isScheduled = true;
		setImmediate(advance);
	}

	function advance() {
		isScheduled = false;
		const sleeper = firstOf(sleepers);
		if (!sleeper) return;
		const event = firstOf(events);
		const next = event && event.dueMs <= sleeper.dueMs ? event : sleeper;
		now = Math.max(now, next.dueMs);
		events.delete(next);
		next.wake();
		schedule();
	}

	async function sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			order += 1;
			const sleeper = { dueMs: now + Math.max(0, durationMs), order, wake };
			function wake() {
				sleepers.delete(sleeper);
				signal?.removeEventListener('abort', wake);
				resolve();
			}
			signal?.addEventListener('abort', wake, { once: true });
			sleepers.add(sleeper);
			schedule();
		});
	}

	return {
		now: () => now,
		sleep,
		at(timeMs, run) {
			order += 1;
			events.add({ dueMs: timeMs, order, wake: run });
		},
		get sleepers() {
			return sleepers.size;
		},
	};
}
