// Segmind takes 31 days at most, and nobody knows whose days: more is asked for than is wanted.
import { describe, expect, test } from '@jest/globals';

import { countDayRanges, dayRanges } from '../../../../nodes/PixVerse/jobs/history/dayRanges';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const day = (month: number, date: number, hour = 0) => Date.UTC(2026, month - 1, date, hour);

test.each<[string, Parameters<typeof dayRanges>[0], Array<[string, string]>]>([
	['one day', { fromMs: day(11, 5), toMs: day(11, 5, 23) }, [['2026-11-04', '2026-11-06']]],
	['until now', { fromMs: day(11, 18) }, [['2026-11-17', '2026-11-21']]],
	['up to a day', { toMs: day(11, 5) }, [['2026-10-07', '2026-11-06']]],
	[
		'29 days and one at both ends',
		{ fromMs: day(10, 2), toMs: day(10, 30) },
		[['2026-10-01', '2026-10-31']],
	],
	[
		'one day more',
		{ fromMs: day(10, 1), toMs: day(10, 30) },
		[
			['2026-10-01', '2026-10-31'],
			['2026-09-30', '2026-09-30'],
		],
	],
	['the wrong way round', { fromMs: day(11, 9), toMs: day(11, 5) }, [['2026-11-06', '2026-11-06']]],
])('%s', (_, window, expected) => {
	const ranges = dayRanges(window, NOW_MS);
	expect(ranges.map(({ from_date, to_date }) => [from_date, to_date])).toEqual(expected);
	expect(countDayRanges(window, NOW_MS)).toBe(expected.length);
});

test('without any end it is left to Segmind', () => {
	expect(dayRanges({}, NOW_MS)).toEqual([{}]);
	expect(countDayRanges({}, NOW_MS)).toBe(1);
});

describe('over a year', () => {
	const ranges = dayRanges({ fromMs: day(1, 1) - 31_536_000_000, toMs: NOW_MS }, NOW_MS);
	const days = ranges.map(({ from_date = '', to_date = '' }) => [
		Date.parse(from_date) / 86_400_000,
		Date.parse(to_date) / 86_400_000,
	]);

	test('no range is longer than 31 days, both ends counted', () => {
		for (const [from = 0, to = 0] of days) expect(to - from + 1).toBeLessThanOrEqual(31);
	});

	test('they meet without a gap or a day twice, newest first', () => {
		for (const [index, [from]] of days.slice(0, -1).entries()) {
			expect(days[index + 1]?.[1]).toBe(Number(from) - 1);
		}
	});
});
