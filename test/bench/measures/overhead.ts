// Measured: CPU time per item of a dry run through the real engine.
import { runChild } from '../child';
import type { Installed } from '../installed';
import { overheadResult } from '../protocol';
import { median } from '../statistics';
import type { MeasureOptions } from './options';

const COUNTS = [100, 1_000, 10_000];

/** Milliseconds per item, by number of items: the median. */
export type Overhead = ReadonlyMap<number, number>;

export async function measureOverhead(
	{ folder, packageDir }: Installed,
	{ repeats, say }: MeasureOptions,
): Promise<Overhead> {
	say(`overhead: ${COUNTS.join(', ')} dry-run items`);
	const samples = await runChild({
		name: 'overhead',
		args: [JSON.stringify({ packageDir, counts: COUNTS, rounds: repeats })],
		folder,
		isGcExposed: true,
		result: overheadResult,
	});
	return new Map(COUNTS.map((count) => [count, median(samples[count] ?? [])]));
}
