import type { SubmitAnswer } from '../domain/answers';
import { isFileGone } from '../domain/fileGone';
import type { JobOrder, SubmittedJob } from '../domain/job';
import { omitUndefined } from '../domain/omitUndefined';
import type { Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { deliverFinished, finishJob, type FinishRun } from './finishJob';
import type { PollApi } from './follow';
import { earlierOutcomeUnknown } from './jobProblems';
import type { JobRecord } from './jobRecord';
import { sentBody } from './sentBody';
import { sendOrder } from './submit';

/** What the life of a job needs of Segmind. */
export interface JobApi extends PollApi {
	/** @param body as values, or as the JSON text that the user wrote */
	submit(slug: string, body: Record<string, unknown> | string): Promise<SubmitAnswer>;
}

/** What all jobs of a run share. */
export interface JobRun<S extends { kind: string }, Binary> extends FinishRun<S, Binary> {
	api: JobApi;
	/**
	 * A job of another execution that stood for this order is gone: looks for another one, which is
	 * then in the memory, or says whether the order may be sent after all.
	 */
	replaceGone(order: JobOrder): Promise<Outcome<{ kind: 'found' } | { kind: 'maySend' }>>;
}

/** One item from its order to its output: pick up or submit, poll, fetch, deliver. */
export async function runJob<S extends { kind: string }, Binary>(
	run: JobRun<S, Binary>,
	order: JobOrder,
): Promise<Outcome<S | SubmittedJob>> {
	const remembered = run.memory.find(order.key);
	if (remembered === undefined || remembered.state === 'failed') return await place(run, order);
	if (remembered.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
	}
	const outcome = await pickUp(run, order, remembered);
	if (remembered.isReused !== true || !isGone(outcome)) return outcome;
	// It stays taken, so that nobody takes it again.
	run.memory.forget(order.key);
	const replaced = await run.replaceGone(order);
	if (replaced.kind === 'found') return await runJob(run, order);
	return replaced.kind === 'maySend' ? await place(run, order) : replaced;
}

async function place<S extends { kind: string }, Binary>(
	run: JobRun<S, Binary>,
	order: JobOrder,
): Promise<Outcome<S | SubmittedJob>> {
	const { api, clock, memory } = run;
	const sent = await sendOrder(
		run,
		order,
		async (body) => await api.submit(order.slug, sentBody(order, body)),
	);
	if (sent.kind !== 'success') return sent;
	const { requestId, doubt } = sent;
	memory.accepted(order.key, order.slug, requestId, clock.dateMs());
	run.onAccepted(order, requestId);
	return await finishJob(run, order, { requestId, ...omitUndefined({ doubt }) });
}

async function pickUp<S extends { kind: string }, Binary>(
	run: JobRun<S, Binary>,
	order: JobOrder,
	record: JobRecord<Binary> & { state: 'accepted' | 'finished' },
): Promise<Outcome<S | SubmittedJob>> {
	if (record.state === 'finished') return await deliverFinished(run, order, record);
	return await finishJob(run, order, {
		requestId: record.requestId,
		acceptedEarlierMs: record.acceptedAtMs,
		...omitUndefined({ isReused: record.isReused }),
	});
}

/** Whether a job is known nowhere, or its file is no more. */
function isGone(outcome: { kind: string; problem?: Problem }): boolean {
	if (outcome.kind !== 'problem' || outcome.problem === undefined) return false;
	const { code, httpCode } = outcome.problem;
	return code === 'job-not-found' || (code === 'download-failed' && isFileGone(httpCode));
}
