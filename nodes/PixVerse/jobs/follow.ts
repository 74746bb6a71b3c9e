import type { HistoryAnswer, HistoryRecord, ResultAnswer, StatusAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import { omitUndefined } from '../domain/omitUndefined';
import {
	afterAnswer,
	LONGEST_WAIT_OF_A_LOOK_MS,
	overdue,
	startOf,
	willLookAgain,
	type Followed,
	type FollowedJob,
	type FollowState,
	type Heard,
	type InHistory,
	type Step,
} from './afterAnswer';
import { rowState } from './history/jobRows';
import { historyUnreachable, undocumentedEnd } from './jobProblems';
import { PRIORITY, type Pacer, type Turn } from './pacing/pacer';
import { untilNextPollMs, type UsualDuration } from './pacing/pollSchedule';
import { retryFreePaced } from './pacing/retry';

/** The calls that tell how a job is doing; all of them are free. */
export interface PollApi {
	status(requestId: string): Promise<StatusAnswer>;
	result(requestId: string): Promise<ResultAnswer>;
	history(requestId: string): Promise<HistoryAnswer>;
}

export interface FollowRun {
	api: PollApi;
	clock: Clock;
	pacer: Pacer;
	usual: UsualDuration;
	/** The user's poll interval; absent means the automatic schedule. */
	pollIntervalMs?: number | undefined;
	/** Aborts when the user stops the execution, or when another item's failure ends the run. */
	stop: AbortSignal;
}

/** Between two tries to read the result of a job that is known to be finished. */
const RETRY_MS = 2_000;

const ABORTED = { kind: 'aborted' } as const;

/** Polls a paid job until it is finished, failed, gone or overdue. Never sends anything that costs. */
export async function followJob(run: FollowRun, job: FollowedJob): Promise<Followed> {
	const { clock } = run;
	const { startMs, deadlineMs } = job;
	let state = startOf(job);
	let pollAtMs = startMs + (job.pollNow ? 0 : untilPoll(run, job, 0, deadlineMs - startMs));
	for (;;) {
		const turn = await turnToPoll(run, state, pollAtMs);
		if (turn === 'aborted') return ABORTED;
		if (turn === 'expired') return { kind: 'problem', problem: overdue(state, clock.now()) };
		const step = afterAnswer(state, await ask(run, state), clock.now());
		if (step.kind === 'end') return step.end;
		({ state } = step);
		pollAtMs = clock.now() + untilNext(run, step, clock.now());
	}
}

async function turnToPoll(run: FollowRun, state: FollowState, pollAtMs: number): Promise<Turn> {
	const { clock, pacer, stop, usual } = run;
	const { job, completed, deadlineMs } = state;
	await clock.sleep(Math.max(0, pollAtMs - clock.now()), stop);
	if (stop.aborted) return 'aborted';
	return await pacer.turn(
		completed ? PRIORITY.result : PRIORITY.status,
		// Where requests are scarce, a look at a job that is hardly done is worth less.
		job.pollNow
			? pollAtMs
			: Math.max(pollAtMs, job.acceptedAtMs + usual.estimateMs(job.usualDurationMs)),
		// At the deadline itself there is a last look.
		Math.max(deadlineMs, clock.now() + 1),
	);
}

async function ask(run: FollowRun, state: FollowState): Promise<Heard> {
	const { job, completed } = state;
	const { requestId } = job;
	const answer = completed ? await run.api.result(requestId) : await run.api.status(requestId);
	if (answer.kind === 'rateLimited') {
		run.pacer.refused(answer.waitMs);
		return { ...answer, lastAnsweredMs: run.pacer.lastAnsweredMs };
	}
	run.pacer.answered();
	if (answer.kind === 'notFound') {
		const isLastHope = !job.pollOnce && !willLookAgain(state, run.clock.now());
		return await lookIntoHistory(run, job, isLastHope);
	}
	if (answer.kind !== 'doubtful') return answer;
	return { ...answer, elsewhere: await lookIntoHistory(run, job, false) };
}

/** Milliseconds until the poll of a step. */
function untilNext(run: FollowRun, step: Step & { kind: 'poll' }, nowMs: number): number {
	const { job, deadlineMs } = step.state;
	switch (step.when) {
		case 'now':
			return 0;
		case 'soon':
			return Math.min(RETRY_MS, deadlineMs - nowMs);
		case 'asScheduled':
			return untilPoll(run, job, nowMs - job.acceptedAtMs, deadlineMs - nowMs);
	}
}

function untilPoll(run: FollowRun, job: FollowedJob, ageMs: number, leftMs: number): number {
	return untilNextPollMs({
		ageMs,
		usualMs: run.usual.estimateMs(job.usualDurationMs),
		fixedGapMs: run.pollIntervalMs,
		leftMs,
		// A job that was picked up may be of any age.
		isUnreliable: job.pollNow || run.usual.isUnreliable,
	});
}

/**
 * A job whose record has expired may be done all the same; nothing is bought before that is known.
 *
 * @param isLastHope its rate limit is waited out; else the job itself is asked for again
 */
async function lookIntoHistory(
	run: FollowRun,
	job: FollowedJob,
	isLastHope: boolean,
): Promise<InHistory> {
	const { requestId, model } = job;
	const patience = isLastHope
		? { expiresAtMs: job.deadlineMs }
		: { expiresAtMs: run.clock.now(), longestWaitMs: LONGEST_WAIT_OF_A_LOOK_MS };
	const ask = async () => await run.api.history(requestId);
	const answer = await retryFreePaced(run, patience, ask);
	if (run.stop.aborted) return { kind: 'inHistory', found: ABORTED };
	switch (answer.kind) {
		case 'aborted':
			return { kind: 'inHistory', found: ABORTED };
		case 'notFound':
			return { kind: 'nowhere' };
		case 'rateLimited':
		case 'unreachable':
		case 'refused': {
			const problem = historyUnreachable(requestId, model, answer.problem);
			return { kind: 'inHistory', found: { kind: 'problem', problem } };
		}
		case 'found':
			return { kind: 'inHistory', found: endInHistory(requestId, answer.record) };
	}
}

/**
 * What the history's record says of a job. Only FAILED makes it one that cost nothing; without a
 * word for its end, or a video, it is under way.
 */
function endInHistory(requestId: string, record: HistoryRecord): Followed {
	const { status, failureReason, cost, inferenceTime, videoUrl, raw } = record;
	const model = omitUndefined({ model: record.model });
	const state = rowState(record);
	if (state === 'completed') {
		const result = omitUndefined({ cost, inferenceTime, videoUrl, raw });
		return { kind: 'finished', result, ...model };
	}
	if (status === 'FAILED') {
		return { kind: 'failed', reason: failureReason ?? 'no reason given', ...model };
	}
	if (state === 'underWay' || status === undefined) {
		return { kind: 'pending', state: 'PROCESSING', ...model };
	}
	return { kind: 'problem', problem: undocumentedEnd(requestId, record.model, status) };
}
