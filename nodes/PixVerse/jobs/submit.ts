import type { PaidAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import type { JobOrder } from '../domain/job';
import type { Outcome } from '../domain/outcome';
import { rateLimitedTooLong } from './jobProblems';
import type { JobMemory } from './memory';
import { PRIORITY, type Pacer, type Turn } from './pacing/pacer';
import { backoffMs } from './pacing/retry';

export interface SendRun<Binary = unknown> {
	clock: Clock;
	memory: JobMemory<Binary>;
	pacer: Pacer;
	timeoutMs: number;
	/** Told right before each POST. */
	onSending(order: JobOrder): void;
	/** Told where that POST was certainly not accepted. */
	onNotAccepted(order: JobOrder): void;
	/** Told the moment that an ID is known, before anything else can go wrong. */
	onAccepted(order: JobOrder, requestId: string): void;
	/** Aborts when the user stops the execution, or when another item's failure ends the run. */
	stop: AbortSignal;
}

/** Segmind endorses a repeat after a 5xx of the submit itself; so many, then the user decides. */
const MAX_RESENDS = 3;
const RESEND_BACKOFF_MS = 2_000;

/**
 * Sends a paid POST at most once successfully. "Sent, outcome unknown" is remembered before each
 * try and taken back only when it was certainly not accepted; only then is it sent again.
 * On success the caller remembers what came of it.
 */
export async function sendOrder<S extends object>(
	run: SendRun,
	order: JobOrder,
	send: (body: Record<string, unknown>) => Promise<PaidAnswer<S>>,
): Promise<Outcome<{ kind: 'success' } & S>> {
	const { clock, memory, stop } = run;
	const built = await order.buildBody();
	if (built.kind !== 'body') return built;
	const sinceMs = clock.now();
	for (let resends = 0; ;) {
		const turn = await turnToSend(run, order, sinceMs);
		if (turn === 'aborted' || stop.aborted) return { kind: 'aborted' };
		if (turn === 'expired') {
			return { kind: 'problem', problem: rateLimitedTooLong(order.slug, run.timeoutMs) };
		}
		memory.sending(order.key, order.slug, clock.dateMs());
		run.onSending(order);
		const answer = await send(built.body);
		takeNote(run, order, answer);
		if (answer.kind === 'success') return answer;
		if (!maySendAgain(answer, resends)) {
			return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
		}
		if (answer.kind === 'notAccepted') {
			resends += 1;
			await clock.sleep(backoffMs(resends, RESEND_BACKOFF_MS), stop);
		}
		if (stop.aborted) return { kind: 'aborted' };
	}
}

/** Only what was certainly not accepted: a second POST is never a second bill. */
function maySendAgain(answer: PaidAnswer<object>, resends: number): boolean {
	if (answer.kind === 'rateLimited') return true;
	return answer.kind === 'notAccepted' && answer.mayResend && resends < MAX_RESENDS;
}

/** A turn within the timeout, which counts anew from each answer: a long queue that moves is no reason to give up. */
async function turnToSend(
	{ clock, pacer, timeoutMs }: SendRun,
	{ itemIndex }: JobOrder,
	sinceMs: number,
): Promise<Turn> {
	for (;;) {
		const expiresAtMs = Math.max(sinceMs, pacer.lastAnsweredMs) + timeoutMs;
		const turn = await pacer.turn(PRIORITY.submit, itemIndex, expiresAtMs);
		if (turn !== 'expired' || pacer.lastAnsweredMs + timeoutMs <= clock.now()) return turn;
	}
}

function takeNote(run: SendRun, order: JobOrder, answer: PaidAnswer<object>): void {
	const { memory, pacer } = run;
	if (answer.kind === 'rateLimited') pacer.refused(answer.waitMs);
	else pacer.answered();
	switch (answer.kind) {
		case 'success':
			return;
		case 'unknown':
			if (answer.problem.requestId !== undefined) {
				memory.named(order.key, answer.problem.requestId);
			}
			return;
		case 'rateLimited':
		case 'notAccepted':
			memory.forget(order.key);
			run.onNotAccepted(order);
	}
}
