import type { SubmitAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder, SubmittedJob } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Aborted, Failed, Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { FETCH_GRACE_MS, type Followed } from './afterAnswer';
import { followJob, type FollowRun, type PollApi } from './follow';
import { earlierOutcomeUnknown, jobFailed } from './jobProblems';
import { sendOrder, type SendRun } from './submit';

/** What the life of a job needs of Segmind. */
export interface JobApi extends PollApi {
	submit(slug: string, body: Record<string, unknown>): Promise<SubmitAnswer>;
}

/** What all jobs of a run share. `timeoutMs` counts per item and per try. */
export interface JobRun<S extends { kind: string }> extends SendRun, FollowRun {
	api: JobApi;
	/** Turns a finished job into the item's output, within `deadlineMs`. */
	deliver(order: JobOrder, job: FinishedJob, deadlineMs: number): Promise<Outcome<S>>;
}

/** One item from its order to its output: pick up or submit, poll, fetch, deliver. */
export async function runJob<S extends { kind: string }>(
	run: JobRun<S>,
	order: JobOrder,
): Promise<Outcome<S | SubmittedJob>> {
	const remembered = run.memory.find(order.key);
	switch (remembered?.state) {
		case 'unknown':
			return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
		case 'accepted':
			return await finishJob(run, order, {
				requestId: remembered.requestId,
				acceptedEarlierMs: remembered.acceptedAtMs,
			});
		default: {
			const sent = await sendOrder(
				run,
				order,
				async (body) => await run.api.submit(order.slug, body),
			);
			if (sent.kind !== 'success') return sent;
			const { requestId, doubt } = sent;
			run.memory.accepted(order.key, order.slug, requestId, run.clock.now());
			run.onAccepted(order, requestId);
			return await finishJob(run, order, { requestId, ...omitUndefined({ doubt }) });
		}
	}
}

/** A job that is paid, or may be. */
interface PaidJob {
	requestId: string;
	/** Set where an earlier try ordered it. */
	acceptedEarlierMs?: number;
	/** What to tell where Segmind turns out not to know it. */
	doubt?: Problem;
}

async function finishJob<S extends { kind: string }>(
	run: JobRun<S>,
	order: JobOrder,
	paid: PaidJob,
): Promise<Outcome<S | SubmittedJob>> {
	const { requestId, acceptedEarlierMs, doubt } = paid;
	const resumed = acceptedEarlierMs !== undefined;
	const submitted = { kind: 'submitted', requestId, model: order.slug, resumed } as const;
	if (!order.wait && !doubt) return submitted;
	const startMs = run.clock.now();
	const deadlineMs = startMs + run.timeoutMs;
	const followed = await followJob(run, {
		requestId,
		model: order.slug,
		usualDurationMs: order.usualDurationMs,
		startMs,
		acceptedAtMs: acceptedEarlierMs ?? startMs,
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
	const job = { ...followed.result, requestId, model: order.slug, resumed };
	return await run.deliver(order, job, Math.max(deadlineMs, now + FETCH_GRACE_MS));
}

function endWithoutVideo(
	{ memory }: SendRun,
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
				? { kind: 'problem', problem: { ...doubt, model } }
				: followed;
		case 'aborted':
			return followed;
	}
}
