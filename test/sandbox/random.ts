function hash(text: string): number {
	let value = 2166136261;
	for (const character of text) {
		value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
	}
	return value >>> 0;
}

/**
 * The same numbers for the same seed, on every machine (mulberry32): from 0 to below 1.
 */
export function seededRandom(...seed: Array<string | number>): () => number {
	let state = hash(seed.join('/'));
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
