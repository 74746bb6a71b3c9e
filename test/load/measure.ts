import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

import { watchBlocking, type Blocking } from './blocking';

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
	blocking: Blocking;
}

/** Runs `work` and watches the process meanwhile. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
	collectGarbage();
	const before = process.memoryUsage().rss;
	let peak = before;
	const sampler = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, SAMPLE_EVERY_MS);
	const endOfWatch = watchBlocking();
	const startedMs = performance.now();
	try {
		const result = await work();
		return {
			result,
			wallS: (performance.now() - startedMs) / 1000,
			peakRssMb: (peak - before) / MB,
			blocking: endOfWatch(),
		};
	} finally {
		endOfWatch();
		clearInterval(sampler);
	}
}
