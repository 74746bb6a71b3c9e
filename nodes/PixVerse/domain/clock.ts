import { sleep } from 'n8n-workflow';

/** Time as the rest of the node sees it, so that tests can run hours in a moment. */
export interface Clock {
	/**
	 * Milliseconds from some beginning. It never jumps, and is what waits, deadlines and ages are
	 * measured by; it means nothing to another process.
	 */
	now(): number;
	/**
	 * Milliseconds since 1970 by the machine's clock, which may be set at any time: for dates only, as
	 * in records, in the history and in headers.
	 */
	dateMs(): number;
	/** Resolves after `durationMs`, or at once when `signal` aborts; never rejects. */
	sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/**
 * n8n-workflow's `sleep` honours a signal only from 2.34 on; before, the second argument is
 * ignored. Slices keep a Stop below two seconds on every version, and below what a timer can wait:
 * from 2^31 ms on it ends at once.
 */
const SLICE_MS = 500;

/** Since this process began; unlike the machine's clock nobody sets it. */
function uptimeMs(): number {
	return Math.floor(performance.now());
}

export const systemClock: Clock = {
	now: uptimeMs,
	dateMs: () => Date.now(),
	async sleep(durationMs, signal) {
		const endMs = uptimeMs() + durationMs;
		for (;;) {
			const leftMs = endMs - uptimeMs();
			if (leftMs <= 0 || signal?.aborted) return;
			try {
				await sleep(Math.min(leftMs, SLICE_MS), signal);
			} catch {
				return; // an aborted sleep rejects; the caller looks at its signal
			}
		}
	},
};

/** What `within` ended with. */
export type TimedOutcome<T> =
	{ kind: 'done'; value: T } | { kind: 'timeout' } | { kind: 'aborted' };

/**
 * Runs `work` for at most `limitMs`, or until `signal` aborts. The signal handed to `work` aborts in
 * both cases; its outcome is then no longer waited for.
 *
 * @throws what `work` throws, when that comes first
 */
export async function within<T>(
	clock: Clock,
	limitMs: number,
	signal: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<TimedOutcome<T>> {
	if (signal?.aborted) return { kind: 'aborted' };
	const inner = new AbortController();
	const timer = new AbortController();
	let onAbort: () => void = () => undefined;
	const aborted = new Promise<TimedOutcome<T>>((resolve) => {
		onAbort = () => resolve({ kind: 'aborted' });
		signal?.addEventListener('abort', onAbort, { once: true });
	});
	const timeout = clock
		.sleep(limitMs, timer.signal)
		.then((): TimedOutcome<T> => ({ kind: 'timeout' }));
	const done = work(inner.signal).then((value): TimedOutcome<T> => ({ kind: 'done', value }));
	try {
		return await Promise.race([done, timeout, aborted]);
	} finally {
		signal?.removeEventListener('abort', onAbort);
		timer.abort();
		inner.abort();
		done.catch(() => undefined); // its end was not waited for; nobody else listens
	}
}
