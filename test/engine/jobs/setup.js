// What the tests of this folder share: an engine, a sandbox, and runs of a few items against it.
const { createRequire } = require('node:module');
const { loadEngine } = require('../../support/engine');
const { createRun, summarise } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');

/** Tries of Retry On Fail, without the pause between them. */
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const CONTINUE = { onError: 'continueRegularOutput' };

const numbered = (count) =>
	Array.from({ length: count }, (_, index) => ({ json: { prompt: `video ${index};` } }));

/** Registers beforeAll, beforeEach and afterAll; what it returns is filled by then. */
function useSandbox(options = {}) {
	// Loading n8n-core takes seconds on a busy machine.
	jest.setTimeout(60_000);
	const world = { logged: [] };
	beforeAll(async () => {
		world.engine = await loadEngine();
		world.sandbox = await startSandbox({ jobDurationMs: 30, ...options });
		spyOnLog(world);
	});
	beforeEach(() => {
		world.sandbox.reset();
		world.logged.length = 0;
	});
	afterAll(async () => await world.sandbox.close());

	world.prepare = ({ parameters, options: nodeOptions, ...rest } = {}) =>
		createRun(world.engine, {
			items: numbered(1),
			credential: { apiKey: SANDBOX_KEY, baseUrl: world.sandbox.url },
			...rest,
			parameters: {
				resource: 'video',
				operation: 'textToVideo',
				model: 'pixverse-4.5-video',
				prompt: '={{ $json.prompt }}',
				duration: 5,
				quality: '540p',
				motionMode: 'normal',
				aspectRatio: '16:9',
				...parameters,
				options: { pollInterval: 0.02, ...nodeOptions },
			},
		});
	world.run = async (given) => summarise(await world.prepare(given).start().promise);
	world.sent = (phase) => world.sandbox.requests.filter((record) => record.phase === phase);
	return world;
}

/** Lines that nodes log at info level, as { message, requestId, model, itemIndex }. */
function spyOnLog(world) {
	const requireOfCore = createRequire(require.resolve('n8n-core'));
	const { Logger } = requireOfCore('@n8n/backend-common');
	jest
		.spyOn(world.engine.Container.get(Logger), 'info')
		.mockImplementation((message, metadata) => world.logged.push({ message, ...metadata }));
}

/** Input items with a small picture each; `picture(n)` gives equal bytes for equal n. */
function pictureItems(world, numbers) {
	return async (context) =>
		await Promise.all(
			numbers.map(async (number, index) => ({
				json: { prompt: `video ${index};` },
				binary: {
					data: await context.helpers.prepareBinaryData(picture(number), 'a.png', 'image/png'),
				},
			})),
		);
}

const picture = (number) =>
	Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, number)]);

/** Waits until something holds, for what happens in the engine meanwhile. */
async function until(holds, withinMs = 5_000) {
	const endMs = Date.now() + withinMs;
	while (!holds()) {
		if (Date.now() > endMs) throw new Error('it did not happen');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

module.exports = { useSandbox, RETRY, CONTINUE, numbered, pictureItems, until, summarise };
