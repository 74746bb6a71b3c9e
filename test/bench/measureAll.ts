import type { Installed } from './installed';
import { measureBatch, type Batch } from './measures/batch';
import { measureMemory, measureThroughput, type Memory, type Samples } from './measures/downloads';
import { measureLoad, type Load } from './measures/load';
import type { MeasureOptions } from './measures/options';
import { measureOverhead, type Overhead } from './measures/overhead';
import { simulatePolls, type SimulatedPolls, type Watched } from './measures/poll';
import { simulateFiveRpm } from './measures/rateLimit';
import { WAYS_TO_MAKE } from './protocol';

/** How often each is measured; the quick ones suffice for ratios. */
const REPEATS = {
	quick: { load: 3, overhead: 2, memory: 3, throughput: 5, fiveRpm: 100 },
	full: { load: 11, overhead: 5, memory: 5, throughput: 9, fiveRpm: 1_000 },
};

/** What each measure gives. */
export interface Measured {
	poll: SimulatedPolls;
	fiveRpm: Watched;
	load: Load;
	overhead: Overhead;
	batch: Batch;
	throughput: Samples;
	memory: Memory;
}

/** Measures everything, one after the other. */
export async function measureAll(
	installed: Installed,
	{ isQuick, say }: Pick<MeasureOptions, 'say'> & { isQuick: boolean },
): Promise<Measured> {
	const repeats = isQuick ? REPEATS.quick : REPEATS.full;
	const { packageDir } = installed;
	say('poll: simulated jobs');
	const poll = await simulatePolls(packageDir);
	const fiveRpm = await simulateFiveRpm(packageDir, repeats.fiveRpm);
	const load = await measureLoad(installed, { repeats: repeats.load, say });
	const overhead = await measureOverhead(installed, { repeats: repeats.overhead, say });
	// No target depends on the ways that users build by hand, and they take the longest.
	const ways = isQuick ? (['node', 'httpRequest'] as const) : WAYS_TO_MAKE;
	const batch = await measureBatch(installed, { ways, say });
	const throughput = await measureThroughput(installed, { repeats: repeats.throughput, say });
	const memory = await measureMemory(installed, { repeats: repeats.memory, isQuick, say });
	return { poll, fiveRpm, load, overhead, batch, throughput, memory };
}
