// Measured: CPU time per item of a dry run through the real engine.
import { runChild } from '../child';
import type { Installed } from '../installed';
import type { Comparison, Samples } from '../inTurn';
import { LIMITS } from '../limits';
import { overheadResult, type OverheadParams } from '../protocol';
import { growthOf } from './growth';
import type { MeasureOptions } from './options';

export const DRY_RUN: Comparison = { ours: '1000', limit: LIMITS.dryRunMsPerItem };

export interface Overhead {
	/** Numbers of items of one execution, ascending; 1,000 is one of them. */
	counts: number[];
	/** Milliseconds of CPU per item, by number of items. */
	cpuMs: Samples;
}

export async function measureOverhead(
	{ folder, packageDir }: Installed,
	{ counts, rounds, say }: MeasureOptions & { counts: number[] },
): Promise<Overhead> {
	say(`overhead: ${counts.join(', ')} dry-run items`);
	const params: OverheadParams = {
		packageDir,
		counts,
		comparisons: [DRY_RUN, growthOf(counts)],
		...rounds,
	};
	const cpuMs = await runChild({
		name: 'overhead',
		args: [JSON.stringify(params)],
		folder,
		isGcExposed: true,
		result: overheadResult,
		say,
	});
	return { counts, cpuMs };
}
