import { sleep } from 'n8n-workflow';

/** Time as the rest of the node sees it, so that tests can run hours in a moment. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after `durationMs`, or at once when `signal` aborts; never rejects. */
	sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/**
 * n8n-workflow's `sleep` honours a signal only from 2.34 on; before, the second argument is
 * ignored. Slices keep a Stop below two seconds on every version.
 */
const SLICE_MS = 500;

export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(durationMs, signal) {
		const endMs = Date.now() + durationMs;
		for (;;) {
			const leftMs = endMs - Date.now();
			if (leftMs <= 0 || signal?.aborted) return;
			try {
				await sleep(signal ? Math.min(leftMs, SLICE_MS) : leftMs, signal);
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
