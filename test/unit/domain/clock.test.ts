// The machine's clock may be set at any time (NTP, daylight saving, a machine that slept): no wait
// and no deadline follows it.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

import { systemClock, within } from '../../../nodes/PixVerse/domain/clock';

const HOUR_MS = 3_600_000;

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** Sets the machine's clock; timers go on as before. */
function setClock(byMs: number): void {
	jest.setSystemTime(Date.now() + byMs);
}

/** What becomes of a sleep of `durationMs`, after `beforeMs`, a jump of the clock, and `afterMs`. */
async function sleepOver(
	jumpMs: number,
	[durationMs, beforeMs, afterMs]: [number, number, number],
	signal?: AbortSignal,
) {
	const startMs = systemClock.now();
	const slept = { forMs: Number.NaN };
	void systemClock.sleep(durationMs, signal).then(() => {
		slept.forMs = systemClock.now() - startMs;
	});
	await jest.advanceTimersByTimeAsync(beforeMs);
	setClock(jumpMs);
	await jest.advanceTimersByTimeAsync(afterMs);
	return slept.forMs;
}

const JUMPS = [
	['2 h ahead', 2 * HOUR_MS],
	['2 h back', -2 * HOUR_MS],
] as const;

test.each(JUMPS)(
	'a sleep of a minute takes a minute, the clock being set %s',
	async (_, jumpMs) => {
		const { signal } = new AbortController();
		for (const stop of [undefined, signal]) {
			const sleptMs = await sleepOver(jumpMs, [60_000, 10_000, 51_000], stop);
			expect(sleptMs).toBeGreaterThanOrEqual(60_000);
			expect(sleptMs).toBeLessThanOrEqual(60_600);
		}
	},
);

test.each(JUMPS)('a time limit stays as it is, the clock being set %s', async (_, jumpMs) => {
	const ended: string[] = [];
	void within(systemClock, 60_000, undefined, async () => await new Promise(() => undefined)).then(
		({ kind }) => ended.push(kind),
	);
	await jest.advanceTimersByTimeAsync(10_000);
	setClock(jumpMs);
	await jest.advanceTimersByTimeAsync(49_000);
	expect(ended).toEqual([]);
	await jest.advanceTimersByTimeAsync(2_000);
	expect(ended).toEqual(['timeout']);
});

test.each(JUMPS)('the date follows the clock that was set %s, time does not', (_, jumpMs) => {
	const [dateMs, nowMs] = [systemClock.dateMs(), systemClock.now()];
	setClock(jumpMs);
	expect(systemClock.dateMs() - dateMs).toBe(jumpMs);
	expect(systemClock.now() - nowMs).toBe(0);
});

test.each([2 ** 31, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
	'a sleep of %d ms does not end at once, nor wake all the time',
	async (durationMs) => {
		const timers = jest.spyOn(globalThis, 'setTimeout');
		const stop = new AbortController();
		let ended = 0;
		for (const signal of [undefined, stop.signal]) {
			void systemClock.sleep(durationMs, signal).then(() => (ended += 1));
		}
		await jest.advanceTimersByTimeAsync(60_000);
		expect(ended).toBe(0);
		expect(timers.mock.calls.length).toBeLessThan(250);
		for (const [, ms = 0] of timers.mock.calls) expect(ms).toBeLessThan(2 ** 31);
	},
);
