// The zod at run time is n8n's own, today 3.25. The built node with zod 4 in its place: a wrong
// value is refused in the same words, and a video is made.
const { loadEngine } = require('../../support/engine');
const { copyPackage } = require('../../support/packageCopy');
const { runOnce } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');

let copy;
let engine;
let sandbox;
beforeAll(async () => {
	copy = copyPackage({ zod: 'zod4' });
	engine = await loadEngine({ packageDir: copy.folder });
	sandbox = await startSandbox({ jobDurationMs: 50 });
}, 30_000);
afterAll(async () => {
	await sandbox?.close();
	copy?.remove();
});

const run = async (parameters, operation = 'textToVideo') =>
	await runOnce(engine, {
		parameters: { resource: 'video', operation, prompt: 'A boat', ...parameters },
		credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
	});

test('the copy has zod 4', () => {
	const { z } = require(require.resolve('zod', { paths: [copy.nodeDir] }));
	expect(z.string()._zod.version.major).toBe(4);
});

test.each([
	[{ prompt: '={{ "" }}' }, 'Prompt must be a text that is not empty'],
	[{ duration: 99 }, 'Duration must be a whole number from 1 to 15'],
	[{ options: { timeout: '={{ "soon" }}' } }, 'Timeout must be a number of minutes above 0'],
])('%j is refused in our words', async (parameters, message) => {
	const { error } = await run(parameters);
	expect(error.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});

test('a video is made, from an answer that is parsed', async () => {
	const { items, error } = await run({ options: { pollInterval: 0.02 } });
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ status: 'COMPLETED', finished: true });
	expect(items[0].json.cost).toBeGreaterThan(0);
	expect(items[0].binary.data.mimeType).toBe('video/mp4');
});

test('history and credits are read', async () => {
	const jobs = await run({ resource: 'job' }, 'getMany');
	expect(jobs.items[0].json).toMatchObject({ model: 'pixverse-v6', prompt: 'A boat' });
	const credits = await run({ resource: 'account' }, 'getCredits');
	expect(credits.items[0].json.credits).toBeGreaterThan(0);
});
