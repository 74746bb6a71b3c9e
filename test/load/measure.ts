import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

const SAMPLE_EVERY_MS = 20;
const MB = 1024 * 1024;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** MB of the heap, and of buffers beside it, that are in use after garbage collection. */
export async function heapAfterGcMb(): Promise<number> {
	// What an ended request leaves to the event loop is freed after its turn.
	for (let turn = 0; turn < 3; turn += 1) {
		await sleep(10);
		collectGarbage();
	}
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MB;
}

/** What `measure` saw. */
export interface Measured<T> {
	result: T;
	wallS: number;
	/** Above what the process had before. */
	peakRssMb: number;
	/** Of the event loop, as is `delayMaxMs`. */
	delayP99Ms: number;
	delayMaxMs: number;
}

/** Runs `work` and watches the process meanwhile. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
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
