export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @throws RangeError where there are no values */
export function median(values: readonly number[]): number {
	const sorted = inOrder(values);
	const [low, high] = [
		valueAt(sorted, (sorted.length - 1) / 2),
		valueAt(sorted, sorted.length / 2),
	];
	return (low + high) / 2;
}

/** A measure that was repeated: its median, and between what the true one lies. */
export interface Spread {
	median: number;
	low: number;
	high: number;
	/** Whether there are enough samples for `low` and `high` to exclude a value. */
	isSure: boolean;
}

/** How sure it is that the true median lies between `low` and `high`, where the samples suffice. */
const CONFIDENCE = 0.9;

/** The fewest of which the outermost have the true median between them with that chance. */
const ENOUGH = 5;

/**
 * The median, and the closest pair of samples that has the true median between it with a chance of
 * at least 0.9, whatever the distribution (as Go's benchstat does it); of fewer than five samples
 * the outermost ones, which exclude nothing.
 */
export function spreadOf(samples: readonly number[]): Spread {
	const sorted = inOrder(samples);
	const count = sorted.length;
	// The chance that fewer than `cut` of the samples lie below the true median: tosses of a coin.
	let cut = 0;
	let tail = 0.5 ** count;
	while (cut + 1 < count / 2) {
		const next = tail + choose(count, cut + 1) * 0.5 ** count;
		if (1 - 2 * next < CONFIDENCE) break;
		tail = next;
		cut += 1;
	}
	return {
		median: median(sorted),
		low: valueAt(sorted, cut),
		high: valueAt(sorted, count - 1 - cut),
		isSure: count >= ENOUGH,
	};
}

/** What one way took against another that was measured in turn with it, pair by pair. */
export function ratioOfPairs(ours: readonly number[], theirs: readonly number[]): Spread {
	return spreadOf(ours.map((value, index) => value / valueAt(theirs, index)));
}

/** A value that is computed or counted, and the same each time. */
export const certain = (value: number): Spread => ({
	median: value,
	low: value,
	high: value,
	isSure: true,
});

/** The same in another unit. */
export const times = ({ median, low, high, isSure }: Spread, factor: number): Spread => ({
	median: median * factor,
	low: low * factor,
	high: high * factor,
	isSure,
});

const inOrder = (values: readonly number[]) => [...values].sort((a, b) => a - b);

function valueAt(values: readonly number[], index: number): number {
	const value = values[Math.floor(index)];
	if (value === undefined) throw new RangeError(`No sample ${index} among ${values.length}`);
	return value;
}

/** In how many ways so many of them can be chosen. */
function choose(count: number, chosen: number): number {
	return chosen === 0 ? 1 : (choose(count, chosen - 1) * (count - chosen + 1)) / chosen;
}
