// One key, many runs that go well and badly: afterwards it stands in no output, error, hint, log
// line, file or file name of any of them.
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { loadEngine } = require('../../support/engine');
const { createRun, runOnce } = require('../../support/runNode');
const { startSandbox } = require('../../sandbox');
const { VIDEO, FAST, MODES, pngItem } = require('../errors/helpers.js');

jest.setTimeout(60_000);

const KEY = 'SG_5ecre7ca11ed0dd5';
/** A key of another form: cut out as it is, not by its looks. */
const PLAIN_KEY = 'another/"key"+of\\a-kind';

let engine;
let sandbox;
const logged = [];
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 20, apiKeys: [KEY, PLAIN_KEY] });
	const core = createRequire(require.resolve('n8n-core'));
	const logger = engine.Container.get(core('@n8n/backend-common').Logger);
	for (const level of ['debug', 'info', 'warn', 'error']) {
		jest.spyOn(logger, level).mockImplementation((...args) => logged.push(inspect(args)));
	}
	for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
		jest.spyOn(console, name).mockImplementation((...args) => logged.push(inspect(args)));
	}
});
afterAll(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const inspect = (value) =>
	require('node:util').inspect(value, { depth: 12, maxStringLength: null });
const video = (options) => ({ ...VIDEO, options: { ...FAST, ...options } });

/** What the API says with the key in it, in every place where one was or may be seen. */
function echoes(key) {
	const escaped = JSON.stringify(key).replace('S', '\\u0053').replace('a', '\\u0061');
	return [
		{ kind: 'status', phase: 'submit', status: 401, body: { error: `Key ${key} is wrong` } },
		{ kind: 'status', phase: 'submit', status: 406, body: { detail: [{ msg: key }] } },
		{
			kind: 'status',
			phase: 'submit',
			status: 500,
			body: `<html><title>${key}</title></html>`,
			times: 1,
		},
		{
			kind: 'status',
			phase: 'submit',
			status: 400,
			body: `{"error":${escaped}}`,
			contentType: 'application/json',
		},
		{ kind: 'weirdRequestId', phase: 'submit', id: `../${key}` },
		{ kind: 'status', phase: 'status', status: 403, body: { error: { message: key } } },
		{
			kind: 'status',
			phase: 'status',
			status: 422,
			body: { status: 'FAILED', error: `bad ${key}` },
		},
		{
			kind: 'jsonWith',
			phase: 'result',
			fields: {
				video: { url: `${sandbox.url}/files/sample-16x9.mp4?key=${encodeURI(key)}&k=${key}` },
			},
		},
		{ kind: 'jsonWith', phase: 'result', fields: { prompt: key, [key]: key, seed: key } },
		{ kind: 'redirect', phase: 'submit', location: `https://x.example/?key=${key}` },
	];
}

async function scenarios(apiKey) {
	const runs = [];
	const credential = { apiKey: `  ${apiKey} `, baseUrl: sandbox.url };
	const go = async (options) => runs.push((await runOnce(engine, { credential, ...options })).run);
	sandbox.clearFaults();
	const faults = echoes(apiKey);
	faults.forEach((fault, index) => {
		sandbox.addFault({ ...fault, match: { bodyContains: `<echo ${index}>` } });
	});
	const echoing = faults.flatMap((_, index) =>
		MODES.map(async (onError) => {
			await go({
				parameters: video({ timeout: 0.002 }),
				items: [pngItem({ prompt: `<echo ${index}>` })],
				settings: { onError },
			});
		}),
	);
	await Promise.all(echoing);
	sandbox.clearFaults();
	const custom = {
		resource: 'video',
		operation: 'custom',
		modelSlug: 'pixverse-lipsync',
		body: '{}',
	};
	sandbox.addFault({ kind: 'jsonWith', phase: 'result', fields: { note: `for ${apiKey}` } });
	await go({ parameters: { ...custom, options: FAST } });
	sandbox.clearFaults();
	await go({ parameters: video({ minimumCredits: 1000 }) });
	await go({ parameters: video({ requestMode: 'sync' }) });
	await go({ parameters: video({ dryRun: true }) });
	await go({ parameters: { resource: 'job', operation: 'getMany' } });
	sandbox.addFault({
		kind: 'jsonWith',
		phase: 'historyList',
		fields: {
			data: [
				{ request_id: 'a1', model_name: 'm', error: apiKey, request_body: { prompt: apiKey } },
			],
		},
	});
	await go({ parameters: { resource: 'job', operation: 'getMany', simplify: false } });
	await go({ parameters: { resource: 'account', operation: 'getCredits' } });
	await go({ parameters: { resource: 'asset', operation: 'upload' }, items: [pngItem()] });
	sandbox.addFault({ kind: 'reset', phase: 'submit', times: 1 });
	await go({ parameters: video() });

	const stopped = createRun(engine, { parameters: video(), credential }).start();
	setTimeout(() => stopped.cancel(), 30);
	runs.push(await stopped.promise);
	return runs;
}

function filesBelow(folder) {
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

test.each([KEY, PLAIN_KEY])('the key %s is nowhere', async (key) => {
	const forms = [key, encodeURIComponent(key), encodeURI(key), JSON.stringify(key).slice(1, -1)];
	const expectNowhere = (what, text) => {
		for (const form of forms) {
			const at = text.indexOf(form);
			const around = at < 0 ? '' : text.slice(Math.max(0, at - 200), at);
			expect({ what, around }).toEqual({ what, around: '' });
		}
	};
	const runs = await scenarios(key);
	expect(runs.length).toBeGreaterThan(35);
	const withKey = sandbox.requests.filter(({ headers }) => headers['x-api-key'] === key);
	expect(withKey.length).toBeGreaterThan(60);
	for (const run of runs) {
		expectNowhere('the saved run', JSON.stringify(run));
		// More than is saved: errors have members that JSON leaves out.
		expectNowhere('the run in memory', inspect(run.data.resultData));
	}
	for (const line of logged) expectNowhere('a log line', line);
	const files = filesBelow(process.env.N8N_USER_FOLDER);
	expect(files.length).toBeGreaterThan(2);
	for (const file of files) {
		expectNowhere('a file name', file);
		expectNowhere(file, fs.readFileSync(file).toString('latin1'));
	}
	const downloads = sandbox.requests.filter(({ phase }) => phase === 'download');
	expect(downloads.length).toBeGreaterThan(2);
	for (const { keySeen } of downloads) expect(keySeen).toBe(false);
});

test('the accepted ID was logged, so the log is looked at', () => {
	expect(logged.join('\n')).toMatch(/Segmind accepted job/);
});
