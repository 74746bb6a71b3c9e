// Tries of the node in simulated time, from source; and what their ends hold.
import * as ceilings from '../../../nodes/PixVerse/actions/video/ceilings';
import { omitUndefined } from '../../../nodes/PixVerse/domain/omitUndefined';
import type { Failed } from '../../../nodes/PixVerse/domain/outcome';
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import * as fetchVideo from '../../../nodes/PixVerse/jobs/fetchVideo';
import * as jobProblems from '../../../nodes/PixVerse/jobs/jobProblems';
import * as memory from '../../../nodes/PixVerse/jobs/memory';
import * as retry from '../../../nodes/PixVerse/jobs/pacing/retry';
import * as claims from '../../../nodes/PixVerse/jobs/reuse/claims';
import * as listedHistory from '../../../nodes/PixVerse/jobs/reuse/listedHistory';
import * as reuseJobs from '../../../nodes/PixVerse/jobs/reuse/reuseJobs';
import * as runJob from '../../../nodes/PixVerse/jobs/runJob';
import * as runOrders from '../../../nodes/PixVerse/jobs/runOrders';
import * as runSyncJob from '../../../nodes/PixVerse/jobs/runSyncJob';
import * as uploads from '../../../nodes/PixVerse/jobs/uploads';
import { simulatedClock } from './clock';
import type { Phase } from './faults';
import type { TryOptions } from './items';
import type { Jobs } from './jobs';
import { simulatedTry, type Delivered, type TryEnd } from './run';
import { SimulatedSegmind } from './segmind';
import type { SegmindOptions } from './words';

const JOBS: Jobs = {
	...fetchVideo,
	...ceilings,
	...jobProblems,
	...memory,
	...retry,
	...claims,
	...listedHistory,
	...reuseJobs,
	...runJob,
	...runOrders,
	...runSyncJob,
	...uploads,
};

/** One try, by the node's sources. */
export async function tryOnce(run: TryOptions): Promise<TryEnd> {
	return await simulatedTry(JOBS, run);
}

export interface TriesOptions extends Partial<Omit<TryOptions, 'clock' | 'segmind' | 'context'>> {
	/** Faults by phase, in the order of that phase's calls; null for none. */
	plan?: Partial<Record<Phase, ReadonlyArray<string | null>>>;
	api?: Partial<Omit<SegmindOptions, 'clock'>>;
}

/** Segmind with the faults of a plan. */
export function plannedSegmind(
	clock: SegmindOptions['clock'],
	{ plan = {}, api = {} }: Pick<TriesOptions, 'plan' | 'api'>,
): SimulatedSegmind {
	return new SimulatedSegmind({
		clock,
		latencyMs: 100,
		faultFor({ phase, n }) {
			const kind = plan[phase]?.[n];
			return typeof kind === 'string' ? { kind } : undefined;
		},
		...api,
	});
}

/** Runs tries of a node on one context, as Retry On Fail does; with one item where none are given. */
export async function runTries(tries: number, { plan, api, ...run }: TriesOptions = {}) {
	const clock = simulatedClock();
	const segmind = plannedSegmind(clock, omitUndefined({ plan, api }));
	let context: object = {};
	const ends: Array<TryEnd & { tookMs: number }> = [];
	for (let count = 0; count < tries; count += 1) {
		const startMs = clock.now();
		const end = await tryOnce({ clock, segmind, prompts: ['a'], context, ...run });
		ends.push({ ...end, tookMs: clock.now() - startMs });
		context = JSON.parse(JSON.stringify(context)) as object;
	}
	const sent = (phase: Phase) =>
		segmind.requests.filter((request) => request.phase === phase).length;
	return { ends, segmind, sent, context };
}

/** The problem that ended a try. */
export function problemIn(end: TryEnd | undefined): Problem {
	if (end?.kind === 'failed') return end.problem;
	throw new Error(`The try did not fail: ${JSON.stringify(end)}`);
}

export function itemsIn(end: TryEnd | undefined): Array<Delivered | Failed> {
	if (end?.kind === 'items') return end.items;
	throw new Error(`The try put nothing out: ${JSON.stringify(end)}`);
}

export function kindsIn(end: TryEnd | undefined): string[] {
	return itemsIn(end).map(({ kind }) => kind);
}

/** The first item's video. */
export function valueIn(end: TryEnd | undefined): Delivered['value'] {
	const [first] = itemsIn(end);
	if (first?.kind === 'delivered') return first.value;
	throw new Error(`The first item is no video: ${JSON.stringify(first)}`);
}
