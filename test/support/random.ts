// Numbers and choices drawn from a seed: the same seed gives the same ones, on every machine.

import { seededRandom } from '../sandbox/random';

export { seededRandom };

/** A draw from the normal distribution around 0 with standard deviation 1 (Box and Muller). */
export function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface Chance {
	random(): number;
	/** A whole number, both ends included. */
	between(from: number, to: number): number;
	is(probability: number): boolean;
	oneOf<T>(list: readonly T[]): T;
	/** `count` values made by `make(index)`. */
	many<T>(count: number, make: (index: number) => T): T[];
}

export function chanceOf(...seed: Array<string | number>): Chance {
	const random = seededRandom(...seed);
	return {
		random,
		between: (from, to) => from + Math.floor(random() * (to - from + 1)),
		is: (probability) => random() < probability,
		oneOf(list) {
			const at = Math.floor(random() * list.length);
			for (const one of list.slice(at)) return one;
			throw new RangeError('There is nothing to choose from');
		},
		many: (count, make) => Array.from({ length: count }, (_, index) => make(index)),
	};
}
