// Measured: CPU time per item of a dry run through the real engine.
import { runChild } from '../child';
import type { Installed } from '../installed';
import type { Comparison, Samples } from '../inTurn';
import { LIMITS } from '../limits';
import { overheadResult, type OverheadParams } from '../protocol';
import type { MeasureOptions } from './options';

const COUNTS = [100, 1_000, 10_000];

export const OVERHEAD = {
	perItem: { ours: '1000', limit: LIMITS.dryRunMsPerItem },
	growth: { ours: '10000', theirs: '100', limit: LIMITS.perItemGrowth },
} satisfies Record<string, Comparison>;

/** Milliseconds per item, by number of items. */
export async function measureOverhead(
	{ folder, packageDir }: Installed,
	{ rounds, say }: MeasureOptions,
): Promise<Samples> {
	say(`overhead: ${COUNTS.join(', ')} dry-run items`);
	const params: OverheadParams = {
		packageDir,
		counts: COUNTS,
		comparisons: Object.values(OVERHEAD),
		...rounds,
	};
	return await runChild({
		name: 'overhead',
		args: [JSON.stringify(params)],
		folder,
		isGcExposed: true,
		result: overheadResult,
		say,
	});
}
