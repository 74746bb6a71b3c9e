'use strict';

const { measureBatch } = require('./measures/batch');
const { measureMemory, measureThroughput } = require('./measures/downloads');
const { measureLoad } = require('./measures/load');
const { measureOverhead } = require('./measures/overhead');
const { simulatePolls } = require('./measures/poll');
const { simulateFiveRpm } = require('./measures/rateLimit');

/** How often each is measured; the quick ones suffice for ratios. */
const REPEATS = {
	quick: { load: 3, overhead: 2, memory: 3, throughput: 3, fiveRpm: 100 },
	full: { load: 11, overhead: 5, memory: 3, throughput: 7, fiveRpm: 1_000 },
};

/**
 * Measures everything, one after the other.
 *
 * @param {object} installed from installPackage
 * @param {{ isQuick: boolean, say: (line: string) => void }} options
 * @returns {Promise<object>} what each measure gives, by name
 */
async function measureAll(installed, { isQuick, say }) {
	const repeats = isQuick ? REPEATS.quick : REPEATS.full;
	const { packageDir } = installed;
	say('poll: simulated jobs');
	const poll = simulatePolls(packageDir);
	const fiveRpm = await simulateFiveRpm(packageDir, repeats.fiveRpm);
	const load = await measureLoad(installed, { repeats: repeats.load, say });
	const overhead = await measureOverhead(installed, { repeats: repeats.overhead, say });
	// No target depends on the ways that users build by hand, and they take the longest.
	const ways = ['node', 'httpRequest', ...(isQuick ? [] : ['inBatches', 'handMade'])];
	const batch = await measureBatch(installed, { ways, say });
	const throughput = await measureThroughput(installed, { rounds: repeats.throughput, say });
	const memory = await measureMemory(installed, { repeats: repeats.memory, isQuick, say });
	return { poll, fiveRpm, load, overhead, batch, throughput, memory };
}

module.exports = { measureAll };
