import type { Clock } from '../transport/clock';

const MAX_ATTEMPTS = 4;
const BACKOFF_MS = 2_000;

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
export async function askAgain<A extends AnyAnswer>(
	clock: Clock,
	stop: AbortSignal,
	ask: () => Promise<A>,
): Promise<A> {
	for (let attempts = 1; ; attempts += 1) {
		const answer = await ask();
		const mayHelp = answer.kind === 'unreachable' || answer.kind === 'rateLimited';
		if (!mayHelp || attempts >= MAX_ATTEMPTS || stop.aborted) return answer;
		await clock.sleep(answer.waitMs ?? BACKOFF_MS * 2 ** (attempts - 1), stop);
		if (stop.aborted) return answer;
	}
}
