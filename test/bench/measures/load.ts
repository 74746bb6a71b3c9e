// Measured: loading a package's nodes by n8n's own loader, each time in a fresh process.
import path from 'node:path';

import { Bench } from 'tinybench';

import { hostModules } from '../../host/paths';
import { runChild } from '../child';
import type { Installed } from '../installed';
import { loadResult } from '../protocol';
import { median } from '../statistics';
import type { MeasureOptions } from './options';

export interface Load {
	/** The node and its trigger. */
	ms: number;
	emptyNodeMs: number;
	httpRequestNodeMs: number;
	heapKB: number;
}

/** The medians of so many processes each. */
export async function measureLoad(
	{ folder, packageDir, emptyDir }: Installed,
	{ repeats, say }: MeasureOptions,
): Promise<Load> {
	const heapKB: number[] = [];
	// The time that counts is the one that the child measured, without the start of the process.
	const bench = new Bench({ iterations: repeats, time: 0, warmup: false, retainSamples: true });
	const measured = (name: string, args: string[], heap: number[] = []) =>
		bench.add(name, async () => {
			say(`load: ${name}`);
			const options = { folder, isGcExposed: true, result: loadResult };
			const loaded = await runChild({ name: 'load', args, ...options });
			heap.push(loaded.heapKB);
			return { overriddenDuration: loaded.ms };
		});
	const nodes = ['PixVerse', 'PixVerseTrigger'];
	const files = nodes.map((name) => `dist/nodes/PixVerse/${name}.node.js`);
	measured('both nodes', [packageDir, ...files], heapKB);
	measured('empty', [emptyDir, 'dist/nodes/Empty/Empty.node.js']);
	const base = path.join(hostModules, 'n8n-nodes-base');
	measured('HTTP Request', [base, 'dist/nodes/HttpRequest/HttpRequest.node.js']);
	await bench.run();
	return {
		ms: medianOf(bench, 'both nodes'),
		emptyNodeMs: medianOf(bench, 'empty'),
		httpRequestNodeMs: medianOf(bench, 'HTTP Request'),
		heapKB: median(heapKB),
	};
}

function medianOf(bench: Bench, name: string): number {
	const result = bench.getTask(name)?.result;
	if (result?.state === 'completed') return result.latency.p50;
	throw result?.state === 'errored' ? result.error : new Error(`${name}: ${result?.state}`);
}
