// Every status that Segmind documents on the calls that cost nothing: what ends a paid job's poll
// names its ID, what passes is waited out.
const { loadEngine } = require('../../support/engine');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { runOnce } = require('../../support/runNode');
const { VIDEO, FAST, MODES, errorOf, expectReadable, pngItem } = require('./helpers.js');

jest.setTimeout(20_000);

let engine;
let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 30 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const error = (text) => ({ error: text });
const HTML = '<html><head><title>405 Method Not Allowed</title></head><body>no</body></html>';

/** What ends a poll at once, with the job's ID in the error. */
const POLL = [
	['400', { status: 400, body: error('odd') }, 'request-refused'],
	['401', { status: 401, body: error('Unauthorized') }, 'key-refused'],
	[
		'401 with a status of its own',
		{ status: 401, body: { status: 'error', error: 'expired key' } },
		'key-refused',
	],
	['402', { status: 402, body: error('Payment required') }, 'insufficient-credits'],
	['403', { status: 403, body: error('restricted') }, 'not-allowed'],
	['405 as HTML', { status: 405, body: HTML, contentType: 'text/html' }, 'wrong-base-url'],
	['406', { status: 406, body: error('Invalid content type') }, 'content-type-refused'],
	['410', { status: 410, body: error('gone') }, 'model-retired'],
	['302', { kind: 'redirect', location: 'http://elsewhere.example/{path}' }, 'wrong-base-url'],
];

describe.each(['status', 'result'])('the %s call of a paid job', (phase) => {
	const run = async (fault, options, onError = 'continueErrorOutput') => {
		sandbox.addFault({ kind: 'status', ...fault, phase });
		return await errorOf(engine, onError, {
			parameters: { ...VIDEO, options: { ...FAST, ...options } },
			credential: credential(),
		});
	};

	test.each(POLL)('%s ends with the request ID', async (_, fault, code) => {
		const seen = await run(fault);
		expectReadable(seen);
		expect(seen.details.code).toBe(code);
		const [{ requestId }] = sandbox.jobs;
		expect(seen.details).toMatchObject({ requestId, model: 'pixverse-4.5-video' });
		expect(seen.message).toContain(requestId);
		expect(seen.description).toMatch(/Job > Get/);
	});

	test('what passes is waited out: 5xx, a page, cut JSON, a reset', async () => {
		const faults = {
			'status 500': { kind: 'status', status: 500, body: error('oops') },
			// Not the job's own end: a gateway's word must not make a paid job count as failed.
			'status of a gateway': {
				kind: 'status',
				status: 500,
				body: { status: 'FAILED', error: 'x' },
			},
			'status 502': { kind: 'status', status: 502 },
			'status 503': { kind: 'status', status: 503 },
			'status 504': { kind: 'status', status: 504 },
			'a page': { kind: 'wrongType' },
			'cut JSON': { kind: 'badJson' },
			'a reset': { kind: 'reset' },
		};
		for (const [name, fault] of Object.entries(faults)) {
			sandbox.addFault({ ...fault, phase, times: 1, match: { bodyContains: name } });
		}
		const names = Object.keys(faults);
		const { items, error: failed } = await runOnce(engine, {
			parameters: { ...VIDEO, options: { ...FAST, maxConcurrentJobs: names.length } },
			items: names.map((prompt) => ({ json: { prompt } })),
			credential: credential(),
		});
		expect(failed).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(names.map(() => 'COMPLETED'));
		expect(sandbox.acceptedSubmits()).toHaveLength(names.length);
		const met = sandbox.requests.filter(({ fault }) => fault !== null).length;
		expect(met).toBe(names.length);
	});

	test('a server that stays down ends at the deadline, with the request ID and the way on', async () => {
		if (phase === 'result') return; // a finished job's result is waited for a minute more
		const seen = await run({ status: 502 }, { timeout: 0.02 });
		expect(seen.details).toMatchObject({ code: 'timeout', requestId: sandbox.jobs[0].requestId });
		expect(seen.description).toMatch(/Job > Get/);
	});

	test("422 with FAILED is the job's own end, and says that nothing was charged", async () => {
		const body = { status: 'FAILED', error: 'content_policy_violation', metrics: {} };
		const seen = await run({ status: 422, body });
		expect(seen.details.code).toBe('job-failed');
		expect(seen.message).toContain(sandbox.jobs[0].requestId);
		expect(seen.description).toMatch(/Nothing was charged.*content_policy_violation/);
	});
});

/** Calls that cost nothing, as operations of their own. */
const FREE = [
	['credits', { resource: 'account', operation: 'getCredits' }, [{ json: {} }]],
	[
		'historyList',
		{ resource: 'job', operation: 'getMany', returnAll: false, limit: 5 },
		[{ json: {} }],
	],
	['upload', { resource: 'asset', operation: 'upload', binaryPropertyName: 'data' }, [pngItem()]],
];

describe.each(FREE)('the %s call', (phase, parameters, items) => {
	test.each([
		...POLL.filter(([name]) => name !== '410'),
		['404', { status: 404, body: error('Not found') }, 'wrong-base-url'],
	])('%s', async (_, fault, code) => {
		if (phase === 'historyList' && fault.status === 404) return; // an empty list
		sandbox.addFault({ kind: 'status', ...fault, phase });
		for (const onError of MODES) {
			const seen = await errorOf(engine, onError, { parameters, items, credential: credential() });
			expectReadable(seen);
			expect(seen.details.code).toBe(code);
			expect(seen.itemIndex).toBe(0);
		}
	});
});

test('what costs nothing is asked again after a moment', async () => {
	const faults = [
		{ kind: 'status', status: 500, body: error('oops') },
		{ kind: 'rateLimit', resetMs: 10 },
		{ kind: 'reset' },
	];
	FREE.forEach(([phase], index) => sandbox.addFault({ ...faults[index], phase, times: 1 }));
	const runs = FREE.map(async ([, parameters, items]) => {
		return await runOnce(engine, { parameters, items, credential: credential() });
	});
	for (const { error: failed, items } of await Promise.all(runs)) {
		expect(failed).toBeUndefined();
		for (const { json } of items) expect(json).not.toHaveProperty('error');
	}
	for (const [phase] of FREE) {
		expect(sandbox.requests.filter((one) => one.phase === phase)).toHaveLength(2);
	}
});
