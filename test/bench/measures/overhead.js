'use strict';

// Measured: CPU time per item of a dry run through the real engine.
const { runChild } = require('../child');
const { median } = require('../statistics');

const COUNTS = [100, 1_000, 10_000];

/** @returns {Promise<Record<number, number>>} median milliseconds per item, by number of items */
async function measureOverhead({ folder, packageDir }, { repeats, say }) {
	say(`overhead: ${COUNTS.join(', ')} dry-run items`);
	const params = { packageDir, counts: COUNTS, rounds: repeats };
	const samples = await runChild('overhead', params, { folder, nodeArgs: ['--expose-gc'] });
	return Object.fromEntries(COUNTS.map((count) => [count, median(samples[count])]));
}

module.exports = { measureOverhead };
