// Measured: a batch of videos through the real engine against the sandbox, beside what users
// build without this node.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { batchResult, type BatchParams, type WayToMake } from '../protocol';
import type { MeasureOptions } from './options';

const ITEMS = 40;
const CONCURRENCY = 10;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 4_000;

/**
 * From 4 down to 1 s in even steps. Nobody knows durations before; in this order, starting each
 * item as soon as another ends is within 2 % of the best schedule, so that what is above it is the
 * node's own doing.
 */
function durations(): number[] {
	const step = (LONGEST_MS - SHORTEST_MS) / (ITEMS - 1);
	return Array.from({ length: ITEMS }, (_, n) => Math.round(LONGEST_MS - n * step));
}

/** Shortest possible time for so many at a time: longest first, which nobody can know before. */
function bestScheduleS(durationsMs: readonly number[]): number {
	let lanes = new Array<number>(CONCURRENCY).fill(0);
	for (const durationMs of [...durationsMs].sort((a, b) => b - a)) {
		const [shortest = 0, ...others] = lanes.sort((a, b) => a - b);
		lanes = [shortest + durationMs, ...others];
	}
	return Math.max(...lanes) / 1000;
}

export interface Batch {
	items: number;
	idealS: number;
	/** Wall times in seconds. */
	walls: Partial<Record<WayToMake, number>>;
}

export async function measureBatch(
	{ folder, packageDir }: Installed,
	{ ways, say }: Pick<MeasureOptions, 'say'> & { ways: readonly WayToMake[] },
): Promise<Batch> {
	const durationsMs = durations();
	const walls: Batch['walls'] = {};
	for (const way of ways) {
		say(`batch: ${ITEMS} videos, ${way}`);
		const sandbox = await startSandboxProcess(
			{ durationsMs: Object.fromEntries(durationsMs.entries()) },
			folder,
		);
		const params: BatchParams = {
			packageDir,
			way,
			items: ITEMS,
			concurrency: CONCURRENCY,
			sandbox: sandbox.address,
		};
		const args = [JSON.stringify(params)];
		walls[way] = (await runChild({ name: 'batch', args, folder, result: batchResult })).wallS;
		await sandbox.stop();
	}
	return { walls, items: ITEMS, idealS: bestScheduleS(durationsMs) };
}
