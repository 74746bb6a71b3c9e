import type {
	HistoryAnswer,
	JobMetrics,
	JobResult,
	JobState,
	ResultAnswer,
	StatusAnswer,
} from '../domain/answers';
import type { Clock } from '../domain/clock';
import type { LastState } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { deadlinePassed, historyUnreachable, jobExpired, pollRefused } from './jobProblems';
import { PRIORITY, type Pacer } from './pacing/pacer';
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
	pollIntervalMs?: number;
	/** Aborts when the user stops the execution, or when another item's failure ends the run. */
	stop: AbortSignal;
}

/** A job to follow. */
export interface FollowedJob {
	requestId: string;
	/** Absent where only the ID is known (Job > Get). */
	model?: string;
	usualDurationMs: number;
	/** When it was accepted or picked up; the deadline counts from here. */
	startMs: number;
	/** When it was accepted, by this try or an earlier one; the schedule counts from here. */
	acceptedAtMs: number;
	deadlineMs: number;
	/** Look at once: an earlier try or another workflow ordered it, and it may be done. */
	pollNow: boolean;
	/** Hand back an unfinished job instead of waiting for it. */
	pollOnce: boolean;
}

/** How following a job ended; `model` where the history told it. */
export type Followed = Outcome<
	| { kind: 'finished'; result: JobResult; model?: string }
	| { kind: 'failed'; reason: string; model?: string }
	/** Only with `pollOnce`. */
	| { kind: 'pending'; state: JobState; model?: string }
>;

/** A job found finished at the very deadline is still fetched. */
export const FETCH_GRACE_MS = 60_000;

/** Looks at a job that this try ordered, before it counts as gone. */
const POLLS_FOR_LOST_JOB = 3;

/** Between two tries to read the result of a job that is known to be finished. */
const RETRY_MS = 2_000;

const ABORTED = { kind: 'aborted' } as const;

/** Polls a paid job until it is finished, failed, gone or overdue. Never sends anything that costs. */
export async function followJob(run: FollowRun, job: FollowedJob): Promise<Followed> {
	const { clock, pacer } = run;
	const { requestId, startMs, acceptedAtMs } = job;
	let state: LastState = 'SUBMITTED';
	let trouble: Problem | undefined;
	let completed: JobMetrics | undefined;
	let lost = 0;
	let { deadlineMs } = job;
	let pollAtMs = startMs + (job.pollNow ? 0 : untilPoll(run, job, 0, deadlineMs - startMs));
	for (;;) {
		await clock.sleep(Math.max(0, pollAtMs - clock.now()), run.stop);
		if (run.stop.aborted) return ABORTED;
		const turn = await pacer.turn(
			completed ? PRIORITY.result : PRIORITY.status,
			// Where requests are scarce, a look at a job that is hardly done is worth less.
			job.pollNow
				? pollAtMs
				: Math.max(pollAtMs, acceptedAtMs + run.usual.estimateMs(job.usualDurationMs)),
			// At the deadline itself there is a last look.
			Math.max(deadlineMs, clock.now() + 1),
		);
		if (turn === 'aborted') return ABORTED;
		if (turn === 'expired') return overdue(run, job, state, trouble);
		const answer = completed ? await run.api.result(requestId) : await run.api.status(requestId);
		if (answer.kind === 'rateLimited') pacer.refused(answer.waitMs);
		else pacer.answered();
		switch (answer.kind) {
			case 'aborted':
				return ABORTED;
			case 'completed':
				if ('result' in answer) {
					return { kind: 'finished', result: { ...completed, ...answer.result } };
				}
				completed = answer.metrics;
				state = 'COMPLETED';
				deadlineMs = Math.max(deadlineMs, clock.now() + FETCH_GRACE_MS);
				pollAtMs = clock.now();
				continue;
			case 'failed':
				return { kind: 'failed', reason: answer.reason };
			case 'notFound': {
				const found = await lookIntoHistory(run, job);
				lost += 1;
				// A record can be late or missing for a moment, and this job was accepted just now.
				const mayAppear = found === 'unknown' && !job.pollNow && lost < POLLS_FOR_LOST_JOB;
				if (found === 'unknown' && !mayAppear) {
					return { kind: 'problem', problem: jobExpired(requestId, job.model) };
				}
				if (found !== 'unknown' && (found.kind !== 'pending' || job.pollOnce)) return found;
				if (found !== 'unknown') state = 'PROCESSING';
				completed = undefined;
				break;
			}
			case 'doubtful': {
				const found = await lookIntoHistory(run, job);
				const isEnd = found !== 'unknown' && found.kind !== 'pending' && found.kind !== 'problem';
				if (isEnd) return found;
				trouble = answer.problem;
				completed = undefined;
				break;
			}
			case 'refused':
				return { kind: 'problem', problem: pollRefused(requestId, job.model, answer.problem) };
			case 'pending':
				if (job.pollOnce) return { kind: 'pending', state: answer.state };
				({ state } = answer);
				lost = 0;
				completed = undefined;
				trouble = undefined;
				break;
			case 'rateLimited':
			case 'unreachable':
				trouble = answer.problem;
		}
		const now = clock.now();
		if (now >= deadlineMs) return overdue(run, job, state, trouble);
		const untilMs =
			completed || job.pollOnce
				? Math.min(RETRY_MS, deadlineMs - now)
				: untilPoll(run, job, now - acceptedAtMs, deadlineMs - now);
		pollAtMs = now + untilMs;
	}
}

function untilPoll(run: FollowRun, job: FollowedJob, ageMs: number, leftMs: number): number {
	const usualMs = run.usual.estimateMs(job.usualDurationMs);
	// A job that was picked up may be of any age.
	const isUnreliable = job.pollNow || run.usual.isUnreliable;
	return untilNextPollMs(ageMs, usualMs, run.pollIntervalMs, leftMs, isUnreliable);
}

function overdue(run: FollowRun, job: FollowedJob, state: LastState, trouble?: Problem): Followed {
	const elapsedMs = run.clock.now() - job.startMs;
	return {
		kind: 'problem',
		problem: deadlinePassed(job.requestId, job.model, state, elapsedMs, trouble),
	};
}

/** A job whose record has expired may be done all the same; nothing is bought before that is known. */
async function lookIntoHistory(run: FollowRun, job: FollowedJob): Promise<Followed | 'unknown'> {
	const { requestId } = job;
	const answer = await retryFreePaced(
		run,
		job.deadlineMs,
		async () => await run.api.history(requestId),
	);
	if (run.stop.aborted) return ABORTED;
	switch (answer.kind) {
		case 'aborted':
			return ABORTED;
		case 'notFound':
			return 'unknown';
		case 'rateLimited':
		case 'unreachable':
		case 'refused':
			return { kind: 'problem', problem: historyUnreachable(requestId, job.model, answer.problem) };
		case 'found': {
			const { status, failureReason, model, cost, inferenceTime, videoUrl, raw } = answer.record;
			const known = omitUndefined({ model });
			if (status === 'FAILED') {
				return { kind: 'failed', reason: failureReason ?? 'no reason given', ...known };
			}
			if (status === 'PENDING') return { kind: 'pending', state: 'PROCESSING', ...known };
			const result = omitUndefined({ cost, inferenceTime, videoUrl, raw });
			return { kind: 'finished', result, ...known };
		}
	}
}
