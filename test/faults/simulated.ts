// A run of the life of jobs in simulated time, with a schedule of faults drawn from a seed.
import { chanceOf, type Chance } from '../support/random';
import { simulatedClock } from '../support/simulated/clock';
import { FREE_FAULTS, PAID_FAULTS, type Phase } from '../support/simulated/faults';
import type { Jobs } from '../support/simulated/jobs';
import { simulatedTry, type TryEnd } from '../support/simulated/run';
import { SimulatedSegmind } from '../support/simulated/segmind';
import { violationsOf, type Seen } from './simulatedViolations';

const DAY_MS = 86_400_000;

const KINDS: Readonly<Record<Phase, readonly string[]>> = {
	submit: [...Object.keys(PAID_FAULTS), 'jobFails'],
	sync: [...Object.keys(PAID_FAULTS), 'asUrl'],
	status: Object.keys(FREE_FAULTS),
	result: [...Object.keys(FREE_FAULTS), 'noUrl'],
	history: Object.keys(FREE_FAULTS),
	upload: ['serverError', 'reset', 'rateLimit', 'refused'],
	download: ['serverError', 'reset', 'timeout', 'refused', 'notFound'],
};

/** What a seed stands for. */
export interface Plan {
	chance: Chance;
	prompts: string[];
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
}

function planOf(seed: number): Plan {
	const chance = chanceOf('simulated', seed);
	const count = chance.between(1, 20);
	const withPictures = chance.is(0.4);
	return {
		chance,
		prompts: chance.many(count, (index) => `item ${index};`),
		pictures: withPictures ? chance.many(count, () => `picture ${chance.between(0, count)}`) : [],
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
	};
}

/** Everything that was seen of a run, for the invariants. */
async function carryOut(jobs: Jobs, plan: Plan): Promise<Seen> {
	const clock = simulatedClock();
	const { chance } = plan;
	const segmind = new SimulatedSegmind({
		...plan,
		clock,
		jobDurationMs: () => Math.round(plan.jobDurationMs * (0.5 + chance.random())),
		faultFor({ phase }) {
			if (!chance.is(plan.faultRate)) return undefined;
			const kind = chance.oneOf(KINDS[phase]);
			return { kind, waitMs: chance.is(0.5) ? chance.between(0, 60_000) : undefined };
		},
	});
	const cancel = new AbortController();
	const stopped: { atMs?: number } = {};
	if (plan.stopAfterMs !== undefined) {
		clock.at(clock.now() + plan.stopAfterMs, () => {
			stopped.atMs = clock.now();
			cancel.abort();
		});
	}
	const logged: string[] = [];
	let end: TryEnd = { kind: 'stopped' };
	let context: object = {};
	for (let execution = 0; execution < plan.executions; execution += 1) {
		for (let attempt = 0; attempt < plan.tries; attempt += 1) {
			const { random } = chance;
			const run = { ...plan, clock, segmind, context, random, cancel: cancel.signal, logged };
			end = await simulatedTry(jobs, run);
			if (!isToRetry(end)) break;
		}
		if (end.kind !== 'failed') break;
		context = JSON.parse(JSON.stringify(context)) as object;
	}
	const endedAtMs = clock.now();
	await clock.sleep(DAY_MS); // whatever still goes on in the background
	return { end, endedAtMs, stoppedAtMs: stopped.atMs, segmind, logged };
}

/** As n8n does: with "continue", only the first item decides whether it tries again. */
function isToRetry(end: TryEnd): boolean {
	return end.kind === 'failed' || (end.kind === 'items' && end.items[0]?.kind === 'problem');
}

export interface ScheduleResult {
	violations: string[];
	requests: number;
	accepted: number;
	end: string;
}

/** Carries out the schedule of a seed. */
export async function runSimulated(jobs: Jobs, seed: number): Promise<ScheduleResult> {
	const plan = planOf(seed);
	const seen = await carryOut(jobs, plan);
	return {
		violations: violationsOf(plan, seen),
		requests: seen.segmind.requests.length,
		accepted: seen.segmind.jobs.length,
		end: seen.end.kind,
	};
}
