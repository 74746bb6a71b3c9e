/** How a whole batch ended. */
export type BatchOutcome<T> =
	/** One outcome per task, in the order of the tasks. */
	| { kind: 'done'; outcomes: T[] }
	/** The first failure ended it; what was under way has been seen to a safe end. */
	| { kind: 'failed'; taskIndex: number; outcome: T };

export interface Concurrency<T> {
	/** Tasks at a time. */
	concurrency: number;
	/** Whether this outcome ends the whole batch; never under "continue". */
	isFatal(outcome: T): boolean;
	/** Called once, on the first fatal outcome: makes the running tasks end soon. */
	onFatal(): void;
	/** True as soon as no task may be started any more. */
	isStopped(): boolean;
}

/**
 * Runs tasks side by side, starting them in order. After a fatal outcome none is started, and the
 * running ones are waited for: a submit under way must still tell its ID.
 */
export async function runBatch<T>(
	tasks: ReadonlyArray<() => Promise<T>>,
	options: Concurrency<T>,
): Promise<BatchOutcome<T>> {
	const outcomes: T[] = new Array<T>(tasks.length);
	let next = 0;
	let fatal: { taskIndex: number; outcome: T } | undefined;
	const work = async () => {
		while (next < tasks.length && !fatal && !options.isStopped()) {
			const taskIndex = next;
			next += 1;
			const outcome = await tasks[taskIndex]();
			outcomes[taskIndex] = outcome;
			if (fatal || !options.isFatal(outcome)) continue;
			fatal = { taskIndex, outcome };
			options.onFatal();
		}
	};
	await Promise.all(Array.from({ length: Math.min(options.concurrency, tasks.length) }, work));
	return fatal
		? { kind: 'failed', ...(fatal as { taskIndex: number; outcome: T }) }
		: { kind: 'done', outcomes };
}
