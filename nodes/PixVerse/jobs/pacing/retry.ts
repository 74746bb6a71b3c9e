import type { Clock } from '../../domain/clock';
import type { Aborted } from '../../domain/outcome';
import { PRIORITY, type Pacer } from './pacer';

/** How often something free is tried, and how long the first wait is; each further one is twice as long. */
interface RetryPlan {
	attempts: number;
	baseMs: number;
}

/** The wait after an attempt, counted from 1. */
export function backoffMs(attempt: number, baseMs: number): number {
	return baseMs * 2 ** (attempt - 1);
}

/**
 * Asks something that costs nothing, and asks again while that may help.
 *
 * @param waitMs how long to wait before the next attempt, given the backoff; undefined where an
 * answer is final
 * @returns the last answer: what came, or why nothing came after a few tries or until a Stop
 */
export async function retry<A>(
	run: { clock: Clock; stop: AbortSignal },
	plan: RetryPlan,
	ask: () => Promise<A>,
	waitMs: (answer: A, backoffMs: number) => number | undefined,
): Promise<A> {
	for (let attempt = 1; ; attempt += 1) {
		const answer = await ask();
		const nextMs = waitMs(answer, backoffMs(attempt, plan.baseMs));
		if (nextMs === undefined || attempt >= plan.attempts || run.stop.aborted) return answer;
		await run.clock.sleep(nextMs, run.stop);
		if (run.stop.aborted) return answer;
	}
}

const FREE_CALL: RetryPlan = { attempts: 4, baseMs: 2_000 };

/** A 429 may name a moment that is past on this machine's clock. */
const SHORTEST_WAIT_MS = 250;

interface AnyAnswer {
	kind: string;
	waitMs?: number;
}

/** Asks Segmind something free, again where the network, the server or the rate limit stood in the way. */
export async function retryFree<A extends AnyAnswer>(
	run: { clock: Clock; stop: AbortSignal },
	ask: () => Promise<A>,
	longestWaitMs = Infinity,
): Promise<A> {
	return await retry(run, FREE_CALL, ask, ({ kind, waitMs }, backoff) => {
		if (kind !== 'unreachable' && kind !== 'rateLimited') return undefined;
		if (waitMs === undefined) return backoff;
		return waitMs > longestWaitMs ? undefined : Math.max(waitMs, SHORTEST_WAIT_MS);
	});
}

/** How long a rate limit is worth waiting for. */
export interface Patience {
	/** Until when a 429 is waited out, on the clock; later ones count as tries. */
	expiresAtMs: number;
	/** A 429 that asks for more ends it then; any is waited for unless given. */
	longestWaitMs?: number;
}

/** The same during a run, in turn with the requests of its jobs: a 429 is waited out, not counted. */
export async function retryFreePaced<A extends AnyAnswer>(
	run: { clock: Clock; stop: AbortSignal; pacer: Pacer },
	{ expiresAtMs, longestWaitMs }: Patience,
	ask: () => Promise<A>,
): Promise<A | Aborted> {
	const { clock, stop, pacer } = run;
	const askInTurn = async (): Promise<A | Aborted> => {
		for (;;) {
			const turn = await pacer.turn(PRIORITY.submit, clock.now(), expiresAtMs);
			if (turn === 'aborted' || stop.aborted) return { kind: 'aborted' };
			const answer = await ask();
			if (answer.kind !== 'rateLimited') {
				pacer.answered();
				return answer;
			}
			pacer.refused(answer.waitMs);
			if (clock.now() >= expiresAtMs) return answer;
		}
	};
	return await retryFree(run, askInTurn, longestWaitMs);
}
