/** How a whole batch ended. */
export type BatchOutcome<Item, T, Fatal> =
	/** Each item's outcome, in the order of the items. */
	| { kind: 'done'; ended: Array<{ item: Item; outcome: T }> }
	/** The first failure ended it; what was under way has been seen to a safe end. */
	| { kind: 'failed'; item: Item; outcome: Fatal };

export interface Concurrency<T, Fatal extends T> {
	/** Items at a time. */
	concurrency: number;
	/** Whether this outcome ends the whole batch. */
	isFatal(outcome: T): outcome is Fatal;
	/** Called once, on the first fatal outcome: makes the running work end soon. */
	onFatal(): void;
	/** True as soon as no item may be started any more. */
	isStopped(): boolean;
}

/**
 * Works on items side by side, starting them in order. After a fatal outcome none is started, and
 * the running ones are waited for: a submit under way must still tell its ID.
 */
export async function runBatch<Item, T, Fatal extends T>(
	items: readonly Item[],
	work: (item: Item) => Promise<T>,
	options: Concurrency<T, Fatal>,
): Promise<BatchOutcome<Item, T, Fatal>> {
	const ended: Array<{ item: Item; outcome: T }> = [];
	const first: { fatal?: { item: Item; outcome: Fatal } } = {};
	const queue = items.entries();
	const takeNext = async () => {
		while (!first.fatal && !options.isStopped()) {
			const next = queue.next();
			if (next.done) return;
			const [index, item] = next.value;
			const outcome = await work(item);
			ended[index] = { item, outcome };
			if (first.fatal || !options.isFatal(outcome)) continue;
			first.fatal = { item, outcome };
			options.onFatal();
		}
	};
	const workers = Math.min(options.concurrency, items.length);
	await Promise.all(Array.from({ length: workers }, takeNext));
	return first.fatal ? { kind: 'failed', ...first.fatal } : { kind: 'done', ended };
}
