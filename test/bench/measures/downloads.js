'use strict';

// Measured: what fetching big videos costs in time and memory.
const { runChild, startSandboxProcess } = require('../child');
const { median } = require('../statistics');

/** Sizes by the number in the prompt. */
const MB = 1_000_000;
const VIDEOS = {
	big: { number: 1, count: 1, sizeMB: 500, ways: ['node', 'httpRequest', 'pipeline'] },
	middle: { number: 2, count: 1, sizeMB: 100, ways: ['node'] },
	many: { number: 3, count: 40, sizeMB: 20, ways: ['node', 'httpRequest', 'pipeline'] },
};
const videoBytes = Object.fromEntries(
	Object.values(VIDEOS).map(({ number, sizeMB }) => [number, sizeMB * MB]),
);

async function withSandbox({ folder, packageDir }, work) {
	const sandbox = await startSandboxProcess({ videoBytes }, { folder });
	const { url, key } = sandbox;
	try {
		return await work(async (params) => {
			const all = { packageDir, folder, sandbox: { url, key }, ...params };
			return await runChild('downloads', all, { folder, nodeArgs: ['--expose-gc'] });
		});
	} finally {
		await sandbox.stop();
	}
}

/**
 * Peaks above the start, in MB, each in a fresh process.
 *
 * @returns {Promise<Record<string, number>>} medians by `<way> <videos>`
 */
async function measureMemory(installed, { repeats, isQuick, say }) {
	return await withSandbox(installed, async (run) => {
		const peaks = {};
		for (const [name, { number, count, sizeMB, ways }] of Object.entries(VIDEOS)) {
			for (const way of ways) {
				if (isQuick && way === 'pipeline') continue; // no target depends on it
				say(`memory: ${count} x ${sizeMB} MB, ${way}`);
				const samples = [];
				while (samples.length < repeats) {
					const params = { measure: 'peakDeltaMB', ways: [way], number, count, rounds: 1 };
					samples.push(...(await run(params))[way]);
				}
				peaks[`${way} ${name}`] = median(samples);
			}
		}
		return peaks;
	});
}

/** @returns {Promise<Record<string, number>>} median seconds by way; the ways take turns */
async function measureThroughput(installed, { rounds, say }) {
	return await withSandbox(installed, async (run) => {
		const { number, count, sizeMB } = VIDEOS.big;
		say(`throughput: ${rounds} rounds of ${sizeMB} MB`);
		const ways = ['pipeline', 'node', 'httpRequest'];
		const samples = await run({ measure: 'seconds', ways, number, count, rounds });
		return Object.fromEntries(ways.map((way) => [way, median(samples[way])]));
	});
}

module.exports = { VIDEOS, measureMemory, measureThroughput };
