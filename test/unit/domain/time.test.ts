import { expect, test } from '@jest/globals';

import { readUtcMs, wallClockMs, zonedMs } from '../../../nodes/PixVerse/domain/time';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

test.each<[unknown, number | undefined]>([
	['2026-11-20T12:00:00Z', NOON_MS],
	['2026-11-20T12:00:00', NOON_MS],
	['2026-11-20 12:00:00.000000', NOON_MS],
	['2026-11-20 12:00', NOON_MS],
	['2026-11-20T13:00:00+01:00', NOON_MS],
	['Fri, 20 Nov 2026 12:00:00 GMT', NOON_MS],
	['Nov 20, 2026 12:00:00', NOON_MS],
	[NOON_MS, NOON_MS],
	[NOON_MS / 1000, NOON_MS],
	['yesterday', undefined],
	['', undefined],
	[null, undefined],
	[Number.NaN, undefined],
	[{}, undefined],
])('%j is read as UTC wherever n8n runs', (value, ms) => {
	expect(readUtcMs(value)).toBe(ms);
});

test.each([
	['UTC', '2026-11-20T00:00:00.000Z'],
	['Asia/Kolkata', '2026-11-19T18:30:00.000Z'],
	['America/New_York', '2026-11-20T05:00:00.000Z'],
	['Nowhere/Land', '2026-11-20T00:00:00.000Z'],
])('a day begins by the clocks of %s', (zone, begins) => {
	expect(new Date(zonedMs(wallClockMs('2026-11-20') ?? 0, zone)).toISOString()).toBe(begins);
});

test.each([
	['2026-03-29', '2026-03-28T23:00:00.000Z'],
	['2026-03-30', '2026-03-29T22:00:00.000Z'],
	['2026-10-26', '2026-10-25T23:00:00.000Z'],
])('also where the clocks are changed: %s in Berlin', (day, begins) => {
	expect(new Date(zonedMs(wallClockMs(day) ?? 0, 'Europe/Berlin')).toISOString()).toBe(begins);
});
