// The machine's clock is set amid a run (NTP, daylight saving, a machine that slept): the run is the
// same, request by request; no deadline passes early or late, and nobody polls without a pause.
import { expect, test } from '@jest/globals';

import { omitUndefined } from '../../../nodes/PixVerse/domain/omitUndefined';
import { simulatedClock } from '../../support/simulated/clock';
import {
	plannedSegmind,
	problemIn,
	tryOnce,
	valueIn,
	type TriesOptions,
} from '../../support/simulated/tries';

const HOUR_MS = 3_600_000;

const JUMPS = [
	['2 h ahead', 2 * HOUR_MS],
	['2 h back', -2 * HOUR_MS],
	['a year ahead', 365 * 24 * HOUR_MS],
] as const;

interface Jump {
	afterMs: number;
	byMs: number;
}

/** A run over which the clock is set, and a try after it that picks up what it left. */
async function runOver(jump: Jump | undefined, { plan, api, ...run }: TriesOptions) {
	const clock = simulatedClock();
	const startMs = clock.now();
	const segmind = plannedSegmind(clock, omitUndefined({ plan, api }));
	if (jump) clock.at(startMs + jump.afterMs, () => clock.setDate(jump.byMs));
	const context = {};
	const tried = { clock, segmind, prompts: ['a'], context, ...run };
	const end = await tryOnce(tried);
	const tookMs = clock.now() - startMs;
	const requests = segmind.requests.map(({ phase, at }) => `${phase} at ${at - startMs} ms`);
	return { end, tookMs, requests, segmind, again: async () => await tryOnce(tried) };
}

const RUNS: Array<[name: string, TriesOptions]> = [
	['a job of a minute', { api: { jobDurationMs: 60_000 } }],
	['a poll interval', { api: { jobDurationMs: 60_000 }, pollIntervalMs: 5_000 }],
	['more jobs than may run at a time', { prompts: ['a', 'b', 'c', 'd', 'e'], concurrency: 2 }],
	[
		'an account that allows five requests a minute',
		{ prompts: ['a', 'b', 'c', 'd'], api: { rateLimitPerMinute: 5 } },
	],
	[
		'an account whose 429 does not say how long to wait',
		{ prompts: ['a', 'b', 'c'], api: { rateLimitPerMinute: 5, tellsReset: false } },
	],
	[
		'submits and polls that fail at first',
		{
			plan: { submit: ['serverError', 'notSent'], status: ['serverError', 'timeout', 'reset'] },
		},
	],
	['downloads that break', { plan: { download: ['reset', 'timeout', 'reset'] } }],
	['a job that the deadline comes before', { api: { jobDurationMs: HOUR_MS }, timeoutMs: 90_000 }],
	['a synchronous order', { isSync: true }],
];

test.each(RUNS.flatMap(([name, run]) => JUMPS.map(([set, byMs]) => ({ name, set, run, byMs }))))(
	'$name, the clock being set $set',
	async ({ run, byMs }) => {
		const usual = await runOver(undefined, run);
		for (const afterMs of [50, 10_000, 58_000]) {
			const seen = await runOver({ afterMs, byMs }, run);
			expect(seen.requests).toEqual(usual.requests);
			expect(seen.tookMs).toBe(usual.tookMs);
			expect(seen.end).toEqual(usual.end);
		}
	},
);

test.each(JUMPS)('a later try waits on, the clock having been set %s', async (_, byMs) => {
	const options = { api: { jobDurationMs: 100_000 }, timeoutMs: 90_000 };
	const { end, again, segmind } = await runOver({ afterMs: 10_000, byMs }, options);
	expect(problemIn(end)).toMatchObject({ code: 'timeout', requestId: 'job-0' });
	const polls = segmind.requests.length;
	expect(valueIn(await again())).toMatchObject({ requestId: 'job-0', resumed: true });
	expect(segmind.jobs).toHaveLength(1);
	expect(segmind.requests.length - polls).toBeLessThan(15);
});
