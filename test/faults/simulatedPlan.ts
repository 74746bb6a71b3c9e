// What a seed stands for in simulated time.
import type { Limits } from '../../nodes/PixVerse/actions/video/ceilings';
import { chanceOf, type Chance } from '../support/random';
import { FREE_FAULTS, NAMING_FAULTS, PAID_FAULTS, type Phase } from '../support/simulated/faults';
import { ODD_PAGES } from '../support/simulated/list';
import { orderOf, VIDEO_USD, type SimulatedJob } from '../support/simulated/words';

const HOUR_MS = 3_600_000;
const FREE = Object.keys(FREE_FAULTS);
const POLLS = [...FREE, 'gateway'];

export const KINDS: Readonly<Record<Phase, readonly string[]>> = {
	submit: [...Object.keys(PAID_FAULTS), ...Object.keys(NAMING_FAULTS), 'jobFails'],
	sync: [...Object.keys(PAID_FAULTS), 'asUrl'],
	status: POLLS,
	result: [...POLLS, 'noUrl'],
	history: FREE,
	historyList: [...FREE, ...ODD_PAGES],
	credits: ['serverError', 'reset', 'rateLimit', 'notFound'],
	file: ['serverError', 'reset', 'timeout', 'notFound'],
	upload: ['serverError', 'reset', 'rateLimit', 'refused'],
	download: ['serverError', 'reset', 'timeout', 'refused', 'notFound'],
};

/** Reuse of equal jobs, where a schedule draws it. */
interface ReusePlan {
	hours: number;
	/** A crash or a Stop makes n8n forget; the user runs again. */
	forgets: boolean;
	listedAfterMs: number;
	rowsPerPage: number | undefined;
}

/** Limits that a user sets before a try, and keeps. */
interface LimitsPlan {
	fromTry: number;
	limits: Limits;
}

export interface Plan {
	chance: Chance;
	/** Of each item; with reuse some are equal. */
	prompts: string[];
	/** The prompt holds an expression that gives another value at the next try. */
	evaluatesAnew: boolean;
	spending: LimitsPlan | undefined;
	/** US dollars. */
	credits: number;
	/** An old job's ID is known nowhere; the list names it. */
	historyForgets: boolean;
	/** Hashes of the items' files: some share one. */
	pictures: string[];
	isSync: boolean;
	concurrency: number;
	latencyMs: number;
	transferMs: number;
	/** Stated size of each video. */
	fileSize: number | undefined;
	jobDurationMs: number;
	rateLimitPerMinute: number | undefined;
	tellsReset: boolean;
	faultRate: number;
	timeoutMs: number;
	pollIntervalMs: number | undefined;
	continueOnFail: boolean;
	tries: number;
	executions: number;
	stopAfterMs: number | undefined;
	recordTtlMs: number | undefined;
	/** Between an execution and the next that retries it. */
	pauseMs: number;
	filesDie: { afterMs: number; httpCode: number } | undefined;
	reuse: ReusePlan | undefined;
}

export function planOf(seed: number): Plan {
	const chance = chanceOf('simulated', seed);
	const count = chance.between(1, 20);
	const withPictures = chance.is(0.4);
	const withReuse = chance.is(0.4);
	const kinds = withReuse ? chance.between(1, count) : count;
	return {
		chance,
		prompts: chance.many(count, (index) => `item ${index % kinds};`),
		evaluatesAnew: chance.is(0.25),
		spending: chance.is(0.5) ? spendingOf(chance, count) : undefined,
		credits: count * VIDEO_USD,
		historyForgets: chance.is(0.3),
		pictures: withPictures ? chance.many(count, () => `picture${chance.between(0, kinds)}`) : [],
		isSync: chance.is(0.2),
		concurrency: chance.between(1, 8),
		latencyMs: chance.between(10, 2_000),
		transferMs: chance.between(0, 1_000),
		fileSize: chance.oneOf([undefined, 2_000_000, 40_000_000]),
		jobDurationMs: chance.between(1_000, 240_000),
		rateLimitPerMinute: chance.is(0.3) ? chance.between(5, 60) : undefined,
		tellsReset: chance.is(0.8),
		faultRate: chance.is(0.2) ? 0 : chance.random() * 0.4,
		timeoutMs: chance.oneOf([30_000, 120_000, 900_000]),
		pollIntervalMs: chance.is(0.3) ? chance.between(500, 30_000) : undefined,
		continueOnFail: chance.is(0.3),
		tries: chance.between(1, 5),
		executions: chance.between(1, 3),
		stopAfterMs: chance.is(0.25) ? chance.between(0, 300_000) : undefined,
		recordTtlMs: chance.oneOf([undefined, 120_000, HOUR_MS]),
		pauseMs: chance.oneOf([0, 60_000, 2 * HOUR_MS, 12 * HOUR_MS]),
		filesDie: chance.is(0.15)
			? { afterMs: chance.between(0, 600_000), httpCode: chance.oneOf([404, 503]) }
			: undefined,
		reuse: withReuse ? reuseOf(chance) : undefined,
	};
}

function reuseOf(chance: Chance): ReusePlan {
	return {
		hours: chance.oneOf([1, 24, 168]),
		forgets: chance.is(0.5),
		listedAfterMs: chance.oneOf([0, 0, 30_000, 120_000]),
		rowsPerPage: chance.oneOf([undefined, undefined, 3, 1]),
	};
}

/** Most refuse on a later try, when some is paid. */
function spendingOf(chance: Chance, count: number): LimitsPlan {
	return {
		fromTry: chance.between(0, 3),
		limits: chance.oneOf<Limits>([
			{ maxVideos: chance.between(1, count) },
			{ maxVideos: chance.between(1, count) },
			{ maxCost: Math.round(chance.random() * count * 100) / 100 },
			{ maxCostPerDay: Math.round(chance.random() * count * 100) / 100 },
			{ minimumCredits: chance.random() * count * VIDEO_USD },
		]),
	};
}

/** What a user has set by a try; tries count over all executions. */
export function limitsAt({ spending }: Plan, tryNumber: number): Limits {
	return spending && tryNumber >= spending.fromTry ? spending.limits : {};
}

/** The prompts as a try evaluates them. */
export function promptsAt({ prompts, evaluatesAnew }: Plan, tryNumber: number): string[] {
	return evaluatesAnew ? prompts.map((prompt) => `${prompt} #${tryNumber % 2}`) : prompts;
}

/** What an order is told by: a prompt as evaluated, and the item's file. */
export function contentOf({ pictures }: Plan, prompt: string, item: number): string {
	return `${prompt} 5 ${pictures[item] ?? ''}`;
}

/** The item that an order is for, whatever its expression has added. */
export function itemContentOf(plan: Plan, item: number): string {
	return contentOf(plan, plan.prompts[item] ?? '', item);
}

export function itemContentOfJob(job: Pick<SimulatedJob, 'body'>): string {
	return contentOfJob({ body: { ...job.body, prompt: orderOf(String(job.body.prompt)) } });
}

/** The same of a job, whichever way its body is written; other fields make it another. */
export function contentOfJob({ body }: Pick<SimulatedJob, 'body'>): string {
	const { prompt, duration, image, motion_mode: motion = 'normal', ...others } = body;
	const more = Object.values(others).some((value) => value !== null && value !== '');
	const picture = typeof image === 'string' ? image.replace(/^.*\//, '') : '';
	const isUsual = motion === 'normal' && !more;
	return `${String(prompt)} ${String(duration)} ${picture}${isUsual ? '' : ' and more'}`;
}

/** Jobs that the account and its team have ordered before: some equal an item's order. */
export function earlierJobs(plan: Plan, nowMs: number): SimulatedJob[] {
	const { chance, prompts, pictures } = plan;
	if (!plan.reuse) return [];
	return chance.many(chance.between(0, 12), (number) => {
		const item = chance.between(0, prompts.length - 1);
		const at = nowMs - chance.between(0, 30) * HOUR_MS - chance.between(0, HOUR_MS);
		const doneAt = at + (chance.is(0.8) ? 60_000 : 31 * HOUR_MS);
		const picture = pictures[item];
		return {
			requestId: `old-${number}`,
			marker: 'earlier',
			at,
			doneAt,
			fails: chance.is(0.15),
			isSizeTold: false,
			isTold: false,
			body: {
				prompt: chance.is(0.85) ? promptsAt(plan, 0)[item] : 'another',
				duration: chance.oneOf([5, 5, 5, '5', 8]),
				...(picture === undefined ? {} : { image: `http://uploads/${picture}` }),
				...chance.oneOf<object>([{}, {}, { seed: null }, { motion_mode: 'normal' }, { seed: 7 }]),
			},
			listedAt: chance.is(0.9) ? at : nowMs + chance.between(0, 600_000),
			isTeammates: chance.is(0.3),
			hasNoUrl: chance.is(0.1),
		};
	});
}
