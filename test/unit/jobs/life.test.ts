// The life of one job in simulated time: what is sent again, what never, and what an end says.
import { describe, expect, test } from '@jest/globals';

import { simulatedClock } from '../../support/simulated/clock';
import { SimulatedSegmind } from '../../support/simulated/segmind';
import { kindsIn, problemIn, runTries, tryOnce, valueIn } from '../../support/simulated/tries';

describe('a submit', () => {
	test.each(['serverError', 'notSent'])('%s: sent again, three times', async (fault) => {
		const good = await runTries(1, { plan: { submit: Array<string>(3).fill(fault) } });
		expect(good.sent('submit')).toBe(4);
		expect(kindsIn(good.ends[0])).toEqual(['delivered']);
		const bad = await runTries(1, { plan: { submit: Array<string>(4).fill(fault) } });
		expect(bad.sent('submit')).toBe(4);
		expect(bad.ends[0]).toMatchObject({ kind: 'failed' });
		expect(bad.context).toMatchObject({ jobs: {} });
	});

	test('rateLimit: sent again until it gets through', async () => {
		const { ends, sent } = await runTries(1, {
			plan: { submit: Array<string>(6).fill('rateLimit') },
		});
		expect(sent('submit')).toBe(7);
		expect(kindsIn(ends[0])).toEqual(['delivered']);
	});

	test('still rateLimit after the whole timeout: an error that says so', async () => {
		const { ends } = await runTries(1, {
			plan: { submit: Array<string>(1000).fill('rateLimit') },
			timeoutMs: 600_000,
		});
		expect(problemIn(ends[0])).toMatchObject({
			code: 'rate-limited',
			failure: { cause: 'rate-limited', retryAfterMs: 60_000 },
		});
		expect(ends[0]?.tookMs).toBeGreaterThanOrEqual(600_000);
		expect(ends[0]?.tookMs).toBeLessThan(680_000);
	});

	test('refused: not sent again in this try, but by the next', async () => {
		const { ends, sent } = await runTries(2, { plan: { submit: ['refused'] } });
		expect(problemIn(ends[0]).code).toBe('request-refused');
		expect(kindsIn(ends[1])).toEqual(['delivered']);
		expect(sent('submit')).toBe(2);
	});

	test.each(['reset', 'acceptedThenReset', 'acceptedThenTimeout', 'weirdId'])(
		'%s: never sent again, by no try',
		async (fault) => {
			const { ends, sent } = await runTries(4, { plan: { submit: [fault] } });
			expect(sent('submit')).toBe(1);
			expect(ends.map((end) => problemIn(end).code)).toEqual(
				Array<string>(4).fill('outcome-unknown'),
			);
			const id = fault === 'weirdId' ? '../job-0' : undefined;
			expect(ends.map((end) => problemIn(end).requestId)).toEqual(
				Array<string | undefined>(4).fill(id),
			);
			expect(sent('status')).toBe(0);
		},
	);
});

describe('a job that is followed', () => {
	test.each(['serverError', 'reset', 'timeout', 'rateLimit'])(
		'%s on polls and result is waited out',
		async (fault) => {
			const { ends, sent } = await runTries(1, {
				plan: { status: [fault, null, fault, fault], result: [fault, fault] },
			});
			expect(kindsIn(ends[0])).toEqual(['delivered']);
			expect(sent('submit')).toBe(1);
		},
	);

	test('refused polls end the try with the ID, and the next try goes on', async () => {
		const { ends, segmind } = await runTries(2, { plan: { status: ['refused'] } });
		expect(problemIn(ends[0])).toMatchObject({ code: 'key-refused', requestId: 'job-0' });
		expect(valueIn(ends[1])).toMatchObject({ requestId: 'job-0', resumed: true });
		expect(segmind.jobs).toHaveLength(1);
	});

	test('FAILED: ordered anew by the next try, never within the same', async () => {
		const { ends, segmind } = await runTries(2, { plan: { submit: ['jobFails'] } });
		expect(problemIn(ends[0])).toMatchObject({ code: 'job-failed', requestId: 'job-0' });
		expect(problemIn(ends[0]).description).toContain('Nothing was charged');
		expect(valueIn(ends[1])).toMatchObject({ requestId: 'job-1', resumed: false });
		expect(segmind.jobs).toHaveLength(2);
	});

	test('a passed deadline names ID, state and time, and the next try waits on', async () => {
		const { ends, segmind } = await runTries(2, {
			api: { jobDurationMs: 100_000 },
			timeoutMs: 90_000,
		});
		const problem = problemIn(ends[0]);
		const tookMs = ends[0]?.tookMs;
		expect(problem).toMatchObject({ code: 'timeout', requestId: 'job-0' });
		expect(problem.message).toMatch(/after 1\.5 min \(job job-0, last state PROCESSING\)/);
		expect(problem.description).toMatch(/Job > Get/);
		expect(problem.description).toMatch(/retry this execution/);
		expect(tookMs).toBeGreaterThanOrEqual(90_000);
		expect(tookMs).toBeLessThan(91_000);
		expect(valueIn(ends[1]).resumed).toBe(true);
		expect(segmind.jobs).toHaveLength(1);
	});

	test('a 404 for a moment on a young job does not give it up', async () => {
		const { ends } = await runTries(1, {
			plan: { status: ['notFound', 'notFound'], history: ['notFound', 'notFound'] },
		});
		expect(kindsIn(ends[0])).toEqual(['delivered']);
	});

	test('expired, but done according to the history: fetched, not bought', async () => {
		const { ends, segmind } = await runTries(2, {
			timeoutMs: 30_000,
			plan: { status: [null, null, null, ...Array<string>(50).fill('notFound')] },
		});
		expect(problemIn(ends[0]).code).toBe('timeout');
		expect(valueIn(ends[1])).toMatchObject({ requestId: 'job-0', resumed: true });
		expect(segmind.jobs).toHaveLength(1);
	});

	test('gone from the history too: an error with the ID, and nothing is ordered again', async () => {
		const gone = Array<string>(99).fill('notFound');
		const { ends, sent } = await runTries(3, { plan: { status: gone, history: gone } });
		expect(ends.map((end) => problemIn(end).code)).toEqual(Array<string>(3).fill('job-not-found'));
		expect(ends.map((end) => problemIn(end).requestId)).toEqual(Array<string>(3).fill('job-0'));
		expect(sent('submit')).toBe(1);
	});

	test('COMPLETED without an address: an error with the ID; the next try looks again', async () => {
		const { ends, sent } = await runTries(3, { plan: { result: ['noUrl', 'noUrl'] } });
		expect(problemIn(ends[0])).toMatchObject({ code: 'result-without-url', requestId: 'job-0' });
		expect(valueIn(ends[2]).resumed).toBe(true);
		expect(sent('result')).toBe(3);
		expect(sent('submit')).toBe(1);
	});
});

describe('a download', () => {
	test('that breaks is fetched again, five times in all', async () => {
		const good = await runTries(1, { plan: { download: Array<string>(4).fill('reset') } });
		expect(kindsIn(good.ends[0])).toEqual(['delivered']);
		expect(good.sent('download')).toBe(5);
	});

	test('that stays broken: an error with address and ID, and the next try fetches only', async () => {
		const { ends, sent } = await runTries(2, {
			plan: { download: Array<string>(5).fill('reset') },
		});
		expect(problemIn(ends[0])).toMatchObject({
			requestId: 'job-0',
			videoUrl: 'http://files/job-0',
		});
		expect(valueIn(ends[1]).resumed).toBe(true);
		expect(sent('submit')).toBe(1);
	});
});

describe('a batch', () => {
	test('one failure ends it: no new submit, and what is under way tells its ID', async () => {
		const clock = simulatedClock();
		const segmind = new SimulatedSegmind({
			clock,
			latencyMs: 2_000,
			faultFor: ({ phase, marker }) =>
				phase === 'submit' && marker === 'bad' ? { kind: 'notSent' } : undefined,
		});
		const context = {};
		const prompts = ['bad', 'a', 'b', 'c', 'd', 'e'];
		const logged: string[] = [];
		const run = { clock, segmind, prompts, context, concurrency: 3, logged };
		const end = await tryOnce(run);
		expect(problemIn(end).code).toBe('not-reached');
		const made = segmind.jobs.map(({ requestId }) => requestId).sort();
		expect(end.kind === 'failed' && [...(end.problem.acceptedRequestIds ?? [])].sort()).toEqual(
			made,
		);
		expect(logged.sort()).toEqual(made);
		expect(segmind.jobs.length).toBeLessThanOrEqual(2);
	});

	test('continuing, a failure touches no other item', async () => {
		const clock = simulatedClock();
		const segmind = new SimulatedSegmind({
			clock,
			faultFor: ({ marker }) => (marker === 'bad' ? { kind: 'refused' } : undefined),
		});
		const end = await tryOnce({
			clock,
			segmind,
			prompts: ['a', 'bad', 'c'],
			continueOnFail: true,
		});
		expect(kindsIn(end)).toEqual(['delivered', 'problem', 'delivered']);
	});

	test('two equal items are two jobs', async () => {
		const clock = simulatedClock();
		const segmind = new SimulatedSegmind({ clock });
		await tryOnce({ clock, segmind, prompts: ['same', 'same'] });
		expect(segmind.jobs).toHaveLength(2);
	});

	test('Stop while a submit is under way: the run ends at once, its ID is logged later', async () => {
		const clock = simulatedClock();
		const segmind = new SimulatedSegmind({ clock, latencyMs: 20_000 });
		const cancel = new AbortController();
		const startMs = clock.now();
		clock.at(startMs + 5_000, () => cancel.abort());
		const logged: string[] = [];
		const run = { clock, segmind, prompts: ['a', 'b'], concurrency: 1, logged };
		const end = await tryOnce({ ...run, cancel: cancel.signal });
		expect(end.kind).toBe('stopped');
		expect(clock.now() - startMs).toBe(5_000);
		expect(logged).toEqual([]);
		await clock.sleep(3_600_000);
		expect(logged).toEqual(['job-0']);
		expect(segmind.requests).toHaveLength(1);
	});
});
