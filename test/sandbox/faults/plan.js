'use strict';

const { seededRandom } = require('../random.js');
const { KINDS, asList, checkFault } = require('./kinds.js');

/**
 * @typedef {object} Fault and the parameters of its kind
 * @property {string} kind see README.md
 * @property {string | string[]} [phase] '*' when not given
 * @property {number} [times] at most so often
 * @property {number} [after] not to the first so many requests that it matches
 * @property {number} [probability] from the sandbox's seed and the fault's place
 * @property {{ bodyContains?: string, requestId?: string, slug?: string }} [match]
 *   `bodyContains` looks at the request's own body, or at its job's
 */

/** Decides which faults a request meets. */
class FaultPlan {
	constructor(seed) {
		this.seed = seed;
		this.clear();
	}

	clear() {
		this.entries = [];
		this.added = 0;
	}

	/** @param {Fault} fault */
	add(fault) {
		checkFault(fault);
		const random = seededRandom('fault', this.seed, this.added);
		this.added += 1;
		this.entries.push({
			fault: { ...fault },
			phases: asList(fault.phase ?? '*'),
			seen: 0,
			used: 0,
			random,
		});
	}

	list() {
		return this.entries.map(({ fault, seen, used }) => ({ ...fault, seen, used }));
	}

	/**
	 * @param {{ phase: string, slug: string | null, requestId: string | null }} record
	 * @param {(text: string) => boolean} bodyContains
	 * @returns {{ latencyMs: number, job: object, main: Fault | null }}
	 */
	pick(record, bodyContains) {
		const picked = { latencyMs: 0, job: {}, main: null };
		for (const entry of this.entries) {
			if (!matches(entry, record, bodyContains) || !isDue(entry)) continue;
			const { fault } = entry;
			if (!KINDS[fault.kind].adds && picked.main) continue;
			entry.used += 1;
			if (fault.kind === 'latency') picked.latencyMs += fault.ms;
			else if (fault.kind === 'job') Object.assign(picked.job, fault);
			else picked.main = fault;
		}
		return picked;
	}
}

function matches({ fault, phases }, record, bodyContains) {
	if (!phases.includes('*') && !phases.includes(record.phase)) return false;
	const { bodyContains: text, requestId, slug } = fault.match ?? {};
	if (requestId !== undefined && requestId !== record.requestId) return false;
	if (slug !== undefined && slug !== record.slug) return false;
	return text === undefined || bodyContains(text);
}

function isDue(entry) {
	const { after = 0, times = Infinity, probability = 1 } = entry.fault;
	entry.seen += 1;
	if (entry.seen <= after || entry.used >= times) return false;
	return entry.random() < probability;
}

module.exports = { FaultPlan };
