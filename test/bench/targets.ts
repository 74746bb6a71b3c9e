import type { Measured } from './measureAll';
import { certain, type Spread } from './statistics';
import { pairedRatios, type Summary } from './summary';

/** How much worse than its target a ratio may be before CI fails. */
export const SLACK = 1.5;

export interface Target {
	name: string;
	value: Spread;
	target: number;
	/** Compares two measures of the same run, so it holds on any machine. */
	isRatio: boolean;
}

/**
 * What is promised. An absolute measure depends on the machine, and never fails a run.
 *
 * @param summary from summarise
 */
export function targetsOf(summary: Summary, measured: Measured): Target[] {
	const { batch, poll, load, package: size } = summary;
	const paired = pairedRatios(measured);
	const ratio = (name: string, value: Spread | number, target: number): Target => ({
		name,
		value: typeof value === 'number' ? certain(value) : value,
		target,
		isRatio: true,
	});
	const absolute = (name: string, value: number, target: number): Target => ({
		...ratio(name, value, target),
		isRatio: false,
	});
	const { fixed5 } = poll;
	const perItem = (count: number) => measured.overhead.get(count) ?? Number.NaN;
	return [
		ratio('batch: time to best schedule', batch.ratio, 1.1),
		ratio('poll: wait to that of fixed 5 s', poll.meanOvershootS / fixed5.meanOvershootS, 0.6),
		ratio('poll: looks to those of fixed 5 s', poll.meanPolls / fixed5.meanPolls, 1),
		ratio('memory: 500 MB to HTTP Request', paired.memory, 0.9),
		ratio('memory: 40 x 20 MB to HTTP Request', paired.forty, 0.9),
		ratio('memory: 500 MB to 100 MB', paired.growth, 1.1),
		ratio('throughput: to a bare pipeline', paired.toPipeline, 1.25),
		ratio('throughput: to HTTP Request', paired.toHttpRequest, 1),
		ratio('load: to HTTP Request', load.ms / load.httpRequestNodeMs, 0.25),
		ratio('overhead: per item, 10,000 to 100 items', perItem(10_000) / perItem(100), 1.1),
		absolute('load: ms', load.ms, 15),
		absolute('overhead: ms of CPU per item', summary.overhead.msPerItem, 1),
		absolute('package: bytes packed', size.packedBytes, 150_000),
	];
}

/** Whether even the best that the samples allow is above the target. Nothing measured is missed. */
const isMissed = ({ value, target }: Target, slack = 1) => !(value.low <= target * slack);

/** "met", or "MISSED"; "undecided" where the median is above the target, and the spread is not. */
export function verdictOf(one: Target): string {
	const { value, target } = one;
	if (isMissed(one)) return 'MISSED';
	return value.median <= target ? 'met' : 'undecided';
}

const short = (value: number) => String(Number(value.toPrecision(3)));

/** "1.02 (0.98 to 1.11), target 1": a measure without its spread is computed, or taken once. */
export function describeTarget({ name, value, target }: Target): string {
	const { median, low, high } = value;
	const spread = low === high ? '' : ` (${short(low)} to ${short(high)})`;
	return `${name} ${short(median)}${spread}, target ${target}`;
}

/** What fails CI: ratios that are much worse than promised. */
export function failuresOf(targets: readonly Target[]): string[] {
	return targets.filter((one) => one.isRatio && isMissed(one, SLACK)).map(describeTarget);
}
