import type { SubmitAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder, JobOutcome } from '../domain/job';
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
			return await finishJob(run, order, remembered.requestId, remembered.acceptedAtMs);
		default: {
			const sent = await sendOrder(
				run,
				order,
				async (body) => await run.api.submit(order.slug, body),
			);
			if (sent.kind !== 'success') return sent;
			const { requestId } = sent;
			run.memory.accepted(order.key, order.slug, requestId, run.clock.now());
			run.onAccepted(order, requestId);
			return await finishJob(run, order, requestId);
		}
	}
}

async function finishJob<T>(
	run: JobRun<T>,
	order: JobOrder,
	requestId: string,
	acceptedEarlierMs?: number,
): Promise<JobOutcome<T>> {
	const model = order.slug;
	const resumed = acceptedEarlierMs !== undefined;
	if (!order.wait) return { kind: 'submitted', requestId, model, resumed };
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
		pollOnce: false,
	});
	switch (followed.kind) {
		case 'finished': {
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
		default:
			return followed;
	}
}
