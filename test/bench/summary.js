'use strict';

const { VIDEOS } = require('./measures/downloads');

function rounded(value, digits) {
	return Number(value.toFixed(digits));
}

function pollNumbers({ meanOvershootS, meanPolls }) {
	return { meanOvershootS: rounded(meanOvershootS, 3), meanPolls: rounded(meanPolls, 2) };
}

/**
 * The last line of the output: numbers only, under names that do not change.
 *
 * @param {object} measured from measureAll
 * @param {{ packedBytes: number, unpackedBytes: number }} installed
 */
function summarise(measured, { packedBytes, unpackedBytes }) {
	const { poll, fiveRpm, load, overhead, batch, throughput, memory } = measured;
	const mb = (name) => rounded(memory[name], 1);
	return {
		batch: {
			items: batch.items,
			wallS: rounded(batch.node, 2),
			idealS: rounded(batch.idealS, 2),
			ratio: rounded(batch.node / batch.idealS, 3),
			httpRequestS: rounded(batch.httpRequest, 2),
		},
		poll: {
			...pollNumbers(poll.ours),
			fixed5: pollNumbers(poll.fixed.get(5)),
			fixed2: pollNumbers(poll.fixed.get(2)),
			fiveRpm: pollNumbers(fiveRpm),
		},
		memory: {
			fileMB: VIDEOS.big.sizeMB,
			peakDeltaMB: mb('node big'),
			peakDelta100MB: mb('node middle'),
			httpRequestPeakDeltaMB: mb('httpRequest big'),
			fortyPeakDeltaMB: mb('node many'),
			httpRequestFortyPeakDeltaMB: mb('httpRequest many'),
		},
		throughput: {
			ratioToPipeline: rounded(throughput.node / throughput.pipeline, 3),
			httpRequestRatioToPipeline: rounded(throughput.httpRequest / throughput.pipeline, 3),
		},
		load: {
			ms: rounded(load.ms, 2),
			emptyNodeMs: rounded(load.emptyNodeMs, 2),
			httpRequestNodeMs: rounded(load.httpRequestNodeMs, 2),
			heapKB: rounded(load.heapKB, 0),
		},
		overhead: { msPerItem: rounded(overhead[1_000], 3) },
		package: { packedBytes, unpackedBytes },
	};
}

module.exports = { summarise };
