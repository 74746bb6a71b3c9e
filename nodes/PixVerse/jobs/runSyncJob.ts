import type { SyncAnswer } from '../domain/answers';
import type { FinishedJob, JobOrder, SubmittedJob } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Outcome } from '../domain/outcome';
import { FETCH_GRACE_MS } from './afterAnswer';
import { finishJob, withoutNeedlessRaw, type FinishRun } from './finishJob';
import { earlierOutcomeUnknown } from './jobProblems';
import { sendOrder } from './submit';

export interface SyncRun<S extends { kind: string }, Binary> extends FinishRun<S, Binary> {
	send(order: JobOrder, body: Record<string, unknown>): Promise<SyncAnswer<Binary>>;
}

/**
 * One item in sync mode. The video cannot be fetched a second time, so its file itself is
 * remembered: a later try hands over what the first one paid for. Where only a job's ID came, it is
 * followed by that.
 */
export async function runSyncJob<S extends { kind: string }, Binary>(
	run: SyncRun<S, Binary>,
	order: JobOrder,
): Promise<Outcome<S | SubmittedJob>> {
	const { key, slug } = order;
	const known = run.memory.find(key);
	if (known?.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(slug, known.requestId) };
	}
	if (known?.state === 'accepted') {
		const { requestId, acceptedAtMs } = known;
		return await finishJob(run, order, { requestId, acceptedEarlierMs: acceptedAtMs });
	}
	const deadlineMs = run.clock.now() + run.timeoutMs + FETCH_GRACE_MS;
	const sent = await sendOrder(run, order, async (body) => await run.send(order, body));
	if (sent.kind !== 'success') return run.stop.aborted ? { kind: 'aborted' } : sent;
	const { requestId, result, binary } = sent;
	if (sent.isUnderWay && requestId !== undefined) {
		run.memory.accepted(key, slug, requestId, run.clock.dateMs());
		run.onAccepted(order, requestId);
		return await finishJob(run, order, { requestId });
	}
	run.memory.finished(key, slug, requestId, withoutNeedlessRaw(order, result));
	if (binary !== undefined) run.memory.stored(key, run.executionId, binary);
	if (requestId !== undefined) run.onAccepted(order, requestId);
	const job: FinishedJob = {
		...result,
		...omitUndefined({ requestId }),
		model: slug,
		resumed: false,
	};
	return await run.deliver(order, job, deadlineMs, binary);
}
