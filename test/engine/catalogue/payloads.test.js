// What each operation and model sends: exactly what was entered, and nothing else.
const { useNode } = require('../../support/useNode');
const { EXAMPLES, parametersFor, requiredOnly } = require('./examples');

const node = useNode();
const LATER = { waitForCompletion: false };

describe.each(EXAMPLES)('%s with %s', (operation, model, body) => {
	test('sends the complete example, and gets a video', async () => {
		const { items, error } = await node.run(
			parametersFor(operation, model, body, { options: { pollInterval: 0.02 } }),
		);
		expect(error).toBeUndefined();
		expect(node.sandbox.requests[0].path).toBe(`/v2/${model}`);
		expect(node.bodies()).toEqual([body]);
		expect(items[0].json).toMatchObject({ model, status: 'COMPLETED', finished: true });
		expect(items[0].binary.data.mimeType).toBe('video/mp4');
	});

	test('sends nothing that is unset', async () => {
		const minimal = requiredOnly(operation, body);
		const { error } = await node.run(parametersFor(operation, model, minimal, LATER));
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([minimal]);
	});

	test('starts with 5 s, 540p, 16:9 and normal', async () => {
		const { prompt, ...rest } = requiredOnly(operation, body);
		const media = Object.fromEntries(
			Object.entries(rest).filter(([name]) => name.endsWith('_url')),
		);
		const given = operation === 'mimic' ? media : { prompt, ...media };
		const { error } = await node.run(parametersFor(operation, model, given, LATER));
		expect(error).toBeUndefined();
		const defaults = {
			duration: 5,
			quality: '540p',
			aspect_ratio: '16:9',
			motion_mode: 'normal',
			generate_audio_switch: true,
		};
		const expected = Object.keys(rest).map((name) => [name, defaults[name] ?? rest[name]]);
		expect(node.bodies()).toEqual([{ ...given, ...Object.fromEntries(expected) }]);
	});

	test('sends no field of another model whose values are still there', async () => {
		const stale = {
			motionMode: 'fast',
			generateAudioSwitch: true,
			aspectRatio: '16:9',
			firstFrameUrl: 'https://example.com/a.png',
			imageUrl: 'https://example.com/b.png',
			videoUrl: 'https://example.com/c.mp4',
			additionalFields: {
				aspectRatio: '1:1',
				lipSyncSwitch: true,
				motionMode: 'fast',
				negativePrompt: 'old',
				quality: '360p',
				seed: 7,
				soundEffectContent: 'old',
				soundEffectSwitch: true,
				style: 'comic',
				thinkingType: 'enabled',
			},
		};
		const given = parametersFor(operation, model, requiredOnly(operation, body));
		// As an expression n8n hides nothing, so that every stale value reaches the node.
		for (const chosen of [model, `={{ "${model}" }}`]) {
			const { error } = await node.run({
				...stale,
				...given,
				...LATER,
				model: chosen,
				additionalFields: stale.additionalFields,
			});
			expect(error).toBeUndefined();
		}
		const allowed = Object.keys(body).sort();
		for (const sent of node.bodies())
			expect(allowed).toEqual(expect.arrayContaining(Object.keys(sent)));
		expect(node.bodies()).toHaveLength(2);
		expect(node.bodies()[1]).toEqual(node.bodies()[0]);
	});
});

describe('expressions', () => {
	test('are read for each item', async () => {
		const items = [
			{ json: { prompt: 'red', seconds: 1, model: 'pixverse-v6', ratio: '16:9', seed: 1 } },
			{
				json: {
					prompt: 'green',
					seconds: '8',
					model: 'pixverse-5-video',
					ratio: ' 9:16 ',
					seed: '2',
				},
			},
			{
				json: { prompt: 'blue', seconds: 5, model: ' pixverse-4.5-video', ratio: '1:1', seed: '' },
			},
		];
		const { items: out } = await node.run(
			{
				resource: 'video',
				operation: 'textToVideo',
				model: '={{ $json.model }}',
				prompt: '={{ $json.prompt }}',
				duration: '={{ $json.seconds }}',
				aspectRatio: '={{ $json.ratio }}',
				additionalFields: { seed: '={{ $json.seed }}' },
				...LATER,
			},
			{ items },
		);
		const sent = node.sandbox.requests.map(({ slug, body }) => ({ slug, ...body }));
		sent.sort((a, b) => b.prompt.localeCompare(a.prompt));
		const shared = { quality: '540p' };
		expect(sent).toEqual([
			{
				...shared,
				slug: 'pixverse-v6',
				prompt: 'red',
				duration: 1,
				aspect_ratio: '16:9',
				generate_audio_switch: true,
			},
			{
				...shared,
				slug: 'pixverse-5-video',
				prompt: 'green',
				duration: 8,
				aspect_ratio: '9:16',
				motion_mode: 'normal',
				seed: 2,
			},
			{
				...shared,
				slug: 'pixverse-4.5-video',
				prompt: 'blue',
				duration: 5,
				aspect_ratio: '1:1',
				motion_mode: 'normal',
			},
		]);
		expect(out.map(({ json }) => json.model)).toEqual(sent.map(({ slug }) => slug));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test.each([
		['a number as prompt', { prompt: '={{ 42 }}' }, { prompt: '42' }],
		['"8" as duration', { duration: '={{ "8" }}' }, { duration: 8 }],
		['" 1080P " as quality', { quality: '={{ " 1080P " }}' }, { quality: '1080p' }],
		['"Fast" as motion mode', { motionMode: 'Fast' }, { motion_mode: 'fast' }],
		['an empty cell as seed', { additionalFields: { seed: '={{ "" }}' } }, {}],
		['null as style', { additionalFields: { style: '={{ null }}' } }, {}],
		['an empty negative prompt', { additionalFields: { negativePrompt: '   ' } }, {}],
	])('%s is read sensibly', async (_, changes, expected) => {
		const given = { prompt: 'A boat', duration: 5, quality: '540p', aspect_ratio: '16:9' };
		const parameters = parametersFor('textToVideo', 'pixverse-4.5-video', given, LATER);
		const { error } = await node.run({ ...parameters, ...changes });
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([{ ...given, motion_mode: 'normal', ...expected }]);
	});

	test.each([
		['"true"', true],
		['"FALSE"', false],
		['0', false],
	])('%s as a switch is %s', async (text, expected) => {
		const parameters = parametersFor('textToVideo', 'pixverse-v6', { prompt: 'A boat' }, LATER);
		await node.run({ ...parameters, generateAudioSwitch: `={{ ${text} }}` });
		expect(node.bodies()[0].generate_audio_switch).toBe(expected);
	});
});

test('extra API fields are sent as they are', async () => {
	const additionalBody = {
		generate_multi_clip_switch: true,
		seed: 0,
		nested: { a: [1, null] },
		toString: 'x',
	};
	for (const given of [
		JSON.stringify(additionalBody),
		`={{ ${JSON.stringify(additionalBody)} }}`,
	]) {
		const { error } = await node.run(
			parametersFor(
				'textToVideo',
				'pixverse-v6',
				{ prompt: 'A boat' },
				{ ...LATER, options: { additionalBody: given } },
			),
		);
		expect(error).toBeUndefined();
	}
	for (const body of node.bodies()) expect(body).toMatchObject(additionalBody);
	expect(node.bodies()).toHaveLength(2);
});
