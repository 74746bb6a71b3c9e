// Every fault that the sandbox can inject, in every phase, with parameters drawn from a seed.

/** These only end when the client gives up, which takes half a minute and more: before a Stop only. */
const SILENT = ['timeout', 'stall', 'acceptedThenTimeout'];

const JSON_FAULTS = [
	'latency',
	'status',
	'rateLimit',
	'redirect',
	'wrongType',
	'reset',
	'timeout',
	'stall',
	'truncate',
	'truncateSilently',
	'slowDrip',
	'badJson',
	'hugeJson',
	'deepJson',
	'jsonWith',
];

const KINDS = {
	submit: [
		...JSON_FAULTS,
		'acceptedThenReset',
		'acceptedThen504',
		'acceptedThenTimeout',
		'noRequestId',
		'weirdRequestId',
		'job',
	],
	status: [...JSON_FAULTS, 'expired'],
	result: [...JSON_FAULTS, 'expired', 'noUrl'],
	history: [...JSON_FAULTS, 'expired'],
	upload: JSON_FAULTS,
	sync: ['latency', 'rateLimit', 'reset', 'acceptedThenReset', 'acceptedThen504', 'truncate'],
	download: [
		'latency',
		'status',
		'redirect',
		'wrongType',
		'notVideo',
		'reset',
		'timeout',
		'stall',
		'truncate',
		'truncateSilently',
		'slowDrip',
	],
};

const PARAMETERS = {
	latency: (chance) => ({ ms: chance.between(5, 300) }),
	status: (chance) => ({ status: chance.oneOf([400, 403, 406, 500, 502, 503, 504, 524]) }),
	rateLimit: (chance) => ({ resetMs: chance.between(-500, 400) }),
	redirect: (chance, decoyUrl) => ({
		location: `${decoyUrl}{path}`,
		status: chance.oneOf([301, 302, 307]),
	}),
	notVideo: (chance) => ({ body: chance.oneOf(['html', 'garbage']) }),
	slowDrip: () => ({ bytesPerStep: 4096, everyMs: 20 }),
	hugeJson: (chance) => ({ bytes: chance.oneOf([100_000, 9_000_000]) }),
	deepJson: () => ({ depth: 20_000 }),
	jsonWith: (chance) => ({
		fields: chance.oneOf([{ poll_url: 'http://127.0.0.1:9/x' }, { status: 'ODD' }, { metrics: 7 }]),
	}),
	job: (chance) =>
		chance.oneOf([{ fails: 'moderated' }, { durationMs: 600 }, { resultShape: 'bare' }]),
};

/**
 * @param {object} chance
 * @param {{ isStopped: boolean, decoyUrl: string }} run
 * @returns {object[]} faults for `addFault`
 */
function faultsOf(chance, { isStopped, decoyUrl }) {
	return chance.many(chance.between(0, 8), () => {
		const phase = chance.oneOf(Object.keys(KINDS));
		const kinds = KINDS[phase].filter((kind) => isStopped || !SILENT.includes(kind));
		const kind = chance.oneOf(kinds);
		const parameters = PARAMETERS[kind]?.(chance, decoyUrl) ?? {};
		const times = chance.is(0.7) ? 1 : chance.between(2, 4);
		return { phase, kind, times, after: chance.between(0, 8), ...parameters };
	});
}

module.exports = { faultsOf };
