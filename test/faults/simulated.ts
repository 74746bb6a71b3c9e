// A run of the life of jobs in simulated time, with a schedule of faults drawn from a seed.
import { simulatedClock, type SimulatedClock } from '../support/simulated/clock';
import type { Jobs } from '../support/simulated/jobs';
import type { Look } from '../support/simulated/reuse';
import { simulatedTry, type TryEnd } from '../support/simulated/run';
import { SimulatedSegmind } from '../support/simulated/segmind';
import { reuseViolations } from './reuseViolations';
import { earlierJobs, KINDS, limitsAt, planOf, promptsAt, type Plan } from './simulatedPlan';
import { violationsOf, type Seen, type SeenTry } from './simulatedViolations';
import { tryViolations } from './tryViolations';

const DAY_MS = 86_400_000;

function segmindOf(plan: Plan, clock: SimulatedClock): SimulatedSegmind {
	const { chance, filesDie, reuse } = plan;
	return new SimulatedSegmind({
		...plan,
		clock,
		jobDurationMs: () => Math.round(plan.jobDurationMs * (0.5 + chance.random())),
		faultFor({ phase }) {
			if (!chance.is(plan.faultRate)) return undefined;
			const kind = chance.oneOf(KINDS[phase]);
			return { kind, waitMs: chance.is(0.5) ? chance.between(0, 60_000) : undefined };
		},
		filesDie: filesDie && { ...filesDie, atMs: clock.now() + filesDie.afterMs },
		earlier: earlierJobs(plan, clock.now()),
		listedAfterMs: () => chance.between(0, reuse?.listedAfterMs ?? 0),
		rowsPerPage: reuse?.rowsPerPage,
	});
}

/** What n8n keeps from one try to the next, as JSON. */
interface Life {
	number: number;
	context: object;
	flow: object;
}

function kept(life: Life, forgets: boolean): Life {
	if (forgets) return { number: life.number + 1, context: {}, flow: {} };
	return JSON.parse(JSON.stringify(life)) as Life;
}

/** What a try finds of the schedule's wishes. */
function atTry(plan: Plan, number: number) {
	return { ...plan, prompts: promptsAt(plan, number), limits: limitsAt(plan, number) };
}

/** Everything that was seen of a run, for the invariants. */
async function carryOut(jobs: Jobs, plan: Plan): Promise<Seen> {
	const { reuse } = plan;
	const clock = simulatedClock();
	const segmind = segmindOf(plan, clock);
	const tries: SeenTry[] = [];
	const looks: Look[] = [];
	const logged: string[] = [];
	let life: Life = { number: 0, context: {}, flow: {} };
	for (let execution = 0; execution < plan.executions; execution += 1) {
		const { cancel, stopped } = execution === 0 ? stopOf(plan, clock) : stopOf({}, clock);
		const { number, context, flow } = life;
		for (let attempt = 0; attempt < plan.tries; attempt += 1) {
			const startedAtMs = clock.now();
			const end = await simulatedTry(jobs, {
				...atTry(plan, tries.length),
				...{ clock, segmind, context, cancel, logged, life: number },
				random: () => plan.chance.random(),
				executionId: `execution ${execution}`,
				reuse: reuse && { hours: reuse.hours, flow, looks },
			});
			const times = { startedAtMs, endedAtMs: clock.now(), stoppedAtMs: stopped.atMs };
			tries.push({ life: number, execution, end, ...times });
			if (!isToRetry(end)) break;
		}
		const end = tries.at(-1)?.end;
		const isForgotten = reuse?.forgets === true;
		if (end?.kind === 'items' || (end?.kind === 'stopped' && !isForgotten)) break;
		life = kept(life, isForgotten);
		await clock.sleep(plan.pauseMs);
	}
	await clock.sleep(DAY_MS); // whatever still goes on in the background
	return { tries, segmind, logged, looks };
}

function stopOf({ stopAfterMs }: Partial<Plan>, clock: SimulatedClock) {
	const cancel = new AbortController();
	const stopped: { atMs?: number } = {};
	if (stopAfterMs !== undefined) {
		clock.at(clock.now() + stopAfterMs, () => {
			stopped.atMs = clock.now();
			cancel.abort();
		});
	}
	return { cancel: cancel.signal, stopped };
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
		violations: [
			...violationsOf(plan, seen),
			...tryViolations(plan, seen),
			...reuseViolations(plan, seen),
		],
		requests: seen.segmind.requests.length,
		accepted: seen.segmind.jobs.filter(({ caller }) => caller).length,
		end: seen.tries.at(-1)?.end.kind ?? 'none',
	};
}
