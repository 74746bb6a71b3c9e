// A bench on a noisy machine: medians of pairs, and a spread that says what the samples can tell.
import { expect, test } from '@jest/globals';

import { certain, median, ratioOfPairs, spreadOf } from '../../bench/statistics';

test.each([
	[[3], 3],
	[[4, 1], 2.5],
	[[9, 1, 5], 5],
	[[1, 2, 3, 10], 2.5],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

test('nothing has no median', () => expect(() => median([])).toThrow(RangeError));

test.each([
	[1, 0],
	[3, 0],
	// 1 - 2 * (1 + 7) / 2 ** 7 = 0.875 is too little, 1 - 2 / 2 ** 7 is enough.
	[7, 0],
	// 1 - 2 * (1 + 8) / 2 ** 8 = 0.93
	[8, 1],
	// 1 - 2 * (1 + 11 + 55) / 2 ** 11 = 0.935
	[11, 2],
])('of %d samples %d are left out on each side', (count, leftOut) => {
	const samples = Array.from({ length: count }, (_, index) => index).reverse();
	expect(spreadOf(samples)).toEqual({
		median: (count - 1) / 2,
		low: leftOut,
		high: count - 1 - leftOut,
		isSure: count >= 5,
	});
});

test('a ratio is that of pairs: what slows both of one round is not seen in it', () => {
	expect(ratioOfPairs([1, 10, 2], [2, 20, 4])).toMatchObject({ median: 0.5, low: 0.5, high: 0.5 });
	expect(() => ratioOfPairs([1, 2], [1])).toThrow(RangeError);
});

test('what is counted is sure at once', () =>
	expect(certain(3)).toEqual({ median: 3, low: 3, high: 3, isSure: true }));
