import type {
	Doubtful,
	JobMetrics,
	JobResult,
	JobState,
	RateLimited,
	ResultAnswer,
	StatusAnswer,
} from '../domain/answers';
import type { LastState } from '../domain/job';
import type { Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { deadlinePassed, jobExpired, pollRefused } from './jobProblems';

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

/** Segmind's records of a job live for about an hour. */
const YOUNG_MS = 3_600_000;

/** How often a single look is tried where nobody answers as expected. */
const TRIES_OF_A_LOOK = 4;

/** A single look waits for the next window of a rate limit ("5 RPM"), and no longer. */
export const LONGEST_WAIT_OF_A_LOOK_MS = 60_000;

/** What is known of a job between two polls. */
export interface FollowState {
	job: FollowedJob;
	last: LastState;
	/** Why the last poll told nothing. */
	trouble?: Problem | undefined;
	/** Known of a job that is finished; its result is then asked for. */
	completed?: JobMetrics | undefined;
	/** Polls that got no usable answer. */
	failures: number;
	/** Polls in a row that did not find it. */
	lost: number;
	/** When the rate limit last refused a poll. */
	limitedAtMs?: number;
	deadlineMs: number;
	/** Known to be finished, it got its time to be fetched; it does so once. */
	isExtended: boolean;
}

/** What the history says of a job, if it has it. */
export type InHistory = { kind: 'inHistory'; found: Followed } | { kind: 'nowhere' };

/** A poll's answer; a job that was not found was looked up in the history, which may not have it either. */
export type Heard =
	| Exclude<StatusAnswer | ResultAnswer, { kind: 'notFound' | 'doubtful' | 'rateLimited' }>
	/** Beside it, when an answer last came for any job of the run. */
	| (RateLimited & { lastAnsweredMs: number })
	| (Doubtful & { elsewhere: InHistory })
	| InHistory;

/** What follows of an answer: the end, or another poll. */
export type Step =
	| { kind: 'end'; end: Followed }
	| { kind: 'poll'; state: FollowState; when: 'now' | 'soon' | 'asScheduled' };

export function startOf(job: FollowedJob): FollowState {
	return {
		job,
		last: 'SUBMITTED',
		failures: 0,
		lost: 0,
		deadlineMs: job.deadlineMs,
		isExtended: false,
	};
}

/** The step after a poll's answer. Pure: says what to do, and does nothing. */
export function afterAnswer(state: FollowState, heard: Heard, nowMs: number): Step {
	const { job, completed } = state;
	switch (heard.kind) {
		case 'aborted':
			return { kind: 'end', end: heard };
		case 'failed':
			return { kind: 'end', end: { kind: 'failed', reason: heard.reason } };
		case 'refused':
			return ended(pollRefused(job.requestId, job.model, heard.problem));
		case 'completed':
			if ('result' in heard) {
				const result = { ...completed, ...heard.result };
				return { kind: 'end', end: { kind: 'finished', result } };
			}
			return { kind: 'poll', when: 'now', state: withTimeToFetch(state, heard.metrics, nowMs) };
		case 'pending': {
			if (job.pollOnce) return { kind: 'end', end: heard };
			const { deadlineMs, isExtended } = state;
			return pollAgain(
				{ job, last: heard.state, failures: 0, lost: 0, deadlineMs, isExtended },
				nowMs,
			);
		}
		case 'rateLimited':
			return afterRateLimit(state, heard, nowMs);
		case 'unreachable':
			return afterTrouble(state, heard.problem, nowMs);
		case 'doubtful':
			return afterDoubt(state, heard, nowMs);
		case 'inHistory':
		case 'nowhere':
			return afterHistory(state, heard, nowMs);
	}
}

/** The result is asked for next. The deadline is extended once: it may stay unreadable. */
function withTimeToFetch(state: FollowState, metrics: JobMetrics, nowMs: number): FollowState {
	const { isExtended, deadlineMs } = state;
	return {
		...state,
		last: 'COMPLETED',
		completed: metrics,
		deadlineMs: isExtended ? deadlineMs : Math.max(deadlineMs, nowMs + FETCH_GRACE_MS),
		isExtended: true,
	};
}

function afterHistory(state: FollowState, heard: InHistory, nowMs: number): Step {
	const { job } = state;
	const next = { ...state, completed: undefined, lost: state.lost + 1 };
	const mayAppear = willLookAgain(state, nowMs);
	if (heard.kind === 'nowhere') {
		return mayAppear ? pollAgain(next, nowMs) : ended(jobExpired(job.requestId, job.model));
	}
	const { found } = heard;
	if (found.kind === 'problem' && mayAppear) {
		return pollAgain({ ...next, trouble: found.problem }, nowMs);
	}
	if (found.kind !== 'pending' || job.pollOnce) return { kind: 'end', end: found };
	return pollAgain({ ...next, last: 'PROCESSING' }, nowMs);
}

/** A record can be late or missing for a moment, and this job was accepted just now. */
export function willLookAgain({ job, lost }: FollowState, nowMs: number): boolean {
	return isYoung(job, nowMs) && lost + 1 < POLLS_FOR_LOST_JOB;
}

/** What reads like an end counts as one only where the history says so, too. */
function afterDoubt(
	state: FollowState,
	{ problem, elsewhere }: Heard & { kind: 'doubtful' },
	nowMs: number,
): Step {
	if (elsewhere.kind === 'inHistory') {
		const { found } = elsewhere;
		if (found.kind !== 'pending' && found.kind !== 'problem') return { kind: 'end', end: found };
	}
	return afterTrouble({ ...state, completed: undefined }, problem, nowMs);
}

/** It is waited out; by a single look only while others get through, which is a queue that moves. */
function afterRateLimit(
	state: FollowState,
	{ problem, waitMs = 0, lastAnsweredMs }: Heard & { kind: 'rateLimited' },
	nowMs: number,
): Step {
	const { job, limitedAtMs = nowMs } = state;
	const limited = { ...state, limitedAtMs: nowMs };
	if (!job.pollOnce || lastAnsweredMs > limitedAtMs) {
		return pollAgain({ ...limited, trouble: problem }, nowMs);
	}
	return waitMs > LONGEST_WAIT_OF_A_LOOK_MS
		? ended(pollRefused(job.requestId, job.model, problem))
		: afterTrouble(limited, problem, nowMs);
}

/** A poll that told nothing. A single look does not wait until one does. */
function afterTrouble(state: FollowState, trouble: Problem, nowMs: number): Step {
	const { job } = state;
	const failures = state.failures + 1;
	if (job.pollOnce && failures >= TRIES_OF_A_LOOK) {
		return ended(pollRefused(job.requestId, job.model, trouble));
	}
	return pollAgain({ ...state, failures, trouble }, nowMs);
}

/** Whether a job was accepted so lately that its record must be somewhere. */
function isYoung({ pollNow, model, acceptedAtMs }: FollowedJob, nowMs: number): boolean {
	const isOwn = !pollNow || model !== undefined;
	return isOwn && nowMs - acceptedAtMs < YOUNG_MS;
}

function pollAgain(state: FollowState, nowMs: number): Step {
	if (nowMs >= state.deadlineMs) return ended(overdue(state, nowMs));
	const isSoon = state.completed !== undefined || state.job.pollOnce;
	return { kind: 'poll', state, when: isSoon ? 'soon' : 'asScheduled' };
}

function ended(problem: Problem): Step {
	return { kind: 'end', end: { kind: 'problem', problem } };
}

/** The deadline came first. */
export function overdue({ job, last, trouble }: FollowState, nowMs: number): Problem {
	return deadlinePassed({ ...job, last, elapsedMs: nowMs - job.startMs, trouble });
}
