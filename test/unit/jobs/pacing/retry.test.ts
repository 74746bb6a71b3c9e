// What is free is asked again while that may help, and ever later.
import { expect, test } from '@jest/globals';

import { backoffMs, retryFree } from '../../../../nodes/PixVerse/jobs/pacing/retry';
import { simulatedClock } from '../../../support/simulated/clock';

/** Asks with these answers, the last one for ever; when each came, and what came of it. */
async function asked(...answers: Array<{ kind: string; waitMs?: number }>) {
	const clock = simulatedClock(0);
	const atMs: number[] = [];
	const end = await retryFree({ clock, stop: new AbortController().signal }, async () => {
		const answer = answers[Math.min(atMs.length, answers.length - 1)] ?? { kind: 'none' };
		atMs.push(clock.now());
		return await Promise.resolve(answer);
	});
	return { atMs, end };
}

test('the wait doubles', () => {
	expect([1, 2, 3].map((attempt) => backoffMs(attempt, 2_000))).toEqual([2_000, 4_000, 8_000]);
});

test('what cannot be reached is asked four times', async () => {
	const { atMs, end } = await asked({ kind: 'unreachable' });
	expect(atMs).toEqual([0, 2_000, 6_000, 14_000]);
	expect(end).toEqual({ kind: 'unreachable' });
});

test('a rate limit is waited out as long as it says, and never not at all', async () => {
	const limited = (waitMs: number) => ({ kind: 'rateLimited', waitMs });
	const { atMs } = await asked(limited(30_000), limited(-5), { kind: 'found' });
	expect(atMs).toEqual([0, 30_000, 30_250]);
});

test.each(['refused', 'notFound', 'aborted'])('%s is final', async (kind) => {
	expect((await asked({ kind })).atMs).toEqual([0]);
});
