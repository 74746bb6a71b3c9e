// Answers that nobody should trust: huge, deep, of wrong types; and hostile JSON of the user's own.
const { loadEngine } = require('../../support/engine');
const { runOnce } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { VIDEO, FAST, errorOf, expectReadable, pngItem } = require('../errors/helpers.js');

jest.setTimeout(20_000);

let engine;
let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 20 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const MB = 1024 * 1024;
const HUGE = { kind: 'hugeJson', bytes: 50 * MB };

test.each(['status', 'result'])('50 MB of JSON from the %s call are not read', async (phase) => {
	sandbox.addFault({ ...HUGE, phase, times: 1 });
	const used = () => process.memoryUsage().external + process.memoryUsage().heapUsed;
	const before = used();
	let peak = 0;
	const watch = setInterval(() => {
		peak = Math.max(peak, used() - before);
	}, 5);
	const { items, error } = await runOnce(engine, {
		parameters: { ...VIDEO, options: FAST },
		credential: credential(),
	});
	clearInterval(watch);
	expect(error).toBeUndefined();
	expect(items[0].json.finished).toBe(true);
	expect(sandbox.requests.filter(({ fault }) => fault === 'hugeJson')).toHaveLength(1);
	expect(peak).toBeLessThan(50 * MB);
});

test.each([
	['deep JSON', { kind: 'deepJson', depth: 100_000 }],
	[
		'wrong types everywhere',
		{ kind: 'jsonWith', fields: { metrics: 'x', seed: {}, timings: [[]], prompt: 7 } },
	],
	[
		'NaN-like numbers',
		{
			kind: 'jsonWith',
			fields: {
				metrics: { cost: 'NaN', inference_time: null, remaining_credits: [1] },
				seed: '1e999',
			},
		},
	],
	['prototype keys', { kind: 'jsonWith', fields: { constructor: { prototype: { polluted: 1 } } } }],
])('%s in the result leaves the video as it is', async (_, fault) => {
	sandbox.addFault({ ...fault, phase: ['status', 'result'] });
	const { items, error } = await runOnce(engine, {
		parameters: { ...VIDEO, options: FAST },
		credential: credential(),
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ finished: true, status: 'COMPLETED' });
	expect(items[0].json).not.toHaveProperty('polluted');
	expect({}.polluted).toBeUndefined();
	for (const name of ['cost', 'seed', 'inferenceTime', 'remainingCredits']) {
		if (name in items[0].json) expect(Number.isFinite(items[0].json[name])).toBe(true);
	}
});

test.each([
	['a number', 7],
	['a list of numbers', [7]],
	['text that is no address', 'Note: done'],
	['an object', { href: 1 }],
	['null', null],
])('a result whose address is %s names its fields', async (_, output) => {
	sandbox.configure({ resultShape: () => ({ output, extra: 1 }) });
	const seen = await errorOf(engine, 'continueRegularOutput', {
		parameters: { ...VIDEO, options: FAST },
		credential: credential(),
	});
	expect(seen.details).toMatchObject({ code: 'result-without-url' });
	expect(seen.description).toMatch(/output.*extra/);
});

test('text of another model that looks a little like an address is handed over', async () => {
	sandbox.configure({
		models: [{ slug: 'writer' }],
		resultShape: () => ({ output: 'Note: done' }),
	});
	const { items, error } = await runOnce(engine, {
		parameters: {
			resource: 'video',
			operation: 'custom',
			modelSlug: 'writer',
			body: '{}',
			options: FAST,
		},
		credential: credential(),
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ finished: true, output: { output: 'Note: done' } });
});

test.each([
	['credits', { resource: 'account', operation: 'getCredits' }, '{"credits":"much"}'],
	['historyList', { resource: 'job', operation: 'getMany' }, '{"rows":7}'],
	[
		'upload',
		{ resource: 'asset', operation: 'upload', binaryPropertyName: 'data' },
		'{"file_urls":[7]}',
	],
])('%s answered with what is none: %j %s', async (phase, parameters, body) => {
	sandbox.addFault({ kind: 'status', status: 200, phase, body, contentType: 'application/json' });
	const seen = await errorOf(engine, 'continueErrorOutput', {
		parameters,
		items: [pngItem()],
		credential: credential(),
	});
	expectReadable(seen);
	expect(seen.details.code).toBe('unexpected-answer');
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
	'%s in Extra API Fields does no harm',
	async (name) => {
		const additionalBody = `{"${name}": {"polluted": true}, "extra": 1}`;
		const { items, errorItems } = await runOnce(engine, {
			parameters: { ...VIDEO, options: { ...FAST, additionalBody } },
			credential: credential(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect([...items, ...errorItems]).toHaveLength(1);
		expect({}.polluted).toBeUndefined();
		expect(Object.prototype.polluted).toBeUndefined();
		for (const { body } of sandbox.acceptedSubmits()) expect(body.extra).toBe(1);
	},
);
