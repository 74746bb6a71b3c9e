// Measured: a batch of videos through the real engine against the sandbox, beside what users
// build without this node.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { takeInTurn, type Comparison, type Samples } from '../inTurn';
import { LIMITS } from '../limits';
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

/** Noise only ever adds to what waiting takes: one that is met suffices. */
export const BATCH = {
	toBestSchedule: { ours: 'node', limit: LIMITS.batchToBestSchedule },
} satisfies Record<string, Comparison>;

export interface Batch {
	items: number;
	idealS: number;
	/** Times to that of the best schedule. */
	toIdeal: Samples<WayToMake>;
}

export async function measureBatch(
	installed: Installed,
	{ ways, rounds, say }: MeasureOptions & { ways: readonly WayToMake[] },
): Promise<Batch> {
	const durationsMs = durations();
	const idealS = bestScheduleS(durationsMs);
	const toIdeal = await takeInTurn({
		...rounds,
		ways,
		comparisons: Object.values(BATCH),
		async take(way) {
			say(`batch: ${ITEMS} videos, ${way}`);
			return (await makeBatch(installed, way, durationsMs)) / idealS;
		},
	});
	return { items: ITEMS, idealS, toIdeal };
}

/** @returns seconds */
async function makeBatch(
	{ folder, packageDir }: Installed,
	way: WayToMake,
	durationsMs: readonly number[],
): Promise<number> {
	const byNumber = Object.fromEntries(durationsMs.entries());
	const sandbox = await startSandboxProcess({ durationsMs: byNumber }, folder);
	try {
		const params: BatchParams = {
			packageDir,
			way,
			items: ITEMS,
			concurrency: CONCURRENCY,
			sandbox: sandbox.address,
		};
		const args = [JSON.stringify(params)];
		return (await runChild({ name: 'batch', args, folder, result: batchResult })).wallS;
	} finally {
		await sandbox.stop();
	}
}
