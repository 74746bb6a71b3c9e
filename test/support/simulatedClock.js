// Time for tests: hours pass in a moment, and always in the same order.

/**
 * A clock on which time passes only while everybody sleeps. As soon as no code can run any more
 * (all promises are settled that can be), it jumps to the next sleeper's time and wakes that one.
 * Work that waits for anything but this clock (sockets, files, timers) must not be mixed in: the
 * clock would not wait for it.
 *
 * Sleepers with the same time wake one after another, in the order in which they fell asleep; what
 * each sets going runs to its next sleep before the next one wakes.
 *
 * @param {number} [startMs] milliseconds since 1970
 * @returns {{ now(): number, sleep(durationMs: number, signal?: AbortSignal): Promise<void>,
 *   at(timeMs: number, run: () => void): void, sleepers: number }}
 *   `at` runs something at a moment (a Stop, say); it keeps nobody awake and is dropped when
 *   nobody sleeps any more before it
 */
function simulatedClock(startMs = Date.UTC(2026, 10, 20, 12)) {
	let now = startMs;
	let order = 0;
	let scheduled = false;
	/** @type {Set<{ dueMs: number, order: number, wake: () => void }>} */
	const sleepers = new Set();
	const events = new Set();

	const isBefore = (one, other) =>
		one.dueMs === other.dueMs ? one.order < other.order : one.dueMs < other.dueMs;
	const firstOf = (set) =>
		[...set].reduce((first, one) => (!first || isBefore(one, first) ? one : first), undefined);

	// An immediate runs when no promise is left that could go on by itself.
	function schedule() {
		if (scheduled || sleepers.size === 0) return;
		scheduled = true;
		setImmediate(advance);
	}

	function advance() {
		scheduled = false;
		const sleeper = firstOf(sleepers);
		if (!sleeper) return;
		const event = firstOf(events);
		const next = event && event.dueMs <= sleeper.dueMs ? event : sleeper;
		now = Math.max(now, next.dueMs);
		events.delete(next);
		next.wake();
		schedule();
	}

	return {
		now: () => now,
		sleep(durationMs, signal) {
			if (signal?.aborted) return Promise.resolve();
			return new Promise((resolve) => {
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
		},
		at(timeMs, run) {
			order += 1;
			events.add({ dueMs: timeMs, order, wake: run });
		},
		get sleepers() {
			return sleepers.size;
		},
	};
}

module.exports = { simulatedClock };
