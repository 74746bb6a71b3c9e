// Measured: what fetching big videos costs in time and memory.
import { theOnly } from '../../support/lists';
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { takeInTurn, type Comparison, type Samples } from '../inTurn';
import { LIMITS } from '../limits';
import { downloadsResult, WAYS_TO_FETCH, type DownloadsParams, type WayToFetch } from '../protocol';
import type { MeasureOptions } from './options';

const MB = 1_000_000;

/** What is fetched: `number` is the one in the prompt, by which the sandbox knows the size. */
export const VIDEOS = {
	big: { number: 1, count: 1, sizeMB: 500 },
	middle: { number: 2, count: 1, sizeMB: 100 },
	many: { number: 3, count: 40, sizeMB: 20 },
	/** In the place of `many` with --quick: half as long, and what is left behind is the same. */
	manySmall: { number: 4, count: 40, sizeMB: 10 },
} as const;

/** Whose memory is measured. */
const FETCHED = {
	'big node': { videos: 'big', way: 'node' },
	'big httpRequest': { videos: 'big', way: 'httpRequest' },
	'big pipeline': { videos: 'big', way: 'pipeline' },
	'middle node': { videos: 'middle', way: 'node' },
	'many node': { videos: 'many', way: 'node' },
	'many httpRequest': { videos: 'many', way: 'httpRequest' },
	'many pipeline': { videos: 'many', way: 'pipeline' },
} as const;
type Fetched = keyof typeof FETCHED;

const isFetched = (name: string): name is Fetched => name in FETCHED;

export const MEMORY = {
	toHttpRequest: {
		ours: 'big node',
		theirs: 'big httpRequest',
		limit: LIMITS.memoryToHttpRequest,
	},
	fortyToHttpRequest: {
		ours: 'many node',
		theirs: 'many httpRequest',
		limit: LIMITS.memoryToHttpRequest,
	},
	growth: { ours: 'big node', theirs: 'middle node', limit: LIMITS.memoryGrowth },
} satisfies Record<string, Comparison>;

export const THROUGHPUT = {
	toHttpRequest: { ours: 'node', theirs: 'httpRequest', limit: LIMITS.timeToHttpRequest },
	toPipeline: { ours: 'node', theirs: 'pipeline', limit: LIMITS.timeToPipeline },
} satisfies Record<string, Comparison>;

/** Peaks above the start, in MB, each in a fresh process. */
export type Memory = Samples<Fetched>;

type Asked = Omit<DownloadsParams, 'packageDir' | 'folder' | 'sandbox'>;

type Run = (asked: Asked, say?: (line: string) => void) => Promise<Samples<WayToFetch>>;

async function withSandbox<T>(
	{ folder, packageDir }: Installed,
	work: (run: Run) => Promise<T>,
): Promise<T> {
	const sizes = Object.values(VIDEOS).map(({ number, sizeMB }): [number, number] => [
		number,
		sizeMB * MB,
	]);
	const sandbox = await startSandboxProcess({ videoBytes: Object.fromEntries(sizes) }, folder);
	try {
		return await work(async (asked, say) => {
			const params: DownloadsParams = { packageDir, folder, sandbox: sandbox.address, ...asked };
			const args = [JSON.stringify(params)];
			const options = { folder, isGcExposed: true, result: downloadsResult, ...(say && { say }) };
			return await runChild({ name: 'downloads', args, ...options });
		});
	} finally {
		await sandbox.stop();
	}
}

export async function measureMemory(
	installed: Installed,
	{ rounds, isQuick, say }: MeasureOptions & { isQuick: boolean },
): Promise<Memory> {
	// No target depends on the pipeline.
	const ways = Object.keys(FETCHED).filter((name) => !(isQuick && name.endsWith('pipeline')));
	return await withSandbox(
		installed,
		async (run) =>
			await takeInTurn({
				...rounds,
				ways: ways.filter(isFetched),
				comparisons: Object.values(MEMORY),
				async take(fetched) {
					const { videos, way } = FETCHED[fetched];
					const { number, count, sizeMB } =
						VIDEOS[isQuick && videos === 'many' ? 'manySmall' : videos];
					say(`memory: ${count} x ${sizeMB} MB, ${way}`);
					const once = { least: 1, most: 1, patienceS: 0, comparisons: [] };
					const asked: Asked = { measure: 'peakDeltaMB', ways: [way], number, count, ...once };
					return theOnly((await run(asked))[way] ?? []);
				},
			}),
	);
}

/** Seconds for the big video, in one process. */
export async function measureThroughput(
	installed: Installed,
	{ rounds, say }: MeasureOptions,
): Promise<Samples<WayToFetch>> {
	const { number, count, sizeMB } = VIDEOS.big;
	say(`throughput: ${sizeMB} MB, ${rounds.least} to ${rounds.most} rounds`);
	const comparisons = Object.values(THROUGHPUT);
	return await withSandbox(
		installed,
		async (run) =>
			await run(
				{ measure: 'seconds', ways: [...WAYS_TO_FETCH], number, count, comparisons, ...rounds },
				say,
			),
	);
}
