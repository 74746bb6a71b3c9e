// Choices drawn from a seed: the same seed makes the same schedule.
const { seededRandom } = require('../sandbox/random.js');

/** @param {...(string | number)} seed */
function chanceOf(...seed) {
	const random = seededRandom(...seed);
	const between = (from, to) => from + Math.floor(random() * (to - from + 1));
	return {
		random,
		/** A whole number, both ends included. */
		between,
		is: (probability) => random() < probability,
		oneOf: (list) => list[Math.floor(random() * list.length)],
		/** `count` values made by `make(index)`. */
		many: (count, make) => Array.from({ length: count }, (_, index) => make(index)),
	};
}

module.exports = { chanceOf };
