'use strict';

// Simulated: ten jobs at once on an account that may send five requests a minute, submits, polls
// and results counted. The node's own code, with a simulated Segmind and simulated time.
const { drawJobs, moduleOf, SPREAD } = require('./poll');
const { randomFrom } = require('../random');
const { mean } = require('../statistics');
const { SimulatedTime } = require('./simulatedTime');

const JOBS_AT_ONCE = 10;
const REQUESTS_PER_MINUTE = 5;
const WINDOW_MS = 60_000;

/** Segmind with a limit per minute: a 429 says when the next minute begins. */
function limitedApi(time, jobs) {
	const polls = jobs.map(() => 0);
	const finishedAtMs = [];
	let windowStartMs = 0;
	let inWindow = 0;
	const limited = (answer) => {
		const nowMs = time.now();
		if (nowMs >= windowStartMs + WINDOW_MS) {
			windowStartMs += WINDOW_MS * Math.floor((nowMs - windowStartMs) / WINDOW_MS);
			inWindow = 0;
		}
		inWindow += 1;
		if (inWindow <= REQUESTS_PER_MINUTE) return answer(nowMs);
		const problem = { code: 'rate-limited', message: '', description: '' };
		return { kind: 'rateLimited', waitMs: windowStartMs + WINDOW_MS - nowMs, problem };
	};
	return {
		polls,
		finishedAtMs,
		submit: async (_slug, { n }) =>
			limited((nowMs) => {
				finishedAtMs[n] = nowMs + jobs[n].durationMs;
				return { kind: 'success', requestId: String(n) };
			}),
		status: async (id) => {
			polls[id] += 1;
			return limited((nowMs) =>
				nowMs < finishedAtMs[id] ? { kind: 'pending', state: 'PROCESSING' } : { kind: 'completed' },
			);
		},
		result: async () => limited(() => ({ kind: 'completed', result: {} })),
	};
}

async function runTen(packageDir, jobs, seed, pollIntervalMs) {
	const { runBatch } = moduleOf(packageDir, 'jobs/batch.js');
	const { JobMemory } = moduleOf(packageDir, 'jobs/memory.js');
	const { Pacer } = moduleOf(packageDir, 'jobs/pacing/pacer.js');
	const { UsualDuration } = moduleOf(packageDir, 'jobs/pacing/pollSchedule.js');
	const { runJob } = moduleOf(packageDir, 'jobs/runJob.js');
	const time = new SimulatedTime();
	const api = limitedApi(time, jobs);
	const stop = new AbortController().signal;
	const run = {
		api,
		clock: time,
		memory: new JobMemory({}),
		pacer: new Pacer(time, randomFrom(seed), stop),
		usual: new UsualDuration(),
		pollIntervalMs,
		stop,
		timeoutMs: 3_600_000,
		onAccepted: () => undefined,
		deliver: async (order) => ({
			kind: 'delivered',
			value: time.now() - api.finishedAtMs[order.itemIndex],
		}),
	};
	const tasks = jobs.map(({ usualMs }, n) => async () => {
		const order = {
			itemIndex: n,
			slug: 'model',
			key: String(n),
			usualDurationMs: usualMs,
			wait: true,
			buildBody: async () => ({ kind: 'body', body: { n } }),
		};
		return await runJob(run, order);
	});
	const batch = await time.run(
		runBatch(tasks, {
			concurrency: JOBS_AT_ONCE,
			isFatal: ({ kind }) => kind === 'problem',
			onFatal: () => undefined,
			isStopped: () => false,
		}),
	);
	if (batch.kind !== 'done') throw new Error(JSON.stringify(batch));
	return {
		overshootS: mean(batch.outcomes.map(({ value }) => value)) / 1000,
		polls: mean(api.polls),
	};
}

/**
 * @param {string} packageDir the built package
 * @param {number} runs how often ten jobs are run
 * @param {number} [pollIntervalMs] a fixed interval in the place of the automatic schedule
 * @returns {Promise<{ meanOvershootS: number, meanPolls: number }>}
 */
async function simulateFiveRpm(packageDir, runs, pollIntervalMs) {
	const models = moduleOf(packageDir, 'models/index.js');
	const jobs = drawJobs(models, SPREAD, runs * JOBS_AT_ONCE, JOBS_AT_ONCE);
	const results = [];
	for (let run = 0; run < runs; run += 1) {
		const ten = jobs.slice(run * JOBS_AT_ONCE, (run + 1) * JOBS_AT_ONCE);
		results.push(await runTen(packageDir, ten, run + 1, pollIntervalMs));
	}
	return {
		meanOvershootS: mean(results.map(({ overshootS }) => overshootS)),
		meanPolls: mean(results.map(({ polls }) => polls)),
	};
}

module.exports = { simulateFiveRpm };
