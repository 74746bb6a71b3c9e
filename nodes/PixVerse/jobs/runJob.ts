import type { SubmitAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder, JobOutcome } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Problem } from '../domain/problem';
import { FETCH_GRACE_MS, followJob, type FollowRun, type PollApi } from './follow';
import { earlierOutcomeUnknown, jobFailed } from './jobProblems';
import { sendOrder, type SendRun } from './submit';

/** What the life of a job needs of Segmind. */
export interface JobApi extends PollApi {
	submit(slug: string, body: Record<string, unknown>): Promise<SubmitAnswer>;
}

/** What all jobs of a run share. `timeoutMs` counts per item and per try. */
export interface JobRun<T> extends SendRun, FollowRun {
	api: JobApi;
	/** Turns a finished job into the item's output, within `deadlineMs`. */
	deliver(order: JobOrder, job: FinishedJob, deadlineMs: number): Promise<JobOutcome<T>>;
}

/** One item from its order to its output: pick up or submit, poll, fetch, deliver. */
export async function runJob<T>(run: JobRun<T>, order: JobOrder): Promise<JobOutcome<T>> {
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

async function finishJob<T>(
	run: JobRun<T>,
	order: JobOrder,
	{ requestId, acceptedEarlierMs, doubt }: PaidJob,
): Promise<JobOutcome<T>> {
	const model = order.slug;
	const resumed = acceptedEarlierMs !== undefined;
	if (!order.wait && !doubt) return { kind: 'submitted', requestId, model, resumed };
	const startMs = run.clock.now();
	const deadlineMs = startMs + run.timeoutMs;
	const { usualDurationMs } = order;
	const followed = await followJob(run, {
		requestId,
		model,
		usualDurationMs,
		startMs,
		acceptedAtMs: acceptedEarlierMs ?? startMs,
		deadlineMs,
		pollNow: resumed,
		pollOnce: !order.wait,
	});
	switch (followed.kind) {
		case 'finished': {
			// It is to be fetched later, as any other that is not waited for.
			if (!order.wait) return { kind: 'submitted', requestId, model, resumed };
			const now = run.clock.now();
			if (!resumed) run.usual.add(now - startMs);
			const job = { ...followed.result, requestId, model, resumed };
			return await run.deliver(order, job, Math.max(deadlineMs, now + FETCH_GRACE_MS));
		}
		case 'failed':
			run.memory.failed(order.key, model, requestId);
			return { kind: 'problem', problem: jobFailed(requestId, model, followed.reason) };
		case 'pending': // only a single look ends so
			return { kind: 'submitted', requestId, model, resumed };
		case 'problem':
			return doubt && followed.problem.code === 'job-not-found'
				? { kind: 'problem', problem: { ...doubt, model } }
				: followed;
		case 'aborted':
			return followed;
	}
}
