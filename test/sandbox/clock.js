'use strict';

/**
 * All time in the sandbox comes from one of these. A job's state is worked out from `now()` when
 * it is asked for; timers are needed only where an answer itself has to wait.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since 1970
 * @property {(run: () => void, ms: number) => unknown} [setTimeout]
 * @property {(timer: unknown) => void} [clearTimeout]
 */

/** @type {Clock} */
const realClock = {
	now: () => Date.now(),
	setTimeout: (run, ms) => setTimeout(run, ms),
	clearTimeout: (timer) => clearTimeout(timer),
};

/** How often a clock that cannot wake anybody is read while something waits for it. */
const READ_EVERY_MS = 5;

function startTimer(clock, ms, run) {
	if (clock.setTimeout) {
		const timer = clock.setTimeout(run, ms);
		return () => clock.clearTimeout?.(timer);
	}
	const due = clock.now() + ms;
	const reader = setInterval(() => {
		if (clock.now() >= due) run();
	}, READ_EVERY_MS);
	return () => clearInterval(reader);
}

/**
 * Waits on the given clock; ends early, without an error, when the signal is aborted.
 *
 * @param {Clock} clock
 * @param {number} ms
 * @param {AbortSignal} signal
 */
function wait(clock, ms, signal) {
	if (ms <= 0 || signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const end = () => {
			stop();
			signal.removeEventListener('abort', end);
			resolve();
		};
		const stop = startTimer(clock, ms, end);
		signal.addEventListener('abort', end, { once: true });
	});
}

/**
 * A clock that moves only by `advance(ms)`, for tests. Due timers run in order of their time.
 *
 * @param {number} [startMs]
 */
function manualClock(startMs = Date.UTC(2026, 10, 20, 12)) {
	let current = startMs;
	let timers = [];
	return {
		now: () => current,
		setTimeout(run, ms) {
			const timer = { run, due: current + ms };
			timers.push(timer);
			return timer;
		},
		clearTimeout(timer) {
			timers = timers.filter((other) => other !== timer);
		},
		advance(ms) {
			const target = current + ms;
			for (;;) {
				const due = timers.filter((timer) => timer.due <= target);
				if (due.length === 0) break;
				const next = due.reduce((first, timer) => (timer.due < first.due ? timer : first));
				timers = timers.filter((timer) => timer !== next);
				current = Math.max(current, next.due);
				next.run();
			}
			current = target;
		},
	};
}

module.exports = { realClock, manualClock, wait };
