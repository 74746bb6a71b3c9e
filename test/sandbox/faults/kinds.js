'use strict';

const { ALTERING, REPLACING } = require('./answers.js');
const { DELIVERING } = require('./delivery.js');

const PHASES = [
	'submit',
	'status',
	'result',
	'sync',
	'upload',
	'history',
	'historyList',
	'credits',
	'download',
	'asset',
	'other',
];

/**
 * These go together with others; of all other kinds, the first that is due applies.
 * `latency` { ms } waits before anything is done; `job` { fails, durationMs, videoBytes,
 * resultShape } changes the job that a submit makes.
 */
const ADDING = { latency: { needs: ['ms'] }, job: {} };

const each = (kinds, defaults) =>
	Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { ...defaults, ...kind }]));

/**
 * Every kind of fault. `processes`: the request is carried out, a submit is accepted.
 * `hurries`: a v1 call does not wait for its job first.
 */
const KINDS = {
	...each(ADDING, { processes: true, adds: true }),
	...each(REPLACING, { processes: false }),
	...each(ALTERING, { processes: true }),
	...each(DELIVERING, {}),
};

const asList = (value) => (Array.isArray(value) ? value : [value]);

/** Throws a TypeError that says what is wrong with a fault. */
function checkFault(fault) {
	const kind = KINDS[fault?.kind];
	if (!kind) {
		throw new TypeError(
			`There is no fault "${fault?.kind}". There are: ${Object.keys(KINDS).join(', ')}`,
		);
	}
	for (const phase of asList(fault.phase ?? '*')) {
		if (phase !== '*' && !PHASES.includes(phase)) {
			throw new TypeError(`There is no phase "${phase}". There are: *, ${PHASES.join(', ')}`);
		}
	}
	for (const name of kind.needs ?? []) {
		if (fault[name] === undefined) throw new TypeError(`Fault ${fault.kind} needs "${name}"`);
	}
}

module.exports = { KINDS, PHASES, checkFault, asList };
