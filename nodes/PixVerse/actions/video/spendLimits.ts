import { withAcceptedIds, type Problem } from '../../domain/problem';
import type { DaySpending } from '../../jobs/history/daySpending';
import type { OrderedVideo } from '../../jobs/memory';
import { usdText } from '../../models/estimate';

/** What is to be ordered, by estimate. */
export interface Plan {
	videos: number;
	/** US dollars; null where nobody knows the price of one of the models. */
	usd: number | null;
}

function counted(videos: number): string {
	return `${videos} ${videos === 1 ? 'video' : 'videos'}`;
}

/** Sums of estimates are compared to a millionth of a dollar: 0.1 + 0.2 is not above 0.3. */
function exceeds(usd: number, limitUsd: number): boolean {
	return Math.round(usd * 1e6) > Math.round(limitUsd * 1e6);
}

/** About what was ordered before; a price that nobody knows is not counted. */
export function orderedUsd(ordered: readonly OrderedVideo[]): number {
	return ordered.reduce((sum, { estimateUsd }) => sum + (estimateUsd ?? 0), 0);
}

/** What every refusal for money begins with: no ID that this execution has paid for gets lost. */
export function whatIsPaid(ordered: readonly OrderedVideo[]): string {
	if (ordered.length === 0) return 'Nothing was sent.';
	const ids = ordered.flatMap(({ requestId }) => requestId ?? []);
	const unknown = ordered.length - ids.length;
	const named = ids.length > 0 ? ` Job > Get fetches them: ${ids.join(', ')}.` : '';
	const rest = unknown > 0 ? ` Whether ${unknown} more was accepted shows in Job > Get Many.` : '';
	return `Nothing more was sent. This execution has ordered ${counted(ordered.length)} before.${named}${rest}`;
}

/** A refusal on a later try of an execution: what earlier ones have paid for is named. */
export function withWhatIsPaid(problem: Problem, ordered: readonly OrderedVideo[]): Problem {
	if (ordered.length === 0) return problem;
	const description = problem.description.replace(/ ?Nothing was sent[^.]*\./g, '');
	return withAcceptedIds(
		{ ...problem, description: `${description} ${whatIsPaid(ordered)}` },
		ordered.flatMap(({ requestId }) => requestId ?? []),
	);
}

/** An item that a later try cannot read any more: what an earlier one has ordered for it is its job. */
export function withOwnJobs(problem: Problem, ordered: readonly OrderedVideo[]): Problem {
	const named = withWhatIsPaid(problem, ordered);
	const others = [...(named.acceptedRequestIds ?? [])];
	const requestId = others.pop();
	if (requestId === undefined) return named;
	return withAcceptedIds({ ...named, requestId, acceptedRequestIds: undefined }, others);
}

/** Refuses a run that would order more videos than the user allowed. */
export function tooManyVideos(
	maxVideos: number,
	ordered: readonly OrderedVideo[],
	{ videos, usd }: Plan,
): Problem | undefined {
	if (ordered.length + videos <= maxVideos) return undefined;
	const before =
		ordered.length > 0 ? ` after ${ordered.length} that this execution has ordered already` : '';
	const cost = usd === null ? '' : ` Together they would cost ${usdText(usd)} (an estimate).`;
	return {
		code: 'max-videos',
		message: `This run would order ${counted(videos)}${before}, but Max Videos is ${maxVideos}`,
		description: `${whatIsPaid(ordered)}${cost} Pass fewer items to this node, or raise Options > Max Videos.`,
	};
}

/** Refuses a run that would cost more than the user allowed for one execution. */
export function tooCostly(
	maxCost: number,
	ordered: readonly OrderedVideo[],
	{ videos, usd }: Plan,
): Problem | undefined {
	if (usd === null) return priceUnknown('Max Cost', ordered);
	const spentUsd = orderedUsd(ordered);
	if (!exceeds(spentUsd + usd, maxCost)) return undefined;
	const before =
		spentUsd > 0 ? ` after ${usdText(spentUsd)} that this execution has ordered already` : '';
	return {
		code: 'max-cost',
		message: `This run would order ${counted(videos)} for ${usdText(usd)}${before}, but Max Cost is ${maxCost} USD`,
		description: `${whatIsPaid(ordered)} The prices are estimates. Pass fewer items to this node, choose a shorter Duration or a lower Quality, or raise Options > Max Cost.`,
	};
}

/** Refuses a run after which the account's day would cost more than the user allowed. */
export function tooCostlyToday(
	maxCostPerDay: number,
	ordered: readonly OrderedVideo[],
	{ videos, usd }: Plan,
	{ chargedUsd, estimatedUsd }: Pick<DaySpending, 'chargedUsd' | 'estimatedUsd'>,
): Problem | undefined {
	if (usd === null) return priceUnknown('Max Cost per Day', ordered);
	if (!exceeds(chargedUsd + estimatedUsd + usd, maxCostPerDay)) return undefined;
	const underWay = estimatedUsd > 0 ? `, jobs under way will cost ${usdText(estimatedUsd)}` : '';
	return {
		code: 'max-cost-per-day',
		message: `This run would order ${counted(videos)} for ${usdText(usd)}, and the Segmind account would pass Max Cost per Day of ${maxCostPerDay} USD`,
		description: `${whatIsPaid(ordered)} Today (UTC) the account has spent ${Number(chargedUsd.toFixed(4))} USD by its history${underWay}. Wait until tomorrow, pass fewer items, or raise Options > Max Cost per Day.`,
	};
}

function priceUnknown(limit: string, ordered: readonly OrderedVideo[]): Problem {
	return {
		code: 'price-unknown',
		message: `${limit} cannot be judged: the price of this model is not known`,
		description: `${whatIsPaid(ordered)} Use Max Videos or Stop If Credits Are Below instead.`,
	};
}

/** Refuses a run where the account has less left than the user wants to keep. */
export function tooFewCredits(
	minimum: number,
	credits: number,
	ordered: readonly OrderedVideo[],
): Problem | undefined {
	if (credits >= minimum) return undefined;
	return {
		code: 'minimum-credits',
		message: `The Segmind account has ${Number(credits.toFixed(4))} credits left, and this node stops below ${minimum}`,
		description: `${whatIsPaid(ordered)} Add credits at platform.segmind.com, or lower Options > Stop If Credits Are Below.`,
		failure: { cause: 'quota-exhausted' },
	};
}

/** A limit that could not be judged: nothing is sent either. */
export function unjudged(
	problem: Problem,
	limit: string,
	ordered: readonly OrderedVideo[],
): Problem {
	return {
		...problem,
		description: `${problem.description} ${whatIsPaid(ordered)} ${limit} could not be judged.`,
	};
}
