import type { JobResult } from '../domain/answers';
import type { FinishedJob, JobOrder, SubmittedJob } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Aborted, Failed, Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { FETCH_GRACE_MS, type Followed } from './afterAnswer';
import { followJob, type FollowRun } from './follow';
import { jobFailed } from './jobProblems';
import type { FinishedRecord } from './jobRecord';
import type { SendRun } from './submit';

/** Hands a finished job over. */
export interface DeliverRun<S extends { kind: string }, Binary> extends SendRun<Binary> {
	/** Names the execution whose files are still there. */
	executionId: string;
	/**
	 * Turns a finished job into the item's output, within `deadlineMs`.
	 *
	 * @param stored its file, where an earlier try of this execution has stored it
	 */
	deliver(
		order: JobOrder,
		job: FinishedJob,
		deadlineMs: number,
		stored: Binary | undefined,
	): Promise<Outcome<S>>;
}

/** Sees a paid job to its end. `timeoutMs` counts per item and per try. */
export interface FinishRun<S extends { kind: string }, Binary>
	extends DeliverRun<S, Binary>, FollowRun {}

/** A job that is paid, or may be. */
export interface PaidJob {
	requestId: string;
	/** When an earlier try ordered it, or another execution: a date. */
	acceptedEarlierMs?: number;
	/** Another execution has paid for it; how it is doing stands in the history. */
	isReused?: true;
	/** What to tell where Segmind turns out not to know it. */
	doubt?: Problem;
}

/** What an earlier try knew to be finished: nothing is asked again, and a stored file not fetched. */
export async function deliverFinished<S extends { kind: string }, Binary>(
	run: DeliverRun<S, Binary>,
	order: JobOrder,
	{ model, requestId, result, stored }: FinishedRecord<Binary>,
): Promise<Outcome<S>> {
	const job: FinishedJob = { ...result, ...omitUndefined({ requestId }), model, resumed: true };
	const deadlineMs = run.clock.now() + run.timeoutMs + FETCH_GRACE_MS;
	const isThere =
		stored !== undefined &&
		// Of a video that came as bytes there is no address: its file is the only copy.
		(stored.executionId === run.executionId || result.videoUrl === undefined);
	return await run.deliver(order, job, deadlineMs, isThere ? stored.binary : undefined);
}

/** Follows a paid job, and hands over what came of it. */
export async function finishJob<S extends { kind: string }, Binary>(
	run: FinishRun<S, Binary>,
	order: JobOrder,
	paid: PaidJob,
): Promise<Outcome<S | SubmittedJob>> {
	const { requestId, acceptedEarlierMs, doubt } = paid;
	const resumed = acceptedEarlierMs !== undefined;
	const state = paid.isReused ? 'PENDING' : 'QUEUED';
	const submitted = { kind: 'submitted', requestId, model: order.slug, state, resumed } as const;
	if (!order.wait && !doubt) return submitted;
	const startMs = run.clock.now();
	const ageMs = resumed ? Math.max(0, run.clock.dateMs() - acceptedEarlierMs) : 0;
	const deadlineMs = startMs + run.timeoutMs;
	const followed = await followJob(run, {
		requestId,
		model: order.slug,
		usualDurationMs: order.usualDurationMs,
		startMs,
		acceptedAtMs: startMs - ageMs,
		deadlineMs,
		pollNow: resumed,
		pollOnce: !order.wait,
	});
	if (followed.kind === 'pending') return submitted; // only a single look ends so
	if (followed.kind !== 'finished') return endWithoutVideo(run, order, paid, followed);
	// It is to be fetched later, as any other that is not waited for.
	if (!order.wait) return submitted;
	const now = run.clock.now();
	if (!resumed) run.usual.add(now - startMs);
	remember(run, order, requestId, followed.result);
	const job = { ...followed.result, requestId, model: order.slug, resumed };
	return await run.deliver(order, job, Math.max(deadlineMs, now + FETCH_GRACE_MS), undefined);
}

function endWithoutVideo(
	{ memory }: Pick<SendRun, 'memory'>,
	{ key, slug: model }: JobOrder,
	{ requestId, doubt }: PaidJob,
	followed: Exclude<Followed, { kind: 'finished' | 'pending' }>,
): Failed | Aborted {
	switch (followed.kind) {
		case 'failed':
			memory.failed(key, model, requestId);
			return { kind: 'problem', problem: jobFailed(requestId, model, followed.reason) };
		case 'problem':
			return doubt && followed.problem.code === 'job-not-found'
				? { kind: 'problem', problem: { ...doubt, requestId, model } }
				: followed;
		case 'aborted':
			return followed;
	}
}

/** A result without an address is asked for again by the next try: it may come with one. */
function remember<Binary>(
	{ memory }: DeliverRun<{ kind: string }, Binary>,
	order: JobOrder,
	requestId: string,
	result: JobResult,
): void {
	if (result.videoUrl === undefined && !order.keepsRaw) return;
	memory.finished(order.key, order.slug, requestId, withoutNeedlessRaw(order, result));
}

/** A result as it is kept: n8n saves it with the execution, so the raw answer only where it is wanted. */
export function withoutNeedlessRaw({ keepsRaw }: JobOrder, result: JobResult): JobResult {
	if (keepsRaw || result.videoUrl === undefined) return result;
	const kept = { ...result };
	delete kept.raw;
	return kept;
}
