// The life of one job in simulated time: what is sent again, what never, and what an end says.
const { simulatedClock } = require('../../support/simulatedClock');
const { loadJobs, simulatedTry } = require('../../support/simulatedRun');
const { simulatedSegmind } = require('../../support/simulatedSegmind');

const jobs = loadJobs((name) => require(`../../../nodes/PixVerse/jobs/${name}`));

/** Faults by phase, in the order of that phase's calls; `null` for none. */
const faultsBy =
	(plan) =>
	({ phase, n }) =>
		plan[phase]?.[n] ? { kind: plan[phase][n] } : undefined;

/** Runs tries of a one-item node on one context, as Retry On Fail does. */
async function runTries(tries, { plan = {}, api = {}, ...run } = {}) {
	const clock = simulatedClock();
	const segmind = simulatedSegmind({ clock, latencyMs: 100, faultFor: faultsBy(plan), ...api });
	let context = {};
	const ends = [];
	for (let count = 0; count < tries; count += 1) {
		const startMs = clock.now();
		ends.push(await simulatedTry(jobs, { clock, segmind, prompts: ['a'], context, ...run }));
		ends.at(-1).tookMs = clock.now() - startMs;
		context = JSON.parse(JSON.stringify(context));
	}
	const sent = (phase) => segmind.requests.filter((request) => request.phase === phase).length;
	return { ends, segmind, sent, context };
}

describe('a submit', () => {
	test.each(['serverError', 'notSent'])('%s: sent again, three times', async (fault) => {
		const good = await runTries(1, { plan: { submit: Array(3).fill(fault) } });
		expect(good.sent('submit')).toBe(4);
		expect(good.ends[0].items[0].kind).toBe('delivered');
		const bad = await runTries(1, { plan: { submit: Array(4).fill(fault) } });
		expect(bad.sent('submit')).toBe(4);
		expect(bad.ends[0]).toMatchObject({ kind: 'failed' });
		expect(bad.context.jobs).toEqual({});
	});

	test('rateLimit: sent again until it gets through', async () => {
		const { ends, sent } = await runTries(1, { plan: { submit: Array(6).fill('rateLimit') } });
		expect(sent('submit')).toBe(7);
		expect(ends[0].items[0].kind).toBe('delivered');
	});

	test('still rateLimit after the whole timeout: an error that says so', async () => {
		const { ends } = await runTries(1, {
			plan: { submit: Array(1000).fill('rateLimit') },
			timeoutMs: 600_000,
		});
		expect(ends[0].problem).toMatchObject({
			code: 'rate-limited',
			failure: { cause: 'rate-limited', retryAfterMs: 60_000 },
		});
		expect(ends[0].tookMs).toBeGreaterThanOrEqual(600_000);
		expect(ends[0].tookMs).toBeLessThan(680_000);
	});

	test('refused: not sent again in this try, but by the next', async () => {
		const { ends, sent } = await runTries(2, { plan: { submit: ['refused'] } });
		expect(ends[0].problem.code).toBe('request-refused');
		expect(ends[1].items[0].kind).toBe('delivered');
		expect(sent('submit')).toBe(2);
	});

	test.each(['reset', 'acceptedThenReset', 'acceptedThenTimeout', 'weirdId'])(
		'%s: never sent again, by no try',
		async (fault) => {
			const { ends, sent } = await runTries(4, { plan: { submit: [fault] } });
			expect(sent('submit')).toBe(1);
			expect(ends.map(({ problem }) => problem.code)).toEqual(Array(4).fill('outcome-unknown'));
			const id = fault === 'weirdId' ? '../job-0' : undefined;
			expect(ends.map(({ problem }) => problem.requestId)).toEqual(Array(4).fill(id));
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
			expect(ends[0].items[0].kind).toBe('delivered');
			expect(sent('submit')).toBe(1);
		},
	);

	test('refused polls end the try with the ID, and the next try goes on', async () => {
		const { ends, segmind } = await runTries(2, { plan: { status: ['refused'] } });
		expect(ends[0].problem).toMatchObject({ code: 'key-refused', requestId: 'job-0' });
		expect(ends[1].items[0].value).toMatchObject({ requestId: 'job-0', resumed: true });
		expect(segmind.jobs).toHaveLength(1);
	});

	test('FAILED: ordered anew by the next try, never within the same', async () => {
		const { ends, segmind } = await runTries(2, { plan: { submit: ['jobFails'] } });
		expect(ends[0].problem).toMatchObject({ code: 'job-failed', requestId: 'job-0' });
		expect(ends[0].problem.description).toContain('Nothing was charged');
		expect(ends[1].items[0].value).toMatchObject({ requestId: 'job-1', resumed: false });
		expect(segmind.jobs).toHaveLength(2);
	});

	test('a passed deadline names ID, state and time, and the next try waits on', async () => {
		const { ends, segmind } = await runTries(2, {
			api: { jobDurationMs: 100_000 },
			timeoutMs: 90_000,
		});
		const { problem, tookMs } = ends[0];
		expect(problem).toMatchObject({ code: 'timeout', requestId: 'job-0' });
		expect(problem.message).toMatch(/after 1\.5 min \(job job-0, last state PROCESSING\)/);
		expect(problem.description).toMatch(/Job > Get/);
		expect(problem.description).toMatch(/retry this execution/);
		expect(tookMs).toBeGreaterThanOrEqual(90_000);
		expect(tookMs).toBeLessThan(91_000);
		expect(ends[1].items[0].value.resumed).toBe(true);
		expect(segmind.jobs).toHaveLength(1);
	});

	test('a 404 for a moment on a young job does not give it up', async () => {
		const { ends } = await runTries(1, {
			plan: { status: ['notFound', 'notFound'], history: ['notFound', 'notFound'] },
		});
		expect(ends[0].items[0].kind).toBe('delivered');
	});

	test('expired, but done according to the history: fetched, not bought', async () => {
		const { ends, segmind } = await runTries(2, {
			timeoutMs: 30_000,
			plan: { status: [null, null, null, ...Array(50).fill('notFound')] },
		});
		expect(ends[0].problem.code).toBe('timeout');
		expect(ends[1].items[0].value).toMatchObject({ requestId: 'job-0', resumed: true });
		expect(segmind.jobs).toHaveLength(1);
	});

	test('gone from the history too: an error with the ID, and nothing is ordered again', async () => {
		const gone = Array(99).fill('notFound');
		const { ends, sent } = await runTries(3, { plan: { status: gone, history: gone } });
		expect(ends.map(({ problem }) => problem.code)).toEqual(Array(3).fill('job-not-found'));
		expect(ends.map(({ problem }) => problem.requestId)).toEqual(Array(3).fill('job-0'));
		expect(sent('submit')).toBe(1);
	});

	test('COMPLETED without an address: an error with the ID; the next try looks again', async () => {
		const { ends, sent } = await runTries(3, { plan: { result: ['noUrl', 'noUrl'] } });
		expect(ends[0].problem).toMatchObject({ code: 'result-without-url', requestId: 'job-0' });
		expect(ends[2].items[0].value.resumed).toBe(true);
		expect(sent('result')).toBe(3);
		expect(sent('submit')).toBe(1);
	});
});

describe('a download', () => {
	test('that breaks is fetched again, five times in all', async () => {
		const good = await runTries(1, { plan: { download: Array(4).fill('reset') } });
		expect(good.ends[0].items[0].kind).toBe('delivered');
		expect(good.sent('download')).toBe(5);
	});

	test('that stays broken: an error with address and ID, and the next try fetches only', async () => {
		const { ends, sent } = await runTries(2, { plan: { download: Array(5).fill('reset') } });
		expect(ends[0].problem).toMatchObject({ requestId: 'job-0', videoUrl: 'http://files/job-0' });
		expect(ends[1].items[0].value.resumed).toBe(true);
		expect(sent('submit')).toBe(1);
	});
});

describe('a batch', () => {
	test('one failure ends it: no new submit, and what is under way tells its ID', async () => {
		const clock = simulatedClock();
		const segmind = simulatedSegmind({
			clock,
			latencyMs: 2_000,
			faultFor: ({ phase, marker }) =>
				phase === 'submit' && marker === 'bad' ? { kind: 'notSent' } : undefined,
		});
		const context = {};
		const prompts = ['bad', 'a', 'b', 'c', 'd', 'e'];
		const end = await simulatedTry(jobs, { clock, segmind, prompts, context, concurrency: 3 });
		expect(end.problem.code).toBe('not-reached');
		expect(end.otherIds.sort()).toEqual(segmind.jobs.map(({ requestId }) => requestId).sort());
		expect(end.logged.sort()).toEqual(end.otherIds);
		expect(segmind.jobs.length).toBeLessThanOrEqual(2);
	});

	test('continuing, a failure touches no other item', async () => {
		const clock = simulatedClock();
		const segmind = simulatedSegmind({
			clock,
			faultFor: ({ marker }) => (marker === 'bad' ? { kind: 'refused' } : undefined),
		});
		const end = await simulatedTry(jobs, {
			clock,
			segmind,
			prompts: ['a', 'bad', 'c'],
			continueOnFail: true,
		});
		expect(end.items.map(({ kind }) => kind)).toEqual(['delivered', 'problem', 'delivered']);
	});

	test('two equal items are two jobs', async () => {
		const clock = simulatedClock();
		const segmind = simulatedSegmind({ clock });
		await simulatedTry(jobs, { clock, segmind, prompts: ['same', 'same'] });
		expect(segmind.jobs).toHaveLength(2);
	});

	test('Stop while a submit is under way: the run ends at once, its ID is logged later', async () => {
		const clock = simulatedClock();
		const segmind = simulatedSegmind({ clock, latencyMs: 20_000 });
		const cancel = new AbortController();
		const startMs = clock.now();
		clock.at(startMs + 5_000, () => cancel.abort());
		const run = { clock, segmind, prompts: ['a', 'b'], concurrency: 1, cancel: cancel.signal };
		const end = await simulatedTry(jobs, run);
		expect(end.kind).toBe('stopped');
		expect(clock.now() - startMs).toBe(5_000);
		expect(end.logged).toEqual([]);
		await clock.sleep(3_600_000);
		expect(end.logged).toEqual(['job-0']);
		expect(segmind.requests).toHaveLength(1);
	});
});
