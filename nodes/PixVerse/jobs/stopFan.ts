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
	signal(): AbortSignal {
		const job = new AbortController();
		this.jobs.add(job);
		if (this.stop.aborted) job.abort();
		return job.signal;
	}
}
