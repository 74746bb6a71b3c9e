import type { IBinaryData } from 'n8n-workflow';

import type { SyncAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder, JobOutcome } from '../domain/job';
import { FETCH_GRACE_MS } from './follow';
import { earlierOutcomeUnknown } from './jobProblems';
import { sendOrder, type SendRun } from './submit';

/** A synchronous video: the answer is the video, or has its address. */
export interface SyncVideo {
	job: FinishedJob;
	/** Present where the answer held the bytes. */
	binary?: IBinaryData;
}

export interface SyncRun<T> extends SendRun {
	send(order: JobOrder, body: Record<string, unknown>): Promise<SyncAnswer>;
	deliver(order: JobOrder, video: SyncVideo, deadlineMs: number): Promise<JobOutcome<T>>;
}

/**
 * One item in sync mode. The video cannot be fetched a second time, so the outcome itself is
 * remembered: a later try hands over what the first one paid for.
 */
export async function runSyncJob<T>(run: SyncRun<T>, order: JobOrder): Promise<JobOutcome<T>> {
	const remembered = run.memory.find(order.key);
	if (remembered?.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
	}
	const deadlineMs = run.clock.now() + run.timeoutMs + FETCH_GRACE_MS;
	if (remembered?.state === 'delivered') {
		const video = remembered.outcome as SyncVideo;
		return await run.deliver(order, { ...video, job: { ...video.job, resumed: true } }, deadlineMs);
	}
	const sent = await sendOrder(run, order, async (body) => await run.send(order, body));
	if (sent.kind !== 'success') return run.stop.aborted ? { kind: 'aborted' } : sent;
	const video = videoOf(order, sent.answer as SyncAnswer & { kind: 'stored' | 'completed' });
	const { requestId } = video.job;
	run.memory.delivered(order.key, order.slug, requestId, video);
	if (requestId !== undefined) run.onAccepted(order, requestId);
	return await run.deliver(order, video, deadlineMs);
}

function videoOf(
	order: JobOrder,
	answer: SyncAnswer & { kind: 'stored' | 'completed' },
): SyncVideo {
	const { requestId } = answer;
	const base = { requestId, model: order.slug, resumed: false };
	if (answer.kind === 'completed') return { job: { ...base, ...answer.result } };
	return { job: { ...base, ...answer.metrics, seed: answer.seed }, binary: answer.binary };
}
