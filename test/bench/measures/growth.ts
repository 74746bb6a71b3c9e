import type { Comparison } from '../inTurn';
import { LIMITS } from '../limits';

/** What an item costs among the most, to what it costs among the fewest; numbers ascending. */
export function growthOf(counts: readonly number[]): Comparison {
	return { ours: String(counts.at(-1)), theirs: String(counts[0]), limit: LIMITS.perItemGrowth };
}
