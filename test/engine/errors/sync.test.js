// Sync mode: every form of answer, and that what may be paid is never sent again.
const { loadEngine } = require('../../support/engine');
const { createRun, runOnce, summarise } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { VIDEO, errorOf } = require('./helpers.js');

jest.setTimeout(20_000);

let engine;
let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
const sync = (options = {}) => ({ ...VIDEO, options: { requestMode: 'sync', ...options } });
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 20 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

test.each(['bytes', 'json'])('the answer as %s becomes the video', async (syncAnswer) => {
	sandbox.configure({ syncAnswer });
	const { items, error } = await runOnce(engine, { parameters: sync(), credential: credential() });
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ status: 'COMPLETED', finished: true });
	expect(items[0].binary.data.mimeType).toBe('video/mp4');
});

const UNKNOWN = [
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'status', status: 502 }],
	['504 after acceptance', { kind: 'acceptedThen504' }],
	['a reset', { kind: 'acceptedThenReset' }],
	[
		'a JSON error with 200',
		{ kind: 'status', status: 200, body: { error: 'Internal Polling Error' } },
	],
	['a page with 200', { kind: 'wrongType' }],
	['a page as video/mp4', { kind: 'notVideo' }],
	['a video that breaks off', { kind: 'truncate' }],
	['a video that ends early without a length', { kind: 'truncateSilently' }],
];

test.each(UNKNOWN)('%s counts as perhaps paid, and no try sends it again', async (_, fault) => {
	sandbox.addFault({ ...fault, phase: 'sync' });
	const run = createRun(engine, {
		parameters: sync(),
		credential: credential(),
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});
	const { error } = summarise(await run.start().promise);
	expect(error.message).toMatch(/may have been accepted/);
	expect(error.context.code).toBe('outcome-unknown');
	expect(sandbox.requests.filter(({ phase }) => phase === 'sync')).toHaveLength(1);
});

test('429 is sent again', async () => {
	sandbox.addFault({ kind: 'rateLimit', resetMs: 10, phase: 'sync', times: 1 });
	const { items, error } = await runOnce(engine, { parameters: sync(), credential: credential() });
	expect(error).toBeUndefined();
	expect(items[0].json.finished).toBe(true);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test.each([
	['not waiting', { waitForCompletion: false }, {}, /^Wait for Completion must be on/],
	['not downloading', {}, { downloadVideo: false }, /^Download Video must be on/],
])('%s is refused before a request', async (_, parameters, options, words) => {
	const seen = await errorOf(engine, 'continueErrorOutput', {
		parameters: { ...sync(options), ...parameters },
		credential: credential(),
	});
	expect(seen.message).toMatch(words);
	expect(sandbox.requests).toEqual([]);
});
