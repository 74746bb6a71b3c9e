// What each operation and model sends: exactly what was entered, and nothing else.
import { describe, expect, test } from '@jest/globals';

import { videoParameters } from '../../support/catalogue/orders';
import { modelCases } from '../../support/catalogue/pageFields';
import { testPayload } from '../../support/catalogue/payloadChecks';
import { useNode } from '../../support/useNode';

const node = useNode();
const LATER = { waitForCompletion: false };

describe.each(modelCases())('$operation with $slug', (it) => {
	testPayload(node, it);
});

/** As rows of a sheet give them: numbers as text, blanks around. */
const ROWS = [
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

/** What must be sent for these rows. */
const SENT_FOR_ROWS: Array<[string, object]> = [
	[
		'pixverse-v6',
		{
			quality: '540p',
			prompt: 'red',
			duration: 1,
			aspect_ratio: '16:9',
			generate_audio_switch: true,
		},
	],
	[
		'pixverse-5-video',
		{
			quality: '540p',
			prompt: 'green',
			duration: 8,
			aspect_ratio: '9:16',
			motion_mode: 'normal',
			seed: 2,
		},
	],
	[
		'pixverse-4.5-video',
		{
			quality: '540p',
			prompt: 'blue',
			duration: 5,
			aspect_ratio: '1:1',
			motion_mode: 'normal',
		},
	],
];

describe('expressions', () => {
	test('are read for each item', async () => {
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
			{ items: ROWS },
		);
		const sent = node.sandbox.requests.map(({ slug, body }) => [slug, body]);
		// They are sent side by side, and may arrive in any order.
		expect(sent).toHaveLength(3);
		expect(sent).toEqual(expect.arrayContaining(SENT_FOR_ROWS));
		expect(out.map(({ json }) => json.model)).toEqual(SENT_FOR_ROWS.map(([slug]) => slug));
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
		const parameters = videoParameters('textToVideo', 'pixverse-4.5-video', given, LATER);
		const { error } = await node.run({ ...parameters, ...changes });
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([{ ...given, motion_mode: 'normal', ...expected }]);
	});

	test.each([
		['"true"', true],
		['"FALSE"', false],
		['0', false],
	])('%s as a switch is %s', async (text, expected) => {
		const parameters = videoParameters('textToVideo', 'pixverse-v6', { prompt: 'A boat' }, LATER);
		await node.run({ ...parameters, generateAudioSwitch: `={{ ${text} }}` });
		expect(node.bodies()).toMatchObject([{ generate_audio_switch: expected }]);
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
			videoParameters(
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
