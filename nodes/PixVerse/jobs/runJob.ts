import type {
	HistoryAnswer,
	JobMetrics,
	ResultAnswer,
	StatusAnswer,
	SubmitAnswer,
} from '../transport/answers';
import type { Clock } from '../transport/clock';
import type { Problem } from '../transport/problem';
import type { JobMemory } from './memory';
import type { FinishedJob, JobOrder, JobOutcome, LastState } from './order';
import { PRIORITY, type Pacer } from './pacer';
import { untilNextLookMs, type UsualDuration } from './pollSchedule';
import {
	deadlinePassed,
	earlierOutcomeUnknown,
	historyUnreachable,
	jobExpired,
	jobFailed,
	pollRefused,
	rateLimitedTooLong,
	resultWithoutUrl,
} from './problems';

/** What the life of a job needs of Segmind. */
export interface JobApi {
	submit(slug: string, body: Record<string, unknown>): Promise<SubmitAnswer>;
	status(requestId: string): Promise<StatusAnswer>;
	result(requestId: string): Promise<ResultAnswer>;
	history(requestId: string): Promise<HistoryAnswer>;
}

/** What all jobs of a run share. */
export interface JobRun<T> {
	api: JobApi;
	clock: Clock;
	memory: JobMemory;
	pacer: Pacer;
	usual: UsualDuration;
	/** Per item and per try. */
	timeoutMs: number;
	/** The user's poll interval; absent means the automatic schedule. */
	pollIntervalMs?: number;
	/** Aborts when the user stops the execution, or when another item's failure ends the run. */
	stop: AbortSignal;
	/** Told the moment that an ID is known, before anything else can go wrong. */
	onAccepted(order: JobOrder, requestId: string): void;
	/** Turns a finished job into the item's output, within `deadlineMs`. */
	deliver(order: JobOrder, job: FinishedJob, deadlineMs: number): Promise<JobOutcome<T>>;
}

/** Segmind endorses a repeat after a 5xx of the submit itself; so many, then the user decides. */
const MAX_RESENDS = 3;
const RESEND_BACKOFF_MS = 2_000;

/** A job found finished at the very deadline is still fetched. */
export const FETCH_GRACE_MS = 60_000;

const ABORTED = { kind: 'aborted' } as const;

/** One item from its order to its output: pick up or submit, poll, fetch, deliver. */
export async function runJob<T>(run: JobRun<T>, order: JobOrder): Promise<JobOutcome<T>> {
	const remembered = run.memory.find(order.key);
	if (remembered?.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
	}
	if (remembered?.state === 'accepted') {
		const { requestId } = remembered;
		if (!order.wait) return { kind: 'submitted', requestId, model: order.slug, resumed: true };
		return await follow(run, order, requestId, true);
	}
	const submitted = await submit(run, order);
	if (submitted.kind !== 'accepted') return submitted;
	const { requestId } = submitted;
	if (!order.wait) return { kind: 'submitted', requestId, model: order.slug, resumed: false };
	return await follow(run, order, requestId, false);
}

type Submitted = { kind: 'accepted'; requestId: string } | { kind: 'problem'; problem: Problem } | typeof ABORTED;

async function submit<T>(run: JobRun<T>, order: JobOrder): Promise<Submitted> {
	const { clock, memory, pacer } = run;
	const startMs = clock.now();
	const built = await order.buildBody();
	if (built.kind !== 'body') return built;
	for (let resends = 0; ; ) {
		const turn = await pacer.turn(PRIORITY.submit, order.itemIndex, startMs + run.timeoutMs);
		if (turn === 'aborted') return ABORTED;
		if (turn === 'expired') {
			return { kind: 'problem', problem: rateLimitedTooLong(RATE_LIMITED, order.slug, run.timeoutMs) };
		}
		memory.sending(order.key, order.slug);
		const answer = await run.api.submit(order.slug, built.body);
		if (answer.kind !== 'unknown' && answer.kind !== 'accepted') memory.notAccepted(order.key);
		switch (answer.kind) {
			case 'accepted':
				pacer.answered();
				memory.accepted(order.key, order.slug, answer.requestId);
				run.onAccepted(order, answer.requestId);
				return answer;
			case 'unknown':
				pacer.answered();
				memory.unknown(order.key, order.slug, answer.problem.requestId);
				return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
			case 'rateLimited':
				pacer.refused(answer.waitMs);
				break;
			case 'notAccepted':
				pacer.answered();
				if (!answer.mayResend || resends >= MAX_RESENDS) {
					return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
				}
				resends += 1;
				await clock.sleep(RESEND_BACKOFF_MS * 2 ** (resends - 1), run.stop);
		}
		if (run.stop.aborted) return ABORTED;
	}
}

const RATE_LIMITED: Problem = {
	code: 'rate-limited',
	message: '',
	description:
		'Lower Max Concurrent Jobs, raise Timeout, spread the runs, or ask Segmind for a higher rate limit. This job was not accepted; nothing was charged for it.',
	httpCode: 429,
	failure: { cause: 'rate-limited', retryAfterMs: 60_000 },
};

/** Polls a paid job to its end and hands it over. */
async function follow<T>(
	run: JobRun<T>,
	order: JobOrder,
	requestId: string,
	resumed: boolean,
): Promise<JobOutcome<T>> {
	const startMs = run.clock.now();
	const deadlineMs = startMs + run.timeoutMs;
	const finished = await pollToEnd(run, { requestId, order, startMs, deadlineMs, resumed });
	if (finished.kind !== 'finished') return finished;
	if (!resumed) run.usual.add(run.clock.now() - startMs);
	return await run.deliver(order, finished.job, Math.max(deadlineMs, run.clock.now() + FETCH_GRACE_MS));
}

interface Followed {
	requestId: string;
	order: JobOrder;
	startMs: number;
	deadlineMs: number;
	resumed: boolean;
}

type Finished = { kind: 'finished'; job: FinishedJob } | { kind: 'problem'; problem: Problem } | typeof ABORTED;

async function pollToEnd<T>(run: JobRun<T>, job: Followed): Promise<Finished> {
	const { clock, pacer } = run;
	const { requestId, order, startMs, deadlineMs } = job;
	let state: LastState = 'SUBMITTED';
	let trouble: Problem | undefined;
	let completed: JobMetrics | undefined;
	// What an earlier try paid for may be done already: look at once.
	let lookAtMs = job.resumed ? startMs : startMs + untilLook(run, order, 0, deadlineMs - startMs);
	for (;;) {
		await clock.sleep(Math.max(0, lookAtMs - clock.now()), run.stop);
		if (run.stop.aborted) return ABORTED;
		const graceMs = completed ? FETCH_GRACE_MS : 0;
		const rankMs = lookRank(run, order, startMs, lookAtMs);
		const turn = await pacer.turn(
			completed ? PRIORITY.result : PRIORITY.status,
			rankMs,
			// At the deadline itself there is a last look.
			Math.max(deadlineMs + graceMs, clock.now() + 1),
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
				if (!('result' in answer)) {
					completed = answer;
					lookAtMs = clock.now();
					continue;
				}
				return finish(job, { ...metricsOf(completed), ...answer.result });
			case 'failed':
				return failed(run, job, answer.reason);
			case 'notFound':
				return await lookIntoHistory(run, job);
			case 'refused':
				return { kind: 'problem', problem: pollRefused(requestId, order.slug, answer.problem) };
			case 'pending':
				({ state } = answer);
				completed = undefined;
				trouble = undefined;
				break;
			case 'rateLimited':
			case 'unreachable':
				trouble = answer.problem;
		}
		const now = clock.now();
		if (now >= deadlineMs + graceMs) return overdue(run, job, state, trouble);
		lookAtMs =
			now +
			(completed
				? Math.min(RESULT_RETRY_MS, deadlineMs + graceMs - now)
				: untilLook(run, order, now - startMs, deadlineMs - now));
	}
}

/** Between two tries to read the result of a job that is known to be finished. */
const RESULT_RETRY_MS = 2_000;

function untilLook<T>(run: JobRun<T>, order: JobOrder, ageMs: number, leftMs: number): number {
	const usualMs = run.usual.estimateMs(order.usualDurationMs);
	return untilNextLookMs(ageMs, usualMs, run.pollIntervalMs, leftMs);
}

/** Where requests are scarce, a look at a job that is hardly done is worth less than its due time says. */
function lookRank<T>(run: JobRun<T>, order: JobOrder, startMs: number, lookAtMs: number): number {
	return Math.max(lookAtMs, startMs + run.usual.estimateMs(order.usualDurationMs));
}

function metricsOf(metrics: JobMetrics | undefined): JobMetrics {
	const { cost, remainingCredits, inferenceTime } = metrics ?? {};
	return {
		...(cost === undefined ? {} : { cost }),
		...(remainingCredits === undefined ? {} : { remainingCredits }),
		...(inferenceTime === undefined ? {} : { inferenceTime }),
	};
}

function finish(job: Followed, result: Omit<FinishedJob, 'requestId' | 'model' | 'resumed'>): Finished {
	const { requestId, order, resumed } = job;
	return { kind: 'finished', job: { ...result, requestId, model: order.slug, resumed } };
}

function failed<T>(run: JobRun<T>, job: Followed, reason: string): Finished {
	run.memory.failed(job.order.key, job.order.slug, job.requestId);
	return { kind: 'problem', problem: jobFailed(job.requestId, job.order.slug, reason) };
}

function overdue<T>(run: JobRun<T>, job: Followed, state: LastState, trouble?: Problem): Finished {
	const elapsedMs = run.clock.now() - job.startMs;
	const problem = deadlinePassed(job.requestId, job.order.slug, state, elapsedMs, trouble);
	return { kind: 'problem', problem };
}

/** A job whose record has expired may be done all the same; nothing is bought before that is known. */
async function lookIntoHistory<T>(run: JobRun<T>, job: Followed): Promise<Finished> {
	const { requestId, order } = job;
	const answer = await run.api.history(requestId);
	switch (answer.kind) {
		case 'aborted':
			return ABORTED;
		case 'notFound':
			return { kind: 'problem', problem: jobExpired(requestId, order.slug) };
		case 'rateLimited':
		case 'unreachable':
		case 'refused':
			return { kind: 'problem', problem: historyUnreachable(requestId, order.slug, answer.problem) };
		case 'found': {
			const { record } = answer;
			if (record.status === 'FAILED') return failed(run, job, record.failureReason ?? 'no reason given');
			if (record.status === 'PENDING') return overdue(run, job, 'PROCESSING');
			if (record.videoUrl === undefined) {
				return { kind: 'problem', problem: resultWithoutUrl(requestId, order.slug, Object.keys(record.raw)) };
			}
			const { cost, inferenceTime, videoUrl } = record;
			return finish(job, { ...metricsOf({ cost, inferenceTime }), videoUrl, raw: record.raw });
		}
	}
}
