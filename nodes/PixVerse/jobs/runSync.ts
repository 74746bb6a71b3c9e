import type { IBinaryData } from 'n8n-workflow';

import type { SyncAnswer } from '../transport/answers';
import type { Clock } from '../transport/clock';
import type { JobMemory } from './memory';
import type { FinishedJob, JobOrder, JobOutcome } from './order';
import { PRIORITY, type Pacer } from './pacer';
import { earlierOutcomeUnknown, rateLimitedTooLong } from './problems';
import { FETCH_GRACE_MS } from './runJob';

/** A synchronous video: the answer is the video, or has its address. */
export interface SyncVideo {
	job: FinishedJob;
	/** Present where the answer held the bytes. */
	binary?: IBinaryData;
}

export interface SyncRun<T> {
	clock: Clock;
	memory: JobMemory;
	pacer: Pacer;
	timeoutMs: number;
	stop: AbortSignal;
	send(order: JobOrder, body: Record<string, unknown>): Promise<SyncAnswer>;
	deliver(order: JobOrder, video: SyncVideo, deadlineMs: number): Promise<JobOutcome<T>>;
}

const MAX_RESENDS = 3;
const RESEND_BACKOFF_MS = 2_000;

/**
 * One item in sync mode. The video cannot be fetched a second time, so the outcome itself is
 * remembered: a later try hands over what the first one paid for.
 */
export async function runSyncJob<T>(run: SyncRun<T>, order: JobOrder): Promise<JobOutcome<T>> {
	const { clock, memory, pacer } = run;
	const remembered = memory.find(order.key);
	if (remembered?.state === 'unknown') {
		return { kind: 'problem', problem: earlierOutcomeUnknown(order.slug, remembered.requestId) };
	}
	const startMs = clock.now();
	const deadlineMs = startMs + run.timeoutMs + FETCH_GRACE_MS;
	if (remembered?.state === 'delivered') {
		const video = remembered.outcome as SyncVideo;
		return await run.deliver(order, { ...video, job: { ...video.job, resumed: true } }, deadlineMs);
	}
	const built = await order.buildBody();
	if (built.kind !== 'body') return built;
	for (let resends = 0; ; ) {
		const turn = await pacer.turn(PRIORITY.submit, order.itemIndex, startMs + run.timeoutMs);
		if (turn === 'aborted') return { kind: 'aborted' };
		memory.sending(order.key, order.slug);
		const answer = await run.send(order, built.body);
		if (answer.kind === 'rateLimited') {
			memory.notAccepted(order.key);
			pacer.refused(answer.waitMs);
			if (turn === 'expired') {
				return { kind: 'problem', problem: rateLimitedTooLong(answer.problem, order.slug, run.timeoutMs) };
			}
		} else {
			pacer.answered();
			if (answer.kind === 'unknown') {
				if (run.stop.aborted) return { kind: 'aborted' };
				return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
			}
			if (answer.kind !== 'notAccepted') {
				const video = videoOf(order, answer);
				memory.delivered(order.key, order.slug, video);
				return await run.deliver(order, video, deadlineMs);
			}
			memory.notAccepted(order.key);
			if (!answer.mayResend || resends >= MAX_RESENDS) {
				return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
			}
			resends += 1;
			await clock.sleep(RESEND_BACKOFF_MS * 2 ** (resends - 1), run.stop);
		}
		if (run.stop.aborted) return { kind: 'aborted' };
	}
}

function videoOf(order: JobOrder, answer: SyncAnswer & { kind: 'stored' | 'completed' }): SyncVideo {
	const { requestId } = answer;
	const base = { requestId, model: order.slug, resumed: false };
	if (answer.kind === 'completed') return { job: { ...base, ...answer.result } };
	return { job: { ...base, ...answer.metrics, seed: answer.seed }, binary: answer.binary };
}
