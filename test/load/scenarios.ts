import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Case } from '../support/suite';
import { waitFor } from '../support/waiting';
import { watchAbortListeners } from './listeners';
import { heapAfterGcMb, measure, type Measured } from './measure';
import type { RemoteSandbox } from './remoteSandbox';
import { assertAllMade, prepare, promptItems, runToEnd, type Load } from './workflows';

const ITEMS = 200;
const CONCURRENT_JOBS = 20;
const EXECUTIONS = 20;
const ITEMS_EACH = 3;
const LONG_JOBS = 3;
/** Until it is ended here. */
const LONG_JOB_MS = 600_000;
const WARM_UP_ROUNDS = 6;
const ROUNDS = 10;

/** A limit for what blocks, not for speed. */
const MAX_BLOCKING_P99_MS = 250;
const MAX_PEAK_RSS_MB = 300;

/** A wait, a request and an answer listen to a job's signal; what grows with polls passes this. */
const MAX_LISTENERS = 5;

/** So many that a listener each would show. */
const WANTED_POLLS = LONG_JOBS * MAX_LISTENERS * 25;

/** Less than a round's videos, requests or timers would leave behind. */
const MAX_GROWTH_MB = 0.7;

function figuresOf({ wallS, peakRssMb, blocking }: Measured<unknown>): string {
	return [
		`${wallS.toFixed(1)} s`,
		`peak RSS +${peakRssMb.toFixed(0)} MB`,
		`event loop blocked p99 ${blocking.p99Ms.toFixed(0)} ms, max ${blocking.maxMs.toFixed(0)} ms`,
	].join(', ');
}

function assertBounded({ blocking: { p99Ms }, peakRssMb }: Measured<unknown>) {
	assert.ok(p99Ms < MAX_BLOCKING_P99_MS, `the event loop is blocked for ${p99Ms} ms (p99)`);
	assert.ok(peakRssMb < MAX_PEAK_RSS_MB, `peak RSS is ${peakRssMb} MB above the start`);
}

async function countAccepted(sandbox: RemoteSandbox): Promise<number> {
	const requests = await sandbox.requests();
	return requests.filter(({ accepted }) => accepted).length;
}

/** 200 items in one run. */
async function manyItems(load: Load): Promise<string> {
	const measured = await measure(
		async () =>
			await runToEnd(load, {
				items: promptItems(ITEMS),
				nodeOptions: { maxConcurrentJobs: CONCURRENT_JOBS },
			}),
	);
	assertAllMade(measured.result, ITEMS);
	assert.equal(await countAccepted(load.sandbox), ITEMS);
	assertBounded(measured);
	return figuresOf(measured);
}

const isPoll = ({ phase }: { phase: string }) => phase === 'status';

/** Lets the jobs go on until they have been polled often, however slow the machine. */
async function finishAfterPolls({ sandbox }: Load) {
	const requests = await waitFor(`${WANTED_POLLS} polls`, async () => {
		const seen = await sandbox.requests();
		return seen.filter(isPoll).length >= WANTED_POLLS && seen;
	});
	for (const { accepted, requestId } of requests) {
		if (accepted && requestId !== null) await sandbox.finish(requestId);
	}
}

/** Long jobs that are polled all the time leave no listener behind on the signal of Stop. */
async function manyPolls(load: Load): Promise<string> {
	await load.sandbox.configure({ jobDurationMs: LONG_JOB_MS });
	const listeners = watchAbortListeners();
	try {
		const running = runToEnd(load, {
			items: promptItems(LONG_JOBS),
			nodeOptions: { pollInterval: 0.01 },
		});
		const [result] = await Promise.all([running, finishAfterPolls(load)]);
		assertAllMade(result, LONG_JOBS);
	} finally {
		listeners.restore();
	}
	const polls = (await load.sandbox.requests()).filter(isPoll).length;
	const most = listeners.most();
	assert.ok(most <= MAX_LISTENERS, `after ${polls} polls a signal had ${most} listeners`);
	return `${polls} polls, at most ${most} listeners on one abort signal`;
}

/** 20 executions side by side. */
async function manyExecutions(load: Load): Promise<string> {
	const measured = await measure(
		async () =>
			await Promise.all(
				Array.from(
					{ length: EXECUTIONS },
					async (_, index) =>
						await runToEnd(load, {
							items: promptItems(ITEMS_EACH, `execution ${index}, video`),
						}),
				),
			),
	);
	for (const result of measured.result) assertAllMade(result, ITEMS_EACH);
	assert.equal(await countAccepted(load.sandbox), EXECUTIONS * ITEMS_EACH);
	assertBounded(measured);
	return figuresOf(measured);
}

/** What happens to executions: they succeed, fail, are retried, and are stopped. */
async function oneRound(load: Load) {
	assertAllMade(await runToEnd(load, { items: promptItems(10) }), 10);
	const failed = await runToEnd(load, {
		items: promptItems(3, '[fail]'),
		settings: { retryOnFail: true, maxTries: 2 },
	});
	assert.match(failed.error?.message ?? '', /could not make the video/);
	const started = prepare(load, {
		items: promptItems(3),
		nodeOptions: { pollInterval: 60 },
	}).start();
	await sleep(100);
	started.cancel();
	await started.promise;
	await load.sandbox.reset();
}

/** The heap after garbage collection stays where it was, round after round. */
async function noLeak(load: Load): Promise<string> {
	const heapsMb: number[] = [];
	for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
		await oneRound(load);
		if (round >= WARM_UP_ROUNDS) heapsMb.push(await heapAfterGcMb());
	}
	const third = Math.ceil(ROUNDS / 3);
	const lowest = (values: number[]) => Math.min(...values);
	const growthMb = lowest(heapsMb.slice(-third)) - lowest(heapsMb.slice(0, third));
	const shown = heapsMb.map((heapMb) => heapMb.toFixed(2)).join(' ');
	assert.ok(growthMb < MAX_GROWTH_MB, `the heap grew by ${growthMb} MB: ${shown}`);
	return `heap after GC, MB: ${shown} (${growthMb >= 0 ? '+' : ''}${growthMb.toFixed(2)})`;
}

export const SCENARIOS: Array<Case<Load>> = [
	{ title: `${ITEMS} items in one run`, run: manyItems },
	{ title: `${LONG_JOBS} jobs polled without a pause`, run: manyPolls },
	{ title: `${EXECUTIONS} executions side by side`, run: manyExecutions },
	{ title: `${ROUNDS} rounds`, run: noLeak },
];
