/**
 * All time in the sandbox comes from one of these. A job's state is worked out from `now()` when
 * it is asked for; timers are needed only where an answer itself has to wait.
 */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	setTimeout?(run: () => void, ms: number): unknown;
	/** Gets what `setTimeout` gave. */
	clearTimeout?(timer: unknown): void;
}

export interface ManualClock extends Required<Clock> {
	/** Moves on by `ms`; due timers run in order of their time. */
	advance(ms: number): void;
}

export const realClock: Clock = {
	now: () => Date.now(),
	setTimeout: (run, ms) => setTimeout(run, ms),
	clearTimeout(timer: NodeJS.Timeout) {
		clearTimeout(timer);
	},
};

/** How often a clock that cannot wake anybody is read while something waits for it. */
const READ_EVERY_MS = 5;

function startTimer(clock: Clock, ms: number, run: () => void): () => void {
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

/** Waits on the given clock; ends early, without an error, when the signal is aborted. */
export async function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
	if (ms <= 0 || signal.aborted) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			stop();
			signal.removeEventListener('abort', end);
			resolve();
		};
		const stop = startTimer(clock, ms, end);
		signal.addEventListener('abort', end, { once: true });
	});
}

interface ManualTimer {
	run: () => void;
	due: number;
}

const earlier = (one: ManualTimer, other: ManualTimer) => (other.due < one.due ? other : one);

/** A clock that moves only by `advance(ms)`, for tests. */
export function manualClock(startMs = Date.UTC(2026, 10, 20, 12)): ManualClock {
	let current = startMs;
	let timers: ManualTimer[] = [];
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
				const next = due.reduce(earlier);
				timers = timers.filter((timer) => timer !== next);
				current = Math.max(current, next.due);
				next.run();
			}
			current = target;
		},
	};
}
