import type { Installed } from './installed';
import type { Samples } from './inTurn';
import { measureBatch, type Batch } from './measures/batch';
import { measureMemory, measureThroughput, type Memory } from './measures/downloads';
import { measureItems, type ItemCosts } from './measures/items';
import { measureLoad, type Load } from './measures/load';
import type { MeasureOptions } from './measures/options';
import { measureOverhead, type Overhead } from './measures/overhead';
import { simulatePolls, type SimulatedPolls, type Watched } from './measures/poll';
import { simulateFiveRpm } from './measures/rateLimit';
import { measureReuse, type ReuseCosts } from './measures/reuse';
import { measureTrigger, type PollCosts } from './measures/trigger';
import { WAYS_TO_MAKE, type WayToFetch } from './protocol';

/**
 * How often each is measured: what is clear ends after the least. Five are the fewest that can
 * exclude anything; where noise only adds, one that is met suffices.
 */
const EFFORT = {
	quick: {
		fiveRpm: 100,
		load: { least: 5, most: 9, patienceS: 6 },
		dryRunCounts: [100, 1_000, 3_000],
		overhead: { least: 1, most: 5, patienceS: 8 },
		batch: { least: 1, most: 5, patienceS: 30 },
		throughput: { least: 2, most: 9, patienceS: 10 },
		memory: { least: 1, most: 2, patienceS: 60 },
		items: { least: 1, most: 5, patienceS: 12 },
		itemCounts: [100, 400],
		triggerSamples: 3,
		reuse: { least: 3, most: 5, patienceS: 3 },
	},
	full: {
		fiveRpm: 1_000,
		load: { least: 7, most: 15, patienceS: 30 },
		dryRunCounts: [100, 1_000, 10_000],
		overhead: { least: 3, most: 9, patienceS: 30 },
		batch: { least: 2, most: 5, patienceS: 90 },
		throughput: { least: 7, most: 15, patienceS: 40 },
		memory: { least: 5, most: 9, patienceS: 110 },
		items: { least: 1, most: 5, patienceS: 90 },
		itemCounts: [1_250, 2_500, 5_000],
		triggerSamples: 21,
		reuse: { least: 5, most: 9, patienceS: 20 },
	},
};

/** What each measure gives. */
export interface Measured {
	poll: SimulatedPolls;
	fiveRpm: Watched;
	load: Load;
	overhead: Overhead;
	batch: Batch;
	/** Seconds. */
	throughput: Samples<WayToFetch>;
	memory: Memory;
	items: ItemCosts;
	trigger: PollCosts;
	reuse: ReuseCosts;
}

/** Measures everything, one after the other. */
export async function measureAll(
	installed: Installed,
	{ isQuick, say }: Pick<MeasureOptions, 'say'> & { isQuick: boolean },
): Promise<Measured> {
	const effort = isQuick ? EFFORT.quick : EFFORT.full;
	const { packageDir } = installed;
	say('poll: simulated jobs');
	const poll = await simulatePolls(packageDir);
	const fiveRpm = await simulateFiveRpm(packageDir, effort.fiveRpm);
	const load = await measureLoad(installed, { rounds: effort.load, say });
	const overhead = await measureOverhead(installed, {
		counts: effort.dryRunCounts,
		rounds: effort.overhead,
		say,
	});
	const trigger = await measureTrigger(installed, { samples: effort.triggerSamples, say });
	const reuse = await measureReuse(installed, { rounds: effort.reuse, say });
	const items = await measureItems(installed, {
		counts: effort.itemCounts,
		rounds: effort.items,
		say,
	});
	// No target depends on the ways that users build by hand, and they take the longest.
	const ways = isQuick ? (['node', 'httpRequest'] as const) : WAYS_TO_MAKE;
	const batch = await measureBatch(installed, { ways, rounds: effort.batch, say });
	const throughput = await measureThroughput(installed, { rounds: effort.throughput, say });
	const memory = await measureMemory(installed, { rounds: effort.memory, isQuick, say });
	return { poll, fiveRpm, load, overhead, batch, throughput, memory, items, trigger, reuse };
}
