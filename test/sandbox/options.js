'use strict';

const { SANDBOX_KEY } = require('./keys.js');
const { RESULT_SHAPES } = require('./resultShapes.js');

const HOUR_MS = 3_600_000;

/**
 * Every option, with what it is when not given. README.md explains each.
 * `fixed` ones hold for the life of the server; all others can be changed by `configure`.
 */
const DEFAULTS = {
	apiKeys: [SANDBOX_KEY],
	credits: 100,
	freeCredits: 0,
	jobDurationMs: 3000,
	queueMs: null,
	rateLimitPerMinute: null,
	pollsCount: true,
	syncAnswer: 'bytes',
	uploadAnswer: 'file_urls',
	historyIds: 'hex',
	historyEnvelope: 'data',
	resultShape: 'documented',
	recordTtlMs: HOUR_MS,
	fileTtlMs: 7 * 24 * HOUR_MS,
	videoBytes: null,
	accountEmail: 'sandbox.user@example.com',
	publicUrl: null,
	models: [],
	faults: [],
	seed: 1,
	log: null,
	onRequest: null,
};

const FIXED_DEFAULTS = { port: 0, host: '127.0.0.1', clock: null };

const isCount = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isFunction = (value) => typeof value === 'function';
const oneOf = (...allowed) => ({
	says: `one of ${allowed.join(', ')}`,
	holds: (value) => allowed.includes(value),
});
const orNothing = (rule) => ({
	says: `${rule.says}, or null`,
	holds: (value) => value === null || rule.holds(value),
});

const count = { says: 'a number from 0', holds: isCount };
const countOrFunction = {
	says: 'a number from 0, or a function (body, n, slug) => number',
	holds: (value) => isCount(value) || isFunction(value),
};
const text = { says: 'a text', holds: (value) => typeof value === 'string' };
const flag = { says: 'true or false', holds: (value) => typeof value === 'boolean' };
const list = { says: 'a list', holds: Array.isArray };

const RULES = {
	port: count,
	host: text,
	clock: orNothing({ says: 'an object with now()', holds: (value) => isFunction(value?.now) }),
	apiKeys: list,
	credits: count,
	freeCredits: count,
	jobDurationMs: countOrFunction,
	queueMs: orNothing(countOrFunction),
	rateLimitPerMinute: orNothing(count),
	pollsCount: flag,
	syncAnswer: oneOf('bytes', 'json'),
	uploadAnswer: oneOf('file_urls', 'urls'),
	historyIds: oneOf('hex', 'uuid'),
	historyEnvelope: orNothing(text),
	resultShape: {
		says: `a function (body, job) => object, or one of ${RESULT_SHAPES.join(', ')}`,
		holds: (value) => isFunction(value) || RESULT_SHAPES.includes(value),
	},
	recordTtlMs: count,
	fileTtlMs: count,
	videoBytes: orNothing(countOrFunction),
	accountEmail: text,
	publicUrl: orNothing(text),
	models: list,
	faults: list,
	seed: {
		says: 'a number or a text',
		holds: (value) => ['number', 'string'].includes(typeof value),
	},
	log: orNothing({ says: 'a function (line, record) => void', holds: isFunction }),
	onRequest: orNothing({ says: 'a function (record) => void', holds: isFunction }),
};

function check(given, known) {
	for (const [name, value] of Object.entries(given)) {
		if (!(name in known)) {
			throw new TypeError(
				`The sandbox has no option "${name}" here. It has: ${Object.keys(known).join(', ')}`,
			);
		}
		if (!RULES[name].holds(value)) {
			throw new TypeError(`The sandbox's option "${name}" must be ${RULES[name].says}`);
		}
	}
}

const withoutUndefined = (given) =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** The options to start with: those given over the defaults. Throws a TypeError on a wrong one. */
function startOptions(given = {}) {
	const wanted = withoutUndefined(given);
	const all = { ...FIXED_DEFAULTS, ...DEFAULTS };
	check(wanted, all);
	return { ...all, ...wanted };
}

/** What `configure` may change, checked. Throws a TypeError on a wrong or fixed option. */
function changedOptions(given = {}) {
	const wanted = withoutUndefined(given);
	check(wanted, DEFAULTS);
	return wanted;
}

const OPTION_NAMES = Object.keys(RULES);

module.exports = { OPTION_NAMES, startOptions, changedOptions };
