import type { SyncAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Outcome } from '../domain/outcome';
import { FETCH_GRACE_MS } from './afterAnswer';
import { earlierOutcomeUnknown } from './jobProblems';
import type { JobMemory } from './memory';
import { sendOrder, type SendRun } from './submit';

/** A synchronous video: the answer is the video, or has its address. */
export interface SyncVideo<Binary> {
	job: FinishedJob;
	/** Present where the answer held the bytes. */
	binary?: Binary;
}

/** `Binary` is a stored file; it is remembered as JSON, as n8n saves it with the execution. */
export interface SyncRun<S extends { kind: string }, Binary> extends SendRun {
	memory: JobMemory<SyncVideo<Binary>>;
	send(order: JobOrder, body: Record<string, unknown>): Promise<SyncAnswer<Binary>>;
	deliver(order: JobOrder, video: SyncVideo<Binary>, deadlineMs: number): Promise<Outcome<S>>;
}

/**
 * One item in sync mode. The video cannot be fetched a second time, so the outcome itself is
 * remembered: a later try hands over what the first one paid for.
 */
export async function runSyncJob<S extends { kind: string }, Binary>(
	run: SyncRun<S, Binary>,
	order: JobOrder,
): Promise<Outcome<S>> {
	const remembered = run.memory.find(order.key);
	if (remembered?.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
	}
	const deadlineMs = run.clock.now() + run.timeoutMs + FETCH_GRACE_MS;
	if (remembered?.state === 'delivered') {
		const video = remembered.outcome;
		return await run.deliver(order, { ...video, job: { ...video.job, resumed: true } }, deadlineMs);
	}
	const sent = await sendOrder(run, order, async (body) => await run.send(order, body));
	if (sent.kind !== 'success') return run.stop.aborted ? { kind: 'aborted' } : sent;
	const { requestId, result, binary } = sent;
	const job = { ...result, ...omitUndefined({ requestId }), model: order.slug, resumed: false };
	const video: SyncVideo<Binary> = { job, ...(binary === undefined ? {} : { binary }) };
	run.memory.delivered(order.key, order.slug, requestId, video);
	if (requestId !== undefined) run.onAccepted(order, requestId);
	return await run.deliver(order, video, deadlineMs);
}
