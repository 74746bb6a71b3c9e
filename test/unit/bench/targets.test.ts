// A target counts as missed only where the spread of the samples excludes it.
import { expect, test } from '@jest/globals';

import { describeTarget, failuresOf, verdictOf, type Target } from '../../bench/targets';

const targetOf = (
	low: number,
	median: number,
	high: number,
	{ isRatio = true, isSure = true } = {},
): Target => ({
	name: 'time',
	value: { low, median, high, isSure },
	target: 1,
	isRatio,
});

test.each([
	[targetOf(0.8, 0.9, 1.2), 'met'],
	[targetOf(0.9, 1.1, 1.2), 'undecided'],
	[targetOf(1.01, 1.1, 1.2), 'MISSED'],
	[targetOf(1.01, 1.1, 1.2, { isSure: false }), 'undecided'],
	[targetOf(NaN, NaN, NaN), 'MISSED'],
])('%j is %s', (one, verdict) => expect(verdictOf(one)).toBe(verdict));

test('the spread is told, where there is one', () => {
	expect(describeTarget(targetOf(0.98765, 1.1, 1.2))).toBe('time 1.1 (0.988 to 1.2), target 1');
	expect(describeTarget(targetOf(1.1, 1.1, 1.1))).toBe('time 1.1, target 1');
});

test('only a ratio that is certainly much worse than promised fails a run', () => {
	const absolute = targetOf(2, 2, 2, { isRatio: false });
	expect(failuresOf([targetOf(1.4, 1.8, 2), absolute])).toEqual([]);
	expect(failuresOf([targetOf(1.6, 1.8, 2), targetOf(NaN, NaN, NaN)])).toHaveLength(2);
});

test.each([
	[{ median: 0.9, low: 0.9, high: 1 }, 'met'],
	[{ median: 1.1, low: 0.9, high: 1.2 }, 'undecided'],
	[{ median: 1.2, low: 1.1, high: 1.3 }, 'MISSED'],
])(
	'a time that is missed on a slow machine is judged in proportion: %j is %s',
	(value, verdict) => {
		const inProportion = { ...value, isSure: true };
		const slow: Target = { ...targetOf(5, 6, 7, { isRatio: false }), inProportion };
		expect(verdictOf(slow)).toBe(verdict);
		expect(verdictOf({ ...slow, ...targetOf(0.5, 0.6, 0.7) })).toBe('met');
		expect(describeTarget(slow)).toMatch(/^time 6 \(5 to 7\), in proportion /);
	},
);
