// Measured: what an item costs in one execution of many, each execution in a fresh process.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { takeInTurn, type Samples } from '../inTurn';
import { itemsResult, type ItemsParams, type ItemsResult } from '../protocol';
import { growthOf } from './growth';
import type { MeasureOptions } from './options';

/** Items at a time. */
export const CONCURRENCY = 100;

export interface ItemCosts {
	/** Numbers of items of one execution, ascending. */
	counts: readonly number[];
	/** Milliseconds of CPU per item, by number of items. */
	cpuMs: Samples;
	/** Of the last execution of so many items. */
	last: ReadonlyMap<number, ItemsResult>;
}

export async function measureItems(
	{ folder, packageDir }: Installed,
	{ counts, rounds, say }: MeasureOptions & { counts: readonly number[] },
): Promise<ItemCosts> {
	const last = new Map<number, ItemsResult>();
	const cpuMs = await takeInTurn({
		...rounds,
		ways: counts.map(String),
		comparisons: [growthOf(counts)],
		async take(way) {
			const items = Number(way);
			say(`items: ${items}, ${CONCURRENCY} at a time`);
			// A fresh one: jobs that it remembers cost it time.
			const sandbox = await startSandboxProcess({}, folder);
			try {
				const { address } = sandbox;
				const params: ItemsParams = {
					packageDir,
					sandbox: address,
					items,
					concurrency: CONCURRENCY,
				};
				const args = [JSON.stringify(params)];
				const options = { folder, isGcExposed: true, result: itemsResult };
				const result = await runChild({ name: 'items', args, ...options });
				last.set(items, result);
				return result.cpuMs / items;
			} finally {
				await sandbox.stop();
			}
		},
	});
	return { counts, cpuMs, last };
}
