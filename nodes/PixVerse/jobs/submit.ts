import type { PaidAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import type { JobOrder } from '../domain/job';
import type { Outcome } from '../domain/outcome';
import { rateLimitedTooLong } from './jobProblems';
import type { JobMemory } from './memory';
import { PRIORITY, type Pacer } from './pacing/pacer';

export interface SendRun {
	clock: Clock;
	memory: JobMemory;
	pacer: Pacer;
	timeoutMs: number;
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
	const { clock, memory, pacer, stop } = run;
	const built = await order.buildBody();
	if (built.kind !== 'body') return built;
	let expiresAtMs = clock.now() + run.timeoutMs;
	for (let resends = 0; ;) {
		const turn = await pacer.turn(PRIORITY.submit, order.itemIndex, expiresAtMs);
		if (turn === 'aborted' || stop.aborted) return { kind: 'aborted' };
		if (turn === 'expired' && pacer.lastAnsweredMs + run.timeoutMs > clock.now()) {
			expiresAtMs = pacer.lastAnsweredMs + run.timeoutMs;
			continue;
		}
		if (turn === 'expired') {
			return { kind: 'problem', problem: rateLimitedTooLong(order.slug, run.timeoutMs) };
		}
		memory.sending(order.key, order.slug);
		const answer = await send(built.body);
		if (answer.kind === 'rateLimited') pacer.refused(answer.waitMs);
		else pacer.answered();
		switch (answer.kind) {
			case 'success':
				return answer;
			case 'unknown':
				memory.unknown(order.key, order.slug, answer.problem.requestId);
				return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
			case 'rateLimited':
				memory.notAccepted(order.key);
				break;
			case 'notAccepted':
				memory.notAccepted(order.key);
				if (!answer.mayResend || resends >= MAX_RESENDS) {
					return { kind: 'problem', problem: { ...answer.problem, model: order.slug } };
				}
				resends += 1;
				await clock.sleep(RESEND_BACKOFF_MS * 2 ** (resends - 1), stop);
		}
		if (stop.aborted) return { kind: 'aborted' };
	}
}
