// What is measured beside something else is measured in turn with it, until it is clear which of
// both it is: whatever slows the machine down meets both alike.
import { ratioOfPairs, spreadOf, type Spread } from './statistics';

/** Samples by way, in the order in which they were taken: those of one place are a pair. */
export type Samples<Way extends string = string> = Partial<Record<Way, number[]>>;

/** What is promised of a way. */
export interface Comparison {
	/** The way that is judged. */
	ours: string;
	/** What it is divided by, pair by pair; absent where the limit is an absolute one. */
	theirs?: string | undefined;
	limit: number;
}

/** How often all ways are measured. */
export interface Rounds {
	/** Without regard to what they show. */
	least: number;
	/** Where they show nothing clear. */
	most: number;
	/** After so many seconds no further round begins that is not one of the least. */
	patienceS: number;
}

export interface Turns<Way extends string> extends Rounds {
	ways: readonly Way[];
	comparisons: readonly Comparison[];
	/** Measures one way once. */
	take(way: Way): Promise<number>;
	/** Milliseconds of any clock; the process's own unless given. */
	now?: () => number;
}

/** @throws RangeError where a way was not measured */
export function compare(samples: Samples, { ours, theirs }: Comparison): Spread {
	const mine = samples[ours] ?? [];
	if (theirs === undefined) return spreadOf(mine);
	const beside = samples[theirs] ?? [];
	// Another comparison may have gone on with one of the two: pairs are the rounds of both.
	const pairs = Math.min(mine.length, beside.length);
	return ratioOfPairs(mine.slice(0, pairs), beside.slice(0, pairs));
}

/** Whether the samples are all that is needed to say that it is met, or missed. */
export function isDecided(value: Spread, limit: number): boolean {
	return value.high <= limit || (value.isSure && value.low > limit);
}

/**
 * Measures all ways in turn, the other way round every second time, so that none always comes after
 * the same one. After `least` rounds only what an undecided comparison needs is measured on.
 */
export async function takeInTurn<Way extends string>(turns: Turns<Way>): Promise<Samples<Way>> {
	const { ways, comparisons, least, most, patienceS, now = () => performance.now() } = turns;
	const startedMs = now();
	const samples: Samples<Way> = {};
	const needed = (way: Way) =>
		comparisons
			.filter(({ ours, theirs }) => way === ours || way === theirs)
			.some((comparison) => !isDecided(compare(samples, comparison), comparison.limit));
	for (let round = 0; round < most; round += 1) {
		if (round >= least && now() - startedMs > patienceS * 1000) break;
		const wanted = round < least ? [...ways] : ways.filter(needed);
		for (const way of round % 2 === 0 ? wanted : wanted.reverse()) {
			(samples[way] ??= []).push(await turns.take(way));
		}
	}
	return samples;
}
