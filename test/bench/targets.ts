import type { Installed } from './installed';
import { compare, type Comparison, type Samples } from './inTurn';
import { LIMITS, USUAL_HTTP_REQUEST_LOAD_MS } from './limits';
import type { Measured } from './measureAll';
import { BATCH } from './measures/batch';
import { MEMORY, THROUGHPUT } from './measures/downloads';
import { growthOf } from './measures/growth';
import { LOAD } from './measures/load';
import { DRY_RUN } from './measures/overhead';
import { MATCHES } from './measures/reuse';
import type { ItemsResult } from './protocol';
import { certain, spreadOf, times, type Spread } from './statistics';

/** How much worse than its target a ratio may be before CI fails. */
export const SLACK = 1.5;

export interface Target {
	name: string;
	value: Spread;
	target: number;
	/** The same as it would be where its reference takes as long as usual: a machine may be slow. */
	inProportion?: Spread;
	/** Compares two measures of the same run, so it holds on any machine. */
	isRatio: boolean;
}

const ratio = (name: string, value: Spread, target: number): Target => ({
	name,
	value,
	target,
	isRatio: true,
});

const absolute = (name: string, value: Spread, target: number): Target => ({
	...ratio(name, value, target),
	isRatio: false,
});

/** What is promised. An absolute measure depends on the machine, and never fails a run. */
export function targetsOf(measured: Measured, { packedBytes }: Pick<Installed, 'packedBytes'>) {
	return [
		...beside(measured),
		...perItem(measured),
		...ofTheHistory(measured),
		absolute('package: bytes packed', certain(packedBytes), LIMITS.packedBytes),
	];
}

function beside({ batch, poll, memory, throughput, load }: Measured): Target[] {
	const judged = (name: string, samples: Samples, comparison: Comparison) =>
		ratio(name, compare(samples, comparison), comparison.limit);
	const { ours, fixed } = poll;
	const every5 = fixed.find(({ gapS }) => gapS === 5);
	const toEvery5 = (part: 'meanOvershootS' | 'meanPolls') =>
		certain(ours[part] / (every5?.[part] ?? Number.NaN));
	const heapKB = spreadOf(load.heapKB);
	return [
		judged('batch: time to best schedule', batch.toIdeal, BATCH.toBestSchedule),
		ratio('poll: wait to that of fixed 5 s', toEvery5('meanOvershootS'), LIMITS.pollWaitToFixed),
		ratio('poll: looks to those of fixed 5 s', toEvery5('meanPolls'), LIMITS.pollLooksToFixed),
		judged('memory: 500 MB to HTTP Request', memory, MEMORY.toHttpRequest),
		judged('memory: 40 videos to HTTP Request', memory, MEMORY.fortyToHttpRequest),
		judged('memory: 500 MB to 100 MB', memory, MEMORY.growth),
		judged('throughput: to a bare pipeline', throughput, THROUGHPUT.toPipeline),
		judged('throughput: to HTTP Request', throughput, THROUGHPUT.toHttpRequest),
		judged('load: to HTTP Request', load.cpuMs, LOAD.toHttpRequest),
		{
			...absolute('load: ms of CPU, both nodes', compare(load.cpuMs, LOAD.ms), LOAD.ms.limit),
			inProportion: times(compare(load.cpuMs, LOAD.toHttpRequest), USUAL_HTTP_REQUEST_LOAD_MS),
		},
		absolute('load: kB of heap, both nodes', heapKB, LIMITS.loadHeapKB),
	];
}

function perItem({ overhead, items }: Measured): Target[] {
	const { counts, cpuMs, last } = items;
	const [few, many] = [counts[0] ?? Number.NaN, counts.at(-1) ?? Number.NaN];
	const growth = growthOf(counts);
	const of = (count: number, part: keyof ItemsResult) =>
		(last.get(count)?.[part] ?? Number.NaN) / count;
	const grown = (part: keyof ItemsResult) => certain(of(many, part) / of(few, part));
	const among = `per item, ${many} to ${few} items`;
	const dryRunGrowth = growthOf(overhead.counts);
	return [
		absolute('overhead: ms of CPU per item', compare(overhead.cpuMs, DRY_RUN), DRY_RUN.limit),
		ratio(
			`overhead: per item, ${dryRunGrowth.ours} to ${dryRunGrowth.theirs} items`,
			compare(overhead.cpuMs, dryRunGrowth),
			dryRunGrowth.limit,
		),
		ratio(`items: CPU ${among}`, compare(cpuMs, growth), growth.limit),
		ratio(`items: held memory ${among}`, grown('heldMB'), LIMITS.perItemGrowth),
		absolute(
			"items: bytes per job in the execution's data",
			certain(of(many, 'contextBytes')),
			LIMITS.contextBytesPerJob,
		),
	];
}

function ofTheHistory({ trigger, reuse }: Measured): Target[] {
	const { requests, polls, cpuMs, firstHeapMB, lastHeapMB } = trigger;
	return [
		ratio(
			'trigger: requests per poll without news',
			certain(requests / polls),
			LIMITS.requestsPerPoll,
		),
		absolute('trigger: ms of CPU per poll without news', spreadOf(cpuMs), LIMITS.cpuMsPerPoll),
		ratio(
			'trigger: heap after the polls to before',
			certain(lastHeapMB / firstHeapMB),
			LIMITS.pollHeapGrowth,
		),
		ratio(
			'reuse: reads of the history per run',
			certain(reuse.readsPerRun),
			LIMITS.historyReadsPerRun,
		),
		...MATCHES.map((matching) =>
			absolute(
				`reuse: ms of CPU, ${matching.ours} items`,
				compare(reuse.match, matching),
				matching.limit,
			),
		),
	];
}

/** Whether even the best of the spread is above the target. What is no number is, too. */
const isAbove = (value: Spread, target: number) => !(value.low <= target);

type Verdict = 'met' | 'undecided' | 'MISSED';

function judge(value: Spread, target: number): Verdict {
	if (value.isSure && isAbove(value, target)) return 'MISSED';
	return value.median <= target ? 'met' : 'undecided';
}

/**
 * "met", or "MISSED"; "undecided" where the median is above the target, and the spread does not
 * exclude it. What is met in proportion is met: then the machine is slow.
 */
export function verdictOf({ value, inProportion = value, target }: Target): Verdict {
	const verdicts = [judge(value, target), judge(inProportion, target)];
	return (['met', 'undecided'] as const).find((one) => verdicts.includes(one)) ?? 'MISSED';
}

const short = (value: number) => String(Number(value.toPrecision(3)));

/** "1.02 (0.98 to 1.11)": a measure without its spread is computed, or taken once. */
function written({ median, low, high }: Spread): string {
	return low === high ? short(median) : `${short(median)} (${short(low)} to ${short(high)})`;
}

/** "time 1.02 (0.98 to 1.11), target 1" */
export function describeTarget({ name, value, inProportion, target }: Target): string {
	const scaled = inProportion ? `, in proportion ${written(inProportion)}` : '';
	return `${name} ${written(value)}${scaled}, target ${target}`;
}

/** What fails CI: ratios that are much worse than promised in all that was sampled of them. */
export function failuresOf(targets: readonly Target[]): string[] {
	return targets
		.filter(({ isRatio, value, target }) => isRatio && isAbove(value, target * SLACK))
		.map(describeTarget);
}
