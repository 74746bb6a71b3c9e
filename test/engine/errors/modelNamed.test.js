// Under "continue", every error item of a video operation says which model it is about, also
// when it was refused before anything was ordered.
const { SANDBOX_KEY } = require('../../sandbox');
const { loadEngine } = require('../../support/engine');
const { runOnce } = require('../../support/runNode');

const NOBODY = 'http://127.0.0.1:9';

describe('details.model', () => {
	let engine;
	beforeAll(async () => {
		engine = await loadEngine();
	});

	const run = async (parameters, credential) =>
		await runOnce(engine, {
			parameters: { resource: 'video', operation: 'textToVideo', ...parameters },
			credential: { apiKey: SANDBOX_KEY, baseUrl: NOBODY, ...credential },
			items: [{ json: {} }, { json: {} }],
			settings: { onError: 'continueRegularOutput' },
		});

	test.each([
		['an item that is refused', { model: 'pixverse-5-video', prompt: '' }, {}, 'pixverse-5-video'],
		[
			'a whole run that is refused',
			{ model: 'pixverse-4.5-video', prompt: 'x' },
			{ apiKey: '' },
			'pixverse-4.5-video',
		],
		[
			'another model',
			{ operation: 'custom', modelSlug: 'pixverse-lipsync', body: '[]' },
			{},
			'pixverse-lipsync',
		],
		[
			'a model that does not exist',
			{ model: '={{ "pixverse-9" }}', prompt: 'x' },
			{},
			'pixverse-9',
		],
	])('of %s', async (_, parameters, credential, model) => {
		const { items } = await run(parameters, credential);
		expect(items.map(({ json }) => json.details.model)).toEqual([model, model]);
	});

	test('is absent where an expression spoils the model itself', async () => {
		const { items } = await run({ model: '={{ $json.a.b.c }}', prompt: 'x' }, {});
		expect(items[0].json.details).not.toHaveProperty('model');
	});
});
