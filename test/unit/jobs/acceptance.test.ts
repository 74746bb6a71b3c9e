// Whole runs in simulated time: how fast a batch is, with and without a rate limit.
import { describe, expect, test } from '@jest/globals';

import { MODELS } from '../../../nodes/PixVerse/models';
import { kindsIn, runTries, type TriesOptions } from '../../support/simulated/tries';

const promptsOf = (count: number) => Array.from({ length: count }, (_, index) => `prompt ${index}`);

async function measure(options: TriesOptions) {
	const { ends, segmind } = await runTries(1, options);
	return { end: ends[0], segmind, tookMs: ends[0]?.tookMs ?? Number.NaN };
}

describe('20 jobs of 60 s side by side, without a rate limit', () => {
	const usual = MODELS.map((model) => [model.slug, model.usualDurationS] as const);
	test.each(usual)('%s: all delivered within 1.05 times the slowest', async (_, usualDurationS) => {
		const { end, tookMs, segmind } = await measure({
			prompts: promptsOf(20),
			concurrency: 20,
			usualDurationMs: usualDurationS * 1000,
		});
		expect(kindsIn(end)).toEqual(Array<string>(20).fill('delivered'));
		expect(segmind.jobs).toHaveLength(20);
		expect(tookMs / 60_000).toBeLessThanOrEqual(1.05);
	});

	test.each(usual)('%s: the same when jobs take what they usually take', async (_, usualS) => {
		const { tookMs } = await measure({
			prompts: promptsOf(20),
			concurrency: 20,
			usualDurationMs: usualS * 1000,
			api: { jobDurationMs: usualS * 1000 },
		});
		expect(tookMs / (usualS * 1000)).toBeLessThanOrEqual(1.05);
	});
});

describe('5 requests per minute', () => {
	// Submit, status, result: 30 requests need six windows of a minute, the last of them entered.
	const boundMs = (count: number) => (Math.ceil((count * 3) / 5) - 1) * 60_000;

	test.each([5, 10])(
		'10 jobs, %i at a time: delivered, with a handful of 429s',
		async (concurrency) => {
			const { end, segmind, tookMs } = await measure({
				prompts: promptsOf(10),
				concurrency,
				api: { rateLimitPerMinute: 5 },
			});
			const refused = segmind.requests.filter((request) => request.refused).length;
			console.info(
				`5 RPM, 10 jobs, ${concurrency} at a time: ${(tookMs / 60_000).toFixed(2)} min, ` +
					`bound ${boundMs(10) / 60_000} min; ${refused} x 429, ${segmind.requests.length} requests`,
			);
			expect(kindsIn(end)).toEqual(Array<string>(10).fill('delivered'));
			expect(segmind.jobs).toHaveLength(10);
			expect(refused).toBeLessThanOrEqual(8);
			expect(tookMs).toBeLessThanOrEqual(boundMs(10) * 1.7);
		},
	);

	test('60 jobs at once: none starves before its deadline', async () => {
		const { end } = await measure({
			prompts: promptsOf(60),
			concurrency: 60,
			api: { rateLimitPerMinute: 5 },
		});
		expect(end?.kind).toBe('items');
		expect(new Set(kindsIn(end))).toEqual(new Set(['delivered']));
	});

	test('a limit that does not say when it ends is found as well', async () => {
		const { end, segmind } = await measure({
			prompts: promptsOf(10),
			concurrency: 10,
			timeoutMs: 3_600_000,
			api: { rateLimitPerMinute: 5, tellsReset: false },
		});
		expect(end?.kind).toBe('items');
		expect(segmind.jobs).toHaveLength(10);
	});
});
