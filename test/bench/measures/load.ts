// Measured: loading nodes by n8n's own loader, each time in a fresh process.
import path from 'node:path';

import { hostModules } from '../../host/paths';
import { runChild } from '../child';
import type { Installed } from '../installed';
import { takeInTurn, type Comparison, type Samples } from '../inTurn';
import { LIMITS } from '../limits';
import { loadResult } from '../protocol';
import type { MeasureOptions } from './options';

const WAYS = ['node', 'emptyNode', 'httpRequest'] as const;
type WayToLoad = (typeof WAYS)[number];

/** Of the thread's CPU. HTTP Request tells a slow machine from a slow node: the ratio to it stays. */
export const LOAD = {
	toHttpRequest: { ours: 'node', theirs: 'httpRequest', limit: LIMITS.loadToHttpRequest },
	ms: { ours: 'node', limit: LIMITS.loadMs },
} satisfies Record<string, Comparison>;

export interface Load {
	/** Milliseconds of the thread's CPU: its waiting for a busy processor tells nothing of a node. */
	cpuMs: Samples<WayToLoad>;
	/** Milliseconds by the clock. */
	ms: Samples<WayToLoad>;
	/** Of this package's nodes. */
	heapKB: number[];
}

/** Both nodes of the package, an empty one, and n8n's HTTP Request, in turn. */
export async function measureLoad(
	{ folder, packageDir, emptyDir }: Installed,
	{ rounds, say }: MeasureOptions,
): Promise<Load> {
	const files: Record<WayToLoad, [packageDir: string, ...files: string[]]> = {
		node: [
			packageDir,
			'dist/nodes/PixVerse/PixVerse.node.js',
			'dist/nodes/PixVerse/PixVerseTrigger.node.js',
		],
		emptyNode: [emptyDir, 'dist/nodes/Empty/Empty.node.js'],
		httpRequest: [
			path.join(hostModules, 'n8n-nodes-base'),
			'dist/nodes/HttpRequest/HttpRequest.node.js',
		],
	};
	const ms: Samples<WayToLoad> = {};
	const heapKB: number[] = [];
	const cpuMs = await takeInTurn({
		...rounds,
		ways: WAYS,
		comparisons: Object.values(LOAD),
		async take(way) {
			say(`load: ${way}`);
			const options = { folder, isGcExposed: true, result: loadResult };
			const loaded = await runChild({ name: 'load', args: files[way], ...options });
			if (way === 'node') heapKB.push(loaded.heapKB);
			(ms[way] ??= []).push(loaded.ms);
			return loaded.cpuMs;
		},
	});
	return { cpuMs, ms, heapKB };
}
