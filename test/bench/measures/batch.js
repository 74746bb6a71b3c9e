'use strict';

// Measured: a batch of videos through the real engine against the sandbox, beside what users
// build without this node.
const { runChild, startSandboxProcess } = require('../child');

const ITEMS = 40;
const CONCURRENCY = 10;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 4_000;

/**
 * From 4 down to 1 s in even steps. Nobody knows durations before; in this order, starting each
 * item as soon as another ends is within 2 % of the best schedule, so that what is above it is the
 * node's own doing.
 */
function durations() {
	const step = (LONGEST_MS - SHORTEST_MS) / (ITEMS - 1);
	return Array.from({ length: ITEMS }, (_, n) => Math.round(LONGEST_MS - n * step));
}

/** Shortest possible time for so many at a time: longest first, which nobody can know before. */
function bestScheduleS(durationsMs) {
	const lanes = new Array(CONCURRENCY).fill(0);
	for (const durationMs of [...durationsMs].sort((a, b) => b - a)) {
		lanes[lanes.indexOf(Math.min(...lanes))] += durationMs;
	}
	return Math.max(...lanes) / 1000;
}

/** @returns {Promise<Record<string, number>>} wall times in seconds, by way, and the ideal */
async function measureBatch({ folder, packageDir }, { ways, say }) {
	const durationsMs = durations();
	const walls = {};
	for (const way of ways) {
		say(`batch: ${ITEMS} videos, ${way}`);
		const sandbox = await startSandboxProcess({ durationsMs: { ...durationsMs } }, { folder });
		const { url, key } = sandbox;
		const params = { packageDir, way, items: ITEMS, concurrency: CONCURRENCY };
		const { wallS } = await runChild('batch', { ...params, sandbox: { url, key } }, { folder });
		walls[way] = wallS;
		await sandbox.stop();
	}
	return { ...walls, items: ITEMS, idealS: bestScheduleS(durationsMs) };
}

module.exports = { CONCURRENCY, measureBatch };
