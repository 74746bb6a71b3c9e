import type { CreditsAnswer } from '../../domain/answers';
import type { Clock } from '../../domain/clock';
import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { retryFree } from '../../jobs/pacing/retry';

/** Refuses a run that would order more than the user allowed. */
export function tooManyVideos(
	maxVideos: number,
	ordered: number,
	wanted: number,
): Problem | undefined {
	if (ordered + wanted <= maxVideos) return undefined;
	const before = ordered > 0 ? ` after ${ordered} that this execution has ordered already` : '';
	return {
		code: 'max-videos',
		message: `This run would order ${wanted} ${wanted === 1 ? 'video' : 'videos'}${before}, but Max Videos is ${maxVideos}`,
		description: 'Nothing was sent. Pass fewer items to this node, or raise Options > Max Videos.',
	};
}

function tooFewCredits(minimum: number, credits: number): Problem {
	return {
		code: 'minimum-credits',
		message: `The Segmind account has ${Number(credits.toFixed(4))} credits left, and this node stops below ${minimum}`,
		description:
			'Nothing was sent. Add credits at platform.segmind.com, or lower Options > Stop If Credits Are Below.',
		failure: { cause: 'quota-exhausted' },
	};
}

/** Asks for the balance before anything is sent; when it cannot be had, nothing is sent either. */
export async function checkCredits(
	clock: Clock,
	stop: AbortSignal,
	ask: () => Promise<CreditsAnswer>,
	minimum: number,
): Promise<Outcome<{ kind: 'enough' }>> {
	const answer = await retryFree(clock, stop, ask);
	if (answer.kind === 'aborted' || stop.aborted) return { kind: 'aborted' };
	if (answer.kind !== 'credits' && answer.kind !== 'noBalance') {
		return { kind: 'problem', problem: answer.problem };
	}
	const credits = answer.kind === 'credits' ? answer.credits + answer.freeCredits : 0;
	if (credits >= minimum) return { kind: 'enough' };
	return { kind: 'problem', problem: tooFewCredits(minimum, credits) };
}
