// The form of what went wrong under "continue": which item goes where, what it holds, and that what
// concerns the whole run becomes one item per input item.
const { loadEngine } = require('../../support/engine');
const { createRun, runOnce } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { VIDEO, FAST } = require('./helpers.js');

jest.setTimeout(20_000);

let engine;
let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
const GOING_ON = ['continueRegularOutput', 'continueErrorOutput'];
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 20 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const prompts = (...list) => list.map((prompt) => ({ json: { prompt } }));

test.each(GOING_ON)('one bad item of three, %s', async (onError) => {
	sandbox.addFault({
		kind: 'status',
		status: 403,
		phase: 'submit',
		body: { error: 'restricted' },
		match: { bodyContains: 'bad' },
	});
	const { items, errorItems, error } = await runOnce(engine, {
		parameters: { ...VIDEO, options: FAST },
		items: prompts('one', 'bad', 'three'),
		credential: credential(),
		settings: { onError },
	});
	expect(error).toBeUndefined();
	const wrong = onError === 'continueErrorOutput' ? errorItems[0] : items[1];
	expect(wrong.json).toMatchObject({
		error: 'The Segmind account may not use pixverse-4.5-video',
		message: 'The Segmind account may not use pixverse-4.5-video',
		details: { model: 'pixverse-4.5-video', httpCode: 403, code: 'not-allowed' },
	});
	expect(wrong).not.toHaveProperty('error');
	expect(wrong.pairedItem).toMatchObject({ item: 1 });
	const good = items.filter(({ json }) => json.finished === true);
	expect(good.map(({ pairedItem }) => pairedItem.item)).toEqual([0, 2]);
	for (const item of good) expect(item.binary.data.mimeType).toBe('video/mp4');
	expect(items).toHaveLength(onError === 'continueErrorOutput' ? 2 : 3);
	expect(errorItems).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
});

test('the nodes behind both outputs get their items', async () => {
	sandbox.addFault({
		kind: 'status',
		status: 403,
		phase: 'submit',
		match: { bodyContains: 'bad' },
	});
	const { promise } = createRun(engine, {
		parameters: { ...VIDEO, options: FAST },
		items: prompts('good', 'bad'),
		credential: credential(),
		settings: { onError: 'continueErrorOutput' },
	}).start();
	const { runData } = (await promise).data.resultData;
	expect(runData.After[0].data.main[0]).toHaveLength(1);
	expect(runData['After Error'][0].data.main[0]).toHaveLength(1);
	expect(runData['After Error'][0].data.main[0][0].json.details.httpCode).toBe(403);
});

const WHOLE_RUN = [
	['no key', { credential: { apiKey: '  ' } }, /no API key/, /platform\.segmind\.com/],
	[
		'a key with a blank',
		{ credential: { apiKey: 'SG_one two' } },
		/a blank or a character/,
		/copy the key again/,
	],
	[
		'a key with a typographic mark',
		{ credential: { apiKey: 'SG_0123…' } },
		/a blank or a character/,
		/copy the key again/,
	],
	[
		'a base URL that is none',
		{ credential: { baseUrl: 'segmind' } },
		/not a web address/,
		/https:\/\/api\.segmind\.com/,
	],
	[
		'a base URL of another scheme',
		{ credential: { baseUrl: 'ftp://api.segmind.com' } },
		/not a web address/,
		/http/,
	],
	[
		'a base URL with a query',
		{ credential: { baseUrl: 'https://x.example/?' } },
		/not a web address/,
		/http/,
	],
	[
		'too few credits',
		{ options: { minimumCredits: 1000 } },
		/100 credits left/,
		/Nothing was sent/,
	],
	[
		'too many videos',
		{ options: { maxVideos: 2 } },
		/would order 3 videos.*Max Videos is 2/,
		/Nothing was sent/,
	],
	['a wrong batch option', { options: { timeout: -1 } }, /Timeout must be/, /-1/],
];

describe.each(GOING_ON)('what concerns the whole run, %s', (onError) => {
	test.each(WHOLE_RUN)('%s', async (_, change, message, description) => {
		const { items, errorItems, error } = await runOnce(engine, {
			parameters: { ...VIDEO, options: { ...FAST, ...change.options } },
			items: prompts('one', 'two', 'three'),
			credential: { ...credential(), ...change.credential },
			settings: { onError },
		});
		expect(error).toBeUndefined();
		const [wrong, good] = onError === 'continueErrorOutput' ? [errorItems, items] : [items, []];
		expect(good).toEqual([]);
		expect(wrong.map(({ pairedItem }) => pairedItem.item)).toEqual([0, 1, 2]);
		for (const { json } of wrong) {
			expect(json.error).toMatch(message);
			expect(json.details.description).toMatch(description);
		}
		expect(sandbox.acceptedSubmits()).toEqual([]);
	});
});

test.each(WHOLE_RUN)('%s stops a run that does not go on', async (_, change, message) => {
	const { error } = await runOnce(engine, {
		parameters: { ...VIDEO, options: { ...FAST, ...change.options } },
		credential: { ...credential(), ...change.credential },
		items: prompts('one', 'two', 'three'),
	});
	expect(error.message).toMatch(message);
});

describe('an expression', () => {
	const parameters = { ...VIDEO, prompt: '={{ $json.fine ? "a fox" : $("Nowhere").item.json.x }}' };

	test.each(GOING_ON)('that fails spoils its own item only, %s', async (onError) => {
		const { items, errorItems } = await runOnce(engine, {
			parameters: { ...parameters, options: FAST },
			items: [{ json: { fine: true } }, { json: { fine: false } }, { json: { fine: true } }],
			credential: credential(),
			settings: { onError },
		});
		const all = [...items, ...errorItems];
		expect(all).toHaveLength(3);
		const [wrong] = all.filter(({ json }) => 'error' in json);
		expect(wrong.pairedItem).toMatchObject({ item: 1 });
		expect(wrong.json.message).toMatch(/Nowhere|node/i);
		expect(wrong.json.details.code).toBe('parameter-unreadable');
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
	});

	test('that fails stops the run before anything is sent', async () => {
		const { error } = await runOnce(engine, {
			parameters: { ...parameters, options: FAST },
			items: [{ json: { fine: true } }, { json: { fine: false } }],
			credential: credential(),
		});
		expect(error.context.itemIndex).toBe(1);
		expect(sandbox.requests).toEqual([]);
	});
});
