import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from '@jest/globals';

import { watchBlocking } from '../../load/blocking';

const BUSY_MS = 200;

/** Uses that much processor time in one turn of the event loop, however busy the machine. */
function compute(durationMs: number) {
	const start = process.cpuUsage();
	let usedMs = 0;
	while (usedMs < durationMs) {
		const { user, system } = process.cpuUsage(start);
		usedMs = (user + system) / 1000;
	}
}

/** Stands still in one turn of the event loop, as where another program has the processor. */
function standStill(durationMs: number) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

async function maxOf(block: () => void): Promise<number> {
	const end = watchBlocking();
	await sleep(20);
	block();
	await sleep(20);
	return end().maxMs;
}

test('a turn that computes for long is seen', async () => {
	expect(await maxOf(() => compute(BUSY_MS))).toBeGreaterThan(BUSY_MS * 0.8);
});

test('a turn that stands still without the processor is none', async () => {
	expect(await maxOf(() => standStill(BUSY_MS))).toBeLessThan(BUSY_MS * 0.5);
});

test('of a hundred looks the slowest is beyond the 99th percentile', async () => {
	const end = watchBlocking();
	await sleep(20);
	compute(BUSY_MS);
	for (let turn = 0; turn < 150; turn += 1) await sleep(6);
	const { p99Ms, maxMs } = end();
	expect(maxMs).toBeGreaterThan(BUSY_MS * 0.8);
	expect(p99Ms).toBeLessThan(maxMs);
});
