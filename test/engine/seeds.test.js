// The two documents that this project comes from: their example payloads, entered in the node,
// must arrive as exactly that JSON.
const { loadEngine } = require('../support/engine');
const { runOnce } = require('../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../sandbox');

const VIDEO = {
	parameters: {
		resource: 'video',
		operation: 'textToVideo',
		model: 'pixverse-4.5-video',
		prompt:
			'An elongated, serpentine infinity pool hugs the edge of a dense forest. The vivid turquoise water shimmers under the sun, and waterfalls plunge down into the depths below. The surrounding wooden deck with loungers adds a touch of luxury to this surreal, natural - yet - manmade wonder.',
		aspectRatio: '16:9',
		duration: 5,
		quality: '540p',
		motionMode: 'normal',
		additionalFields: { negativePrompt: 'No sudden movements, no fast zooms.', seed: 56698 },
	},
	slug: 'pixverse-4.5-video',
	body: {
		duration: 5,
		prompt:
			'An elongated, serpentine infinity pool hugs the edge of a dense forest. The vivid turquoise water shimmers under the sun, and waterfalls plunge down into the depths below. The surrounding wooden deck with loungers adds a touch of luxury to this surreal, natural - yet - manmade wonder.',
		negative_prompt: 'No sudden movements, no fast zooms.',
		quality: '540p',
		seed: 56698,
		motion_mode: 'normal',
		aspect_ratio: '16:9',
	},
};

const FRAMES = 'https://segmind-inference-inputs.s3.amazonaws.com';
const TRANSITION = {
	parameters: {
		resource: 'video',
		operation: 'transition',
		model: 'pixverse-transition',
		firstFrameSource: 'url',
		firstFrameUrl: `${FRAMES}/e900af97-db46-406d-8403-71210db253c4-pixverse-4.5-transition-first-frame-input.webp`,
		lastFrameSource: 'url',
		lastFrameUrl: `${FRAMES}/a5e271e3-e37b-4426-a572-06b514319a4c-pixverse-4.5-transition-last-frame-input.webp`,
		prompt: 'Butterflies fluttering in a sunny meadow.',
		duration: 8,
		quality: '720p',
		motionMode: 'normal',
		additionalFields: { seed: 12345 },
	},
	slug: 'pixverse-transition',
	body: {
		first_frame_url: `${FRAMES}/e900af97-db46-406d-8403-71210db253c4-pixverse-4.5-transition-first-frame-input.webp`,
		last_frame_url: `${FRAMES}/a5e271e3-e37b-4426-a572-06b514319a4c-pixverse-4.5-transition-last-frame-input.webp`,
		duration: 8,
		prompt: 'Butterflies fluttering in a sunny meadow.',
		quality: '720p',
		seed: 12345,
		motion_mode: 'normal',
	},
};

describe.each([
	['pixverse-4.5-video', VIDEO],
	['pixverse-transition', TRANSITION],
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
