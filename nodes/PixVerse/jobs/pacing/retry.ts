import type { Clock } from '../../domain/clock';
import { PRIORITY, type Pacer } from './pacer';

const MAX_ATTEMPTS = 4;
const BACKOFF_MS = 2_000;

/** A 429 may name a moment that is past on this machine's clock. */
const SHORTEST_WAIT_MS = 250;

interface AnyAnswer {
	kind: string;
	waitMs?: number;
}

/**
 * Asks something that costs nothing, and asks again where the network, the server or the rate
 * limit stood in the way.
 *
 * @returns the last answer: what came, or why nothing came after a few tries
 */
export async function retryFree<A extends AnyAnswer>(
	clock: Clock,
	stop: AbortSignal,
	ask: () => Promise<A>,
): Promise<A> {
	for (let attempts = 1; ; attempts += 1) {
		const answer = await ask();
		const mayHelp = answer.kind === 'unreachable' || answer.kind === 'rateLimited';
		if (!mayHelp || attempts >= MAX_ATTEMPTS || stop.aborted) return answer;
		const backoffMs = BACKOFF_MS * 2 ** (attempts - 1);
		await clock.sleep(
			answer.waitMs === undefined ? backoffMs : Math.max(answer.waitMs, SHORTEST_WAIT_MS),
			stop,
		);
		if (stop.aborted) return answer;
	}
}

/**
 * The same during a run, in turn with the requests of its jobs: a 429 is waited out, not counted.
 *
 * @param expiresAtMs until when a 429 is waited out
 */
export async function retryFreePaced<A extends AnyAnswer>(
	run: { clock: Clock; stop: AbortSignal; pacer: Pacer },
	expiresAtMs: number,
	ask: () => Promise<A>,
): Promise<A | { kind: 'aborted' }> {
	const { clock, stop, pacer } = run;
	return await retryFree<A | { kind: 'aborted' }>(clock, stop, async () => {
		for (;;) {
			const turn = await pacer.turn(PRIORITY.submit, clock.now(), expiresAtMs);
			if (turn === 'aborted' || stop.aborted) return { kind: 'aborted' };
			const answer = await ask();
			if (answer.kind !== 'rateLimited') {
				pacer.answered();
				return answer;
			}
			pacer.refused(answer.waitMs);
			if (turn === 'expired') return answer;
		}
	});
}
