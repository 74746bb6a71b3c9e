import type { Installed } from './installed';
import { compare } from './inTurn';
import type { Measured } from './measureAll';
import { BATCH, type Batch } from './measures/batch';
import { MEMORY, THROUGHPUT, VIDEOS, type Memory } from './measures/downloads';
import { growthOf } from './measures/growth';
import type { ItemCosts } from './measures/items';
import { LOAD, type Load } from './measures/load';
import { DRY_RUN } from './measures/overhead';
import type { SimulatedPolls, Watched } from './measures/poll';
import type { ReuseCosts } from './measures/reuse';
import type { PollCosts } from './measures/trigger';
import { MATCHINGS } from './protocol';
import { median, ratioOfPairs, spreadOf, type Spread } from './statistics';

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

const ends = ({ low, high }: Spread) => [rounded(low, 3), rounded(high, 3)];

/** Of a way that this run has left out there is no median. */
const medianOf = (samples: readonly number[] = []) =>
	samples.length > 0 ? median(samples) : Number.NaN;

function batchNumbers({ items, idealS, toIdeal }: Batch) {
	const ratio = compare(toIdeal, BATCH.toBestSchedule);
	return {
		items,
		wallS: rounded(ratio.median * idealS, 2),
		idealS: rounded(idealS, 2),
		ratio: rounded(ratio.median, 3),
		ratioSpread: ends(ratio),
		httpRequestS: rounded(medianOf(toIdeal.httpRequest) * idealS, 2),
	};
}

function memoryNumbers(memory: Memory) {
	const mb = (samples?: number[]) => rounded(medianOf(samples), 1);
	const [big, forty] = [
		compare(memory, MEMORY.toHttpRequest),
		compare(memory, MEMORY.fortyToHttpRequest),
	];
	return {
		fileMB: VIDEOS.big.sizeMB,
		peakDeltaMB: mb(memory['big node']),
		peakDelta100MB: mb(memory['middle node']),
		httpRequestPeakDeltaMB: mb(memory['big httpRequest']),
		fortyPeakDeltaMB: mb(memory['many node']),
		httpRequestFortyPeakDeltaMB: mb(memory['many httpRequest']),
		ratio: rounded(big.median, 3),
		ratioSpread: ends(big),
		fortyRatio: rounded(forty.median, 3),
		fortyRatioSpread: ends(forty),
	};
}

function throughputNumbers(seconds: Measured['throughput']) {
	const toHttpRequest = compare(seconds, THROUGHPUT.toHttpRequest);
	return {
		ratioToPipeline: rounded(compare(seconds, THROUGHPUT.toPipeline).median, 3),
		httpRequestRatioToPipeline: rounded(
			ratioOfPairs(seconds.httpRequest ?? [], seconds.pipeline ?? []).median,
			3,
		),
		ratioToHttpRequest: rounded(toHttpRequest.median, 3),
		ratioToHttpRequestSpread: ends(toHttpRequest),
	};
}

function loadNumbers({ ms, cpuMs, heapKB }: Load) {
	const [cpu, ratio] = [compare(cpuMs, LOAD.ms), compare(cpuMs, LOAD.toHttpRequest)];
	return {
		ms: rounded(medianOf(ms.node), 2),
		cpuMs: rounded(cpu.median, 2),
		cpuMsSpread: ends(cpu),
		emptyNodeMs: rounded(medianOf(ms.emptyNode), 2),
		httpRequestNodeMs: rounded(medianOf(ms.httpRequest), 2),
		httpRequestNodeCpuMs: rounded(medianOf(cpuMs.httpRequest), 2),
		ratioToHttpRequest: rounded(ratio.median, 3),
		ratioToHttpRequestSpread: ends(ratio),
		heapKB: rounded(medianOf(heapKB), 0),
	};
}

/** The figures of the biggest execution. */
function itemNumbers({ counts, cpuMs, last }: ItemCosts) {
	const items = counts.at(-1) ?? 0;
	const result = last.get(items);
	const perItem = (value = Number.NaN, digits = 1) => rounded(value / items, digits);
	const growth = compare(cpuMs, growthOf(counts));
	return {
		items,
		cpuMsPerItem: rounded(medianOf(cpuMs[items]), 2),
		cpuGrowth: rounded(growth.median, 3),
		cpuGrowthSpread: ends(growth),
		peakKBPerItem: perItem((result?.peakMB ?? Number.NaN) * 1000),
		heldKBPerItem: perItem((result?.heldMB ?? Number.NaN) * 1000),
		contextBytesPerJob: perItem(result?.contextBytes, 0),
		storedBytesPerJob: perItem(result?.storedBytes, 0),
	};
}

function triggerNumbers(polled: PollCosts) {
	const { rows, polls, requests, cpuMs, firstHeapMB, lastHeapMB } = polled;
	const spread = spreadOf(cpuMs);
	return {
		rows,
		polls,
		requestsPerPoll: rounded(requests / polls, 3),
		cpuMsPerPoll: rounded(spread.median, 2),
		cpuMsPerPollSpread: ends(spread),
		firstHeapMB: rounded(firstHeapMB, 2),
		lastHeapMB: rounded(lastHeapMB, 2),
	};
}

function reuseNumbers(reuse: ReuseCosts) {
	const { items, rows, readsPerRun, requestsPerRun, cpuMsPerItem, match } = reuse;
	const matched = MATCHINGS.map((matching) => medianOf(match[matching]));
	return {
		items,
		rows,
		readsPerRun: rounded(readsPerRun, 3),
		requestsPerRun,
		/** Of the matching that takes longest. */
		matchCpuMs: rounded(Math.max(...matched), 1),
		cpuMsPerItem: rounded(cpuMsPerItem, 3),
	};
}

/** The last line of the output: numbers only, under names that do not change. */
export function summarise(
	measured: Measured,
	{ packedBytes, unpackedBytes }: Pick<Installed, 'packedBytes' | 'unpackedBytes'>,
) {
	const { poll, fiveRpm, overhead } = measured;
	return {
		batch: batchNumbers(measured.batch),
		poll: {
			...pollNumbers(poll.ours),
			fixed5: fixedEvery(poll, 5),
			fixed2: fixedEvery(poll, 2),
			fiveRpm: pollNumbers(fiveRpm),
		},
		memory: memoryNumbers(measured.memory),
		throughput: throughputNumbers(measured.throughput),
		load: loadNumbers(measured.load),
		overhead: { msPerItem: rounded(compare(overhead.cpuMs, DRY_RUN).median, 3) },
		items: itemNumbers(measured.items),
		trigger: triggerNumbers(measured.trigger),
		reuse: reuseNumbers(measured.reuse),
		package: { packedBytes, unpackedBytes },
	};
}

export type Summary = ReturnType<typeof summarise>;
