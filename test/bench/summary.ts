import type { Installed } from './installed';
import type { Measured } from './measureAll';
import { VIDEOS, type Memory, type Samples } from './measures/downloads';
import type { SimulatedPolls, Watched } from './measures/poll';
import type { WayToFetch } from './protocol';
import { median, ratioOfPairs, type Spread } from './statistics';

function rounded(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}

function pollNumbers({ meanOvershootS, meanPolls }: Watched): Watched {
	return { meanOvershootS: rounded(meanOvershootS, 3), meanPolls: rounded(meanPolls, 2) };
}

/** @throws Error where this interval was not simulated */
function fixedEvery({ fixed }: SimulatedPolls, gapS: number): Watched {
	const found = fixed.find((one) => one.gapS === gapS);
	if (found === undefined) throw new Error(`Looks every ${gapS} s were not simulated`);
	return pollNumbers(found);
}

/** The ratios of pairs that were measured in turn, and between what each of them lies. */
export interface PairedRatios {
	/** Memory for the big video: the node's to HTTP Request's. */
	memory: Spread;
	/** The same, forty videos. */
	forty: Spread;
	/** The node's memory for 500 MB to that for 100 MB. */
	growth: Spread;
	toPipeline: Spread;
	toHttpRequest: Spread;
	httpRequestToPipeline: Spread;
}

export function pairedRatios({ memory, throughput }: Measured): PairedRatios {
	const between = (samples: Samples, ours: WayToFetch, theirs: WayToFetch) =>
		ratioOfPairs(samples[ours] ?? [], samples[theirs] ?? []);
	return {
		memory: between(memory.big, 'node', 'httpRequest'),
		forty: between(memory.many, 'node', 'httpRequest'),
		growth: ratioOfPairs(memory.big.node ?? [], memory.middle.node ?? []),
		toPipeline: between(throughput, 'node', 'pipeline'),
		toHttpRequest: between(throughput, 'node', 'httpRequest'),
		httpRequestToPipeline: between(throughput, 'httpRequest', 'pipeline'),
	};
}

const ends = ({ low, high }: Spread) => [rounded(low, 3), rounded(high, 3)];

function memoryNumbers(memory: Memory, ratios: PairedRatios) {
	const mb = (samples: number[] = []) => rounded(median(samples), 1);
	return {
		fileMB: VIDEOS.big.sizeMB,
		peakDeltaMB: mb(memory.big.node),
		peakDelta100MB: mb(memory.middle.node),
		httpRequestPeakDeltaMB: mb(memory.big.httpRequest),
		fortyPeakDeltaMB: mb(memory.many.node),
		httpRequestFortyPeakDeltaMB: mb(memory.many.httpRequest),
		ratio: rounded(ratios.memory.median, 3),
		ratioSpread: ends(ratios.memory),
		fortyRatio: rounded(ratios.forty.median, 3),
		fortyRatioSpread: ends(ratios.forty),
	};
}

/** The last line of the output: numbers only, under names that do not change. */
export function summarise(
	measured: Measured,
	{ packedBytes, unpackedBytes }: Pick<Installed, 'packedBytes' | 'unpackedBytes'>,
) {
	const { poll, fiveRpm, load, overhead, batch, memory } = measured;
	const ratios = pairedRatios(measured);
	const { node: wallS = Number.NaN, httpRequest: httpRequestS = Number.NaN } = batch.walls;
	return {
		batch: {
			items: batch.items,
			wallS: rounded(wallS, 2),
			idealS: rounded(batch.idealS, 2),
			ratio: rounded(wallS / batch.idealS, 3),
			httpRequestS: rounded(httpRequestS, 2),
		},
		poll: {
			...pollNumbers(poll.ours),
			fixed5: fixedEvery(poll, 5),
			fixed2: fixedEvery(poll, 2),
			fiveRpm: pollNumbers(fiveRpm),
		},
		memory: memoryNumbers(memory, ratios),
		throughput: {
			ratioToPipeline: rounded(ratios.toPipeline.median, 3),
			httpRequestRatioToPipeline: rounded(ratios.httpRequestToPipeline.median, 3),
			ratioToHttpRequest: rounded(ratios.toHttpRequest.median, 3),
			ratioToHttpRequestSpread: ends(ratios.toHttpRequest),
		},
		load: {
			ms: rounded(load.ms, 2),
			emptyNodeMs: rounded(load.emptyNodeMs, 2),
			httpRequestNodeMs: rounded(load.httpRequestNodeMs, 2),
			heapKB: rounded(load.heapKB, 0),
		},
		overhead: { msPerItem: rounded(overhead.get(1_000) ?? Number.NaN, 3) },
		package: { packedBytes, unpackedBytes },
	};
}

export type Summary = ReturnType<typeof summarise>;
