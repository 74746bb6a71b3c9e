'use strict';

const { seededRandom } = require('../random.js');

/** What can befall a request of each phase, unless the caller names the kinds. */
const KINDS_OF_PHASE = {
	submit: ['latency', 'status', 'rateLimit', 'reset', 'acceptedThenReset', 'acceptedThen504'],
	status: ['latency', 'status', 'rateLimit', 'reset', 'badJson', 'wrongType', 'truncate'],
	result: ['latency', 'status', 'rateLimit', 'reset', 'badJson', 'wrongType', 'truncate'],
	upload: ['latency', 'status', 'rateLimit', 'reset'],
	download: ['latency', 'status', 'reset', 'truncate', 'wrongType', 'notVideo'],
};

const pickOne = (list, random) => list[Math.floor(random() * list.length)];
const between = (from, to, random) => Math.round(from + random() * (to - from));

/** Parameters for kinds that need some, drawn from the same seed. */
const PARAMETERS = {
	latency: (random) => ({ ms: between(5, 60, random) }),
	status: (random) => ({ status: pickOne([500, 502, 503], random) }),
	rateLimit: (random) => (random() < 0.5 ? { resetMs: between(50, 500, random) } : {}),
	notVideo: (random) => ({ body: pickOne(['html', 'garbage'], random) }),
	jsonWith: () => ({ fields: { unexpected: true } }),
	hugeJson: () => ({ bytes: 5 * 1024 * 1024 }),
	redirect: () => ({ location: 'http://localhost:9{path}' }),
	job: () => ({ fails: 'The sandbox was told to fail this job' }),
};

/**
 * A plan that is the same for the same seed: for each phase it says which of its first `count`
 * requests meet a fault, and which. The faults are plain values, so a plan can be printed,
 * shortened and given to another process.
 *
 * @param {{ seed: number | string, rate: number, phases?: string[], kinds?: string[],
 *   count?: number }} wanted `rate` from 0 to 1; `kinds` holds for all phases
 * @returns {import('./plan.js').Fault[]}
 */
function seededFaults({ seed, rate, phases = Object.keys(KINDS_OF_PHASE), kinds, count = 500 }) {
	const faults = [];
	for (const phase of phases) {
		const random = seededRandom('plan', seed, phase);
		const choice = kinds ?? KINDS_OF_PHASE[phase] ?? ['latency', 'status', 'reset'];
		for (let after = 0; after < count; after += 1) {
			if (random() >= rate) continue;
			const kind = pickOne(choice, random);
			faults.push({ phase, kind, after, times: 1, ...PARAMETERS[kind]?.(random) });
		}
	}
	return faults;
}

module.exports = { seededFaults };
