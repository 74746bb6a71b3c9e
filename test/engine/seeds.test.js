// The two documents that this project comes from: their example payloads, entered in the node,
// must arrive as exactly that JSON.
const { TRANSITION_SEED, VIDEO_SEED } = require('../fixtures/seeds');
const { loadEngine } = require('../support/engine');
const { runOnce } = require('../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../sandbox');

describe.each([
	['pixverse-4.5-video', VIDEO_SEED],
	['pixverse-transition', TRANSITION_SEED],
])('the seed of %s', (_, seed) => {
	let engine;
	let sandbox;
	beforeAll(async () => {
		engine = await loadEngine();
		sandbox = await startSandbox({ jobDurationMs: 100 });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	test.each([
		['async', 'v2', 'submit'],
		['sync', 'v1', 'sync'],
	])('in %s mode leaves exactly its JSON at /%s', async (requestMode, version, phase) => {
		const { items, error } = await runOnce(engine, {
			parameters: { ...seed.parameters, options: { requestMode, pollInterval: 0.05 } },
			credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		});
		expect(error).toBeUndefined();
		const [submit, ...more] = sandbox.requests.filter((request) => request.phase === phase);
		expect(more).toEqual([]);
		expect(submit.path).toBe(`/${version}/${seed.slug}`);
		expect(submit.body).toEqual(seed.body);
		expect(submit.headers['x-api-key']).toBe(SANDBOX_KEY);
		expect(submit.headers['content-type']).toMatch(/^application\/json/);
		expect(items).toHaveLength(1);
		expect(items[0].binary.data).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
	});
});
