/**
 * Hands one Stop on to many jobs. Each gets a signal of its own: Node prints a warning about a
 * possible leak once more than ten listeners wait on the same one.
 */
export class StopFan {
	private readonly jobs = new Set<AbortController>();

	/** @param stop of the run; must end with it, for it is listened to until it aborts */
	constructor(private readonly stop: AbortSignal) {
		stop.addEventListener(
			'abort',
			() => {
				for (const job of this.jobs) job.abort();
			},
			{ once: true },
		);
	}

	/** A signal that aborts with the run's. */
	childSignal(): AbortSignal {
		const job = new AbortController();
		this.jobs.add(job);
		if (this.stop.aborted) job.abort();
		return job.signal;
	}
}

/**
 * Waits for work, but no longer than until `signal` aborts.
 *
 * @returns the work's value, or undefined after an abort; the work then goes on unheard
 * @throws what the work throws
 */
export async function raceStop<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
	let onAbort: () => void = () => undefined;
	const aborted = new Promise<undefined>((resolve) => {
		onAbort = () => resolve(undefined);
		if (signal.aborted) resolve(undefined);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
		work.catch(() => undefined);
	}
}
