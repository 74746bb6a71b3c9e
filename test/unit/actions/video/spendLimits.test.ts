// Limits on money: what stops a run, to the cent, and what an execution has paid for is always named.
import { describe, expect, test } from '@jest/globals';

import {
	orderedUsd,
	tooCostly,
	tooCostlyToday,
	tooFewCredits,
	tooManyVideos,
	unjudged,
	whatIsPaid,
	withWhatIsPaid,
} from '../../../../nodes/PixVerse/actions/video/spendLimits';
import type { Problem } from '../../../../nodes/PixVerse/domain/problem';

const cause: Problem = { code: 'history-unreadable', message: 'No', description: 'Look.' };
const ordered = [{ requestId: 'r1', estimateUsd: 0.1 }, { requestId: 'r2' }];
const plan = { videos: 2, usd: 0.2 };

test('a price that nobody knows adds nothing to what was ordered', () => {
	expect(orderedUsd(ordered)).toBe(0.1);
	expect(orderedUsd([])).toBe(0);
});

describe('what is allowed passes to the last cent, and not one more', () => {
	test.each([
		['Max Videos', () => tooManyVideos(4, ordered, plan), () => tooManyVideos(3, ordered, plan)],
		// 0.1 + 0.2 is a little above 0.3 in floating point.
		['Max Cost', () => tooCostly(0.3, ordered, plan), () => tooCostly(0.299, ordered, plan)],
		[
			'Max Cost per Day',
			() => tooCostlyToday(0.4, [], plan, { chargedUsd: 0.1, estimatedUsd: 0.1 }),
			() => tooCostlyToday(0.399, [], plan, { chargedUsd: 0.1, estimatedUsd: 0.1 }),
		],
		['minimum credits', () => tooFewCredits(5, 5, []), () => tooFewCredits(5, 4.999, [])],
	])('%s', (_, allowed, refused) => {
		expect(allowed()).toBeUndefined();
		expect(refused()).toMatchObject({ description: expect.stringMatching(/^Nothing .*sent\./) });
	});
});

test('a limit in dollars refuses what has no known price', () => {
	const unknown = { videos: 1, usd: null };
	expect(tooCostly(100, [], unknown)).toMatchObject({ code: 'price-unknown' });
	const today = { chargedUsd: 0, estimatedUsd: 0 };
	expect(tooCostlyToday(100, [], unknown, today)).toMatchObject({ code: 'price-unknown' });
});

test.each<[string, Problem | undefined]>([
	['Max Videos', tooManyVideos(1, ordered, plan)],
	['Max Cost', tooCostly(0.1, ordered, plan)],
	['Max Cost of an unknown price', tooCostly(100, ordered, { videos: 1, usd: null })],
	['Max Cost per Day', tooCostlyToday(0.1, ordered, plan, { chargedUsd: 1, estimatedUsd: 0 })],
	['Stop If Credits Are Below', tooFewCredits(5, 1, ordered)],
	['a limit that could not be judged', unjudged(cause, 'Max Cost per Day', ordered)],
])('the refusal of %s names every job that is paid', (_, problem) => {
	expect(problem?.description).toMatch(/Nothing more was sent\. .* r1, r2\./);
	expect(problem?.description).not.toContain('Nothing was sent');
});

test('no request ID that this execution has paid for gets lost', () => {
	expect(whatIsPaid([])).toBe('Nothing was sent.');
	expect(whatIsPaid(ordered)).toMatch(/Nothing more was sent\. .* r1, r2\./);
	expect(whatIsPaid([{ estimateUsd: 0.1 }])).toMatch(/Whether 1 more was accepted/);
	const problem = {
		code: 'invalid-input',
		message: 'No',
		description: 'Change it. Nothing was sent.',
	} as const;
	expect(withWhatIsPaid(problem, [])).toBe(problem);
	const { description } = withWhatIsPaid(problem, ordered);
	expect(description).toMatch(/^Change it\. Nothing more was sent\. .*r1, r2/);
	expect(description).not.toMatch(/Nothing was sent/);
});
