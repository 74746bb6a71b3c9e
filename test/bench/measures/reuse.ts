// Measured: reads of the history per run, and the CPU of finding equal jobs in it.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import type { Comparison, Samples } from '../inTurn';
import { LIMITS } from '../limits';
import {
	MATCHINGS,
	matchResult,
	reuseResult,
	type Matching,
	type MatchParams,
	type ReuseParams,
} from '../protocol';
import type { MeasureOptions } from './options';

const ITEMS = 5_000;
const ROWS = 5_000;
const FEW_ITEMS = 50;

/** Segmind's, and what the node asks for. */
const ROWS_PER_PAGE = 100;

/** In the order of MATCHINGS. */
export const MATCHES: readonly Comparison[] = MATCHINGS.map((ours) => ({
	ours,
	limit: LIMITS.matchCpuMs,
}));

export interface ReuseCosts {
	items: number;
	rows: number;
	/** How often the whole list was read, page by page, at most: by few items, and by many. */
	readsPerRun: number;
	requestsPerRun: number;
	/** Of the whole run, the reading of the list included. */
	cpuMsPerItem: number;
	/** Milliseconds of CPU for all items. */
	match: Samples<Matching>;
}

export async function measureReuse(
	installed: Installed,
	{ rounds, say }: MeasureOptions,
): Promise<ReuseCosts> {
	const { folder, packageDir } = installed;
	say(`reuse: ${ITEMS} items against ${ROWS} rows`);
	const params: MatchParams = {
		packageDir,
		items: ITEMS,
		rows: ROWS,
		comparisons: [...MATCHES],
		...rounds,
	};
	const args = [JSON.stringify(params)];
	const options = { folder, isGcExposed: true, result: matchResult };
	const match = await runChild({ name: 'match', args, ...options });
	const { requests, cpuMsPerItem } = await runs(installed, say);
	const requestsPerRun = Math.max(...Object.values(requests));
	const readsPerRun = requestsPerRun / Math.ceil(ROWS / ROWS_PER_PAGE);
	return { items: ITEMS, rows: ROWS, readsPerRun, requestsPerRun, cpuMsPerItem, match };
}

async function runs({ folder, packageDir }: Installed, say: MeasureOptions['say']) {
	say(`reuse: runs of ${FEW_ITEMS} and ${ITEMS} items`);
	const sandbox = await startSandboxProcess({}, folder);
	try {
		const params: ReuseParams = {
			packageDir,
			sandbox: sandbox.address,
			rows: ROWS,
			counts: [FEW_ITEMS, ITEMS],
		};
		const args = [JSON.stringify(params)];
		return await runChild({ name: 'reuse', args, folder, result: reuseResult });
	} finally {
		await sandbox.stop();
	}
}
