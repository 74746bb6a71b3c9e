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
 * `latency` waits before anything is done; `job` changes the job that a submit makes.
 */
const ADDING = {
	latency: { needs: ['ms'] },
	job: { takes: ['fails', 'durationMs', 'videoBytes', 'resultShape'] },
};

const each = (kinds, defaults) =>
	Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { ...defaults, ...kind }]));

/**
 * Every kind of fault, with the parameters that it `needs` and `takes`. `processes`: the request
 * is carried out, a submit is accepted. `hurries`: a v1 call does not wait for its job first.
 */
const KINDS = {
	...each(ADDING, { processes: true, adds: true }),
	...each(REPLACING, { processes: false }),
	...each(ALTERING, { processes: true }),
	...DELIVERING,
};

const COMMON = ['kind', 'phase', 'times', 'after', 'probability', 'match'];
const MATCHES = ['bodyContains', 'requestId', 'slug'];

const asList = (value) => (Array.isArray(value) ? value : [value]);

function checkNames(what, given, known) {
	const wrong = Object.keys(given).find((name) => !known.includes(name));
	if (wrong) throw new TypeError(`${what} has no "${wrong}". It has: ${known.join(', ')}`);
}

/** Throws a TypeError that says what is wrong with a fault. */
function checkFault(fault) {
	const kind = KINDS[fault?.kind];
	if (!kind) {
		throw new TypeError(
			`There is no fault "${fault?.kind}". There are: ${Object.keys(KINDS).join(', ')}`,
		);
	}
	const { needs = [], takes = [] } = kind;
	checkNames(`Fault ${fault.kind}`, fault, [...COMMON, ...needs, ...takes]);
	checkNames('match', fault.match ?? {}, MATCHES);
	for (const phase of asList(fault.phase ?? '*')) {
		if (phase !== '*' && !PHASES.includes(phase)) {
			throw new TypeError(`There is no phase "${phase}". There are: *, ${PHASES.join(', ')}`);
		}
	}
	for (const name of needs) {
		if (fault[name] === undefined) throw new TypeError(`Fault ${fault.kind} needs "${name}"`);
	}
}

module.exports = { ADDING, KINDS, PHASES, checkFault, asList };
