const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setTimeout: sleep } = require('node:timers/promises');
const v8 = require('node:v8');
const vm = require('node:vm');

const SAMPLE_EVERY_MS = 20;
const MB = 1024 * 1024;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc');

/** MB of the heap, and of buffers beside it, that are in use after garbage collection. */
async function heapAfterGcMb() {
	// What an ended request leaves to the event loop is freed after its turn.
	for (let turn = 0; turn < 3; turn += 1) {
		await sleep(10);
		collectGarbage();
	}
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MB;
}

/**
 * Runs `work` and watches the process meanwhile.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, wallS: number, peakRssMb: number, delayP99Ms: number, delayMaxMs: number }>}
 * `peakRssMb` is above what the process had before
 */
async function measure(work) {
	collectGarbage();
	const before = process.memoryUsage().rss;
	let peak = before;
	const sampler = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, SAMPLE_EVERY_MS);
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const startedMs = performance.now();
	try {
		const result = await work();
		return {
			result,
			wallS: (performance.now() - startedMs) / 1000,
			peakRssMb: (peak - before) / MB,
			delayP99Ms: delay.percentile(99) / 1e6,
			delayMaxMs: delay.max / 1e6,
		};
	} finally {
		delay.disable();
		clearInterval(sampler);
	}
}

module.exports = { heapAfterGcMb, measure };
