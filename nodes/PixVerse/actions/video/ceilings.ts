import type { HistoryRecord } from '../../domain/answers';
import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { comparableId } from '../../domain/requestId';
import { readDaySpending, type DaySpending } from '../../jobs/history/daySpending';
import type { HistoryPort } from '../../jobs/history/readPages';
import type { JobMemory, OrderedVideo } from '../../jobs/memory';
import { retryFree } from '../../jobs/pacing/retry';
import { estimate } from '../../models/estimate';
import type { SegmindClient } from '../../transport/segmind/client';
import type { RunOptions } from '../input/runOptions';
import type { VideoOrder } from './order/videoOrder';
import {
	orderedUsd,
	tooCostly,
	tooCostlyToday,
	tooFewCredits,
	tooManyVideos,
	unjudged,
	type Plan,
} from './spendLimits';
import { loopWithoutLimit, type Surroundings } from './triggeredLoop';

/** What the user is ready to spend; unset is no limit. */
export type Limits = Pick<RunOptions, 'maxVideos' | 'maxCost' | 'maxCostPerDay' | 'minimumCredits'>;

/** What judging the limits of a run needs. */
export interface CeilingRun extends Pick<HistoryPort, 'clock' | 'stop'> {
	n8n: Surroundings;
	client: Pick<SegmindClient, 'credits' | 'historyPage'>;
	options: Limits;
	memory: JobMemory;
}

/** An order that needs a submit, with its name in the memory. */
export interface WantedOrder {
	order: Pick<VideoOrder, 'slug' | 'body'>;
	key: string;
}

type Judged = Outcome<{ kind: 'allowed' }>;

const ALLOWED = { kind: 'allowed' } as const;

function judged(problem: Problem | undefined): Judged {
	return problem ? { kind: 'problem', problem } : ALLOWED;
}

/**
 * Judges all limits that the user has set, before anything is uploaded or sent. They concern only
 * what needs a submit: a job that is picked up is paid already.
 *
 * @param wanted the orders that need a submit; none is always allowed
 */
export async function judgeCeilings(
	run: CeilingRun,
	wanted: readonly WantedOrder[],
): Promise<Judged> {
	if (wanted.length === 0) return ALLOWED;
	const { maxCost, maxCostPerDay, maxVideos } = run.options;
	const ordered = run.memory.ordered();
	const plan = planOf(wanted.map(usdOf));
	const problem =
		loopWithoutLimit(run.n8n, maxCostPerDay, ordered) ??
		(maxVideos === undefined ? undefined : tooManyVideos(maxVideos, ordered, plan)) ??
		(maxCost === undefined ? undefined : tooCostly(maxCost, ordered, plan));
	if (problem) return judged(problem);
	const credits = await judgeCredits(run, ordered);
	if (credits.kind !== 'allowed') return credits;
	const day = await judgeDay(run, ordered, plan);
	if (day.kind === 'allowed') noteEstimates(run.memory, wanted);
	return day;
}

/**
 * Judges one order that was thought to need no submit, and does after all: within the limits that
 * count videos and their estimates, beside the run's others that are still to be sent.
 */
export function judgeOneMore(
	{ maxCost, maxVideos }: Limits,
	memory: JobMemory,
	one: WantedOrder,
): Problem | undefined {
	const ordered = memory.ordered();
	const plan = planOf([...memory.unsentUsd(), usdOf(one)]);
	const problem =
		(maxVideos === undefined ? undefined : tooManyVideos(maxVideos, ordered, plan)) ??
		(maxCost === undefined ? undefined : tooCostly(maxCost, ordered, plan));
	if (!problem) noteEstimates(memory, [one]);
	return problem;
}

function usdOf({ order }: WantedOrder): number | null {
	return estimate(order.slug, order.body)?.usd ?? null;
}

/** @param costs what each order will cost, in US dollars; null: nobody knows */
function planOf(costs: ReadonlyArray<number | null>): Plan {
	const usd = costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
	return { videos: costs.length, usd };
}

/** Later rounds and tries of this execution count what this one orders. */
function noteEstimates(memory: JobMemory, wanted: readonly WantedOrder[]): void {
	for (const one of wanted) memory.estimated(one.key, usdOf(one));
}

async function judgeCredits(
	{ client, clock, options, stop }: CeilingRun,
	ordered: readonly OrderedVideo[],
): Promise<Judged> {
	const { minimumCredits } = options;
	if (minimumCredits === undefined) return ALLOWED;
	const answer = await retryFree({ clock, stop }, async () => await client.credits());
	if (answer.kind === 'aborted' || stop.aborted) return { kind: 'aborted' };
	if (answer.kind !== 'credits' && answer.kind !== 'noBalance') {
		return judged(unjudged(answer.problem, 'Stop If Credits Are Below', ordered));
	}
	const credits = answer.kind === 'credits' ? answer.credits + answer.freeCredits : 0;
	return judged(tooFewCredits(minimumCredits, credits, ordered));
}

async function judgeDay(
	{ client, clock, options, stop }: CeilingRun,
	ordered: readonly OrderedVideo[],
	plan: Plan,
): Promise<Judged> {
	const { maxCostPerDay } = options;
	if (maxCostPerDay === undefined) return ALLOWED;
	const port = { clock, stop, historyPage: client.historyPage.bind(client) };
	const read = await readDaySpending(port, estimateOfRecord);
	if (read.kind === 'aborted' || stop.aborted) return { kind: 'aborted' };
	if (read.kind === 'problem') {
		return judged(unjudged(read.problem, 'Max Cost per Day', ordered));
	}
	return judged(tooCostlyToday(maxCostPerDay, ordered, plan, withOwn(read.spending, ordered)));
}

function estimateOfRecord({ model, requestBody }: HistoryRecord): number {
	if (model === undefined) return 0;
	const body = typeof requestBody === 'object' && requestBody !== null ? requestBody : {};
	return estimate(model, { ...body })?.usd ?? 0;
}

/** The history lists an order a minute or two late: this execution's own are counted at once. */
function withOwn(spending: DaySpending, ordered: readonly OrderedVideo[]): DaySpending {
	const unlisted = ordered.filter(
		({ requestId }) => requestId === undefined || !spending.idKeys.has(comparableId(requestId)),
	);
	return { ...spending, estimatedUsd: spending.estimatedUsd + orderedUsd(unlisted) };
}
