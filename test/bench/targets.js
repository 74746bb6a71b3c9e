'use strict';

/** How much worse than its target a ratio may be before CI fails. */
const SLACK = 1.5;

/**
 * What is promised. A ratio compares two measures of the same run, so it holds on any machine;
 * an absolute one depends on the machine, and never fails a run.
 *
 * @param {object} summary from summarise
 * @param {object} measured from measureAll
 * @returns {Array<{ name: string, value: number, target: number, isRatio: boolean }>}
 */
function targetsOf(summary, { overhead }) {
	const { batch, poll, memory, throughput, load, package: size } = summary;
	const ratio = (name, value, target) => ({ name, value, target, isRatio: true });
	const absolute = (name, value, target) => ({ name, value, target, isRatio: false });
	const { fixed5 } = poll;
	return [
		ratio('batch: time to best schedule', batch.ratio, 1.1),
		ratio('poll: wait to that of fixed 5 s', poll.meanOvershootS / fixed5.meanOvershootS, 0.6),
		ratio('poll: looks to those of fixed 5 s', poll.meanPolls / fixed5.meanPolls, 1),
		ratio('memory: 500 MB to HTTP Request', memory.peakDeltaMB / memory.httpRequestPeakDeltaMB, 1),
		ratio(
			'memory: 40 x 20 MB to HTTP Request',
			memory.fortyPeakDeltaMB / memory.httpRequestFortyPeakDeltaMB,
			1,
		),
		ratio('memory: 500 MB to 100 MB', memory.peakDeltaMB / memory.peakDelta100MB, 1.1),
		ratio('throughput: to a bare pipeline', throughput.ratioToPipeline, 1.25),
		ratio(
			'throughput: to HTTP Request',
			throughput.ratioToPipeline / throughput.httpRequestRatioToPipeline,
			1,
		),
		ratio('load: to HTTP Request', load.ms / load.httpRequestNodeMs, 0.25),
		ratio('overhead: per item, 10,000 to 100 items', overhead[10_000] / overhead[100], 1.1),
		absolute('load: ms', load.ms, 15),
		absolute('overhead: ms of CPU per item', summary.overhead.msPerItem, 1),
		absolute('package: bytes packed', size.packedBytes, 150_000),
	];
}

/** @returns {string[]} what fails CI: ratios that are much worse than promised */
function failuresOf(targets) {
	return targets
		.filter(({ isRatio, value, target }) => isRatio && !(value <= target * SLACK))
		.map(({ name, value, target }) => `${name}: ${value.toFixed(2)}, target ${target}`);
}

module.exports = { SLACK, failuresOf, targetsOf };
