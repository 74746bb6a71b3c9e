// What a recorded body may hold beside what an order sends: the defaults of the model's page, and
// nothing else, whatever the fields of the editor start with.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const { sandbox, run } = useNode({ jobDurationMs: 30 });

const ADDRESS = 'https://files.example/fox.png';
const TEXT = { prompt: 'a fox in the snow', duration: 5, quality: '540p' };
const V5 = { ...TEXT, motion_mode: 'normal' };
const WIDE = { ...V5, aspect_ratio: '16:9' };
const PREFILL = 'No sudden movements, no fast zooms.';

const fromText = (model: string) => ({ model, prompt: TEXT.prompt });
const fromImage = (model: string) => ({
	...fromText(model),
	operation: 'imageToVideo',
	imageSource: 'url',
	imageUrl: ADDRESS,
});
const anyModel = (modelSlug: string, body: object) => ({
	operation: 'custom',
	modelSlug,
	body: JSON.stringify(body),
});
const mimic = {
	operation: 'mimic',
	model: 'pixverse-mimic',
	videoUrl: 'https://files.example/dance.mp4',
	imageUrl: ADDRESS,
};

/** Runs where the history holds just this job, and tells how many videos were ordered. */
async function submitsBeside(
	model: string,
	body: Record<string, unknown>,
	parameters: INodeParameters,
): Promise<number> {
	sandbox.addHistory([{ model, body, agoMs: 600_000 }]);
	const { error } = await run(video({ reuseHours: 24 }, parameters));
	expect(error).toBeUndefined();
	return sandbox.acceptedSubmits().length;
}

test.each<[string, string, Record<string, unknown>, INodeParameters]>([
	[
		'the ratio, beside a picture',
		'pixverse-4.5-video',
		{ ...WIDE, image_url: ADDRESS },
		fromImage('pixverse-4.5-video'),
	],
	[
		'the ratio, beside a picture on V5',
		'pixverse-5-video',
		{ ...WIDE, image_url: ADDRESS },
		fromImage('pixverse-5-video'),
	],
	[
		'what the page of V6 gives only in its example',
		'pixverse-v6',
		{
			...TEXT,
			aspect_ratio: '16:9',
			generate_audio_switch: true,
			motion_mode: 'normal',
			thinking_type: 'auto',
		},
		fromText('pixverse-v6'),
	],
	[
		'the quality of Mimic',
		'pixverse-mimic',
		{ video_url: mimic.videoUrl, image_url: ADDRESS, quality: '540p' },
		mimic,
	],
	[
		'the negative prompt that the page gives',
		'pixverse-4.5-video',
		{ ...WIDE, negative_prompt: PREFILL },
		fromText('pixverse-4.5-video'),
	],
	[
		'all that Run Other Model leaves out',
		'pixverse-4.5-video',
		WIDE,
		anyModel('pixverse-4.5-video', { prompt: TEXT.prompt }),
	],
])('%s counts as not sent', async (_, model, body, parameters) => {
	expect(await submitsBeside(model, body, parameters)).toBe(0);
});

test.each<[string, string, Record<string, unknown>, INodeParameters]>([
	[
		'a style, though the list in the editor starts with it',
		'pixverse-4.5-video',
		{ ...WIDE, style: 'anime' },
		fromText('pixverse-4.5-video'),
	],
	[
		'another ratio beside a picture',
		'pixverse-4.5-video',
		{ ...WIDE, aspect_ratio: '9:16', image_url: ADDRESS },
		fromImage('pixverse-4.5-video'),
	],
	[
		'a seed, though the field in the editor starts with it',
		'pixverse-4.5-video',
		{ ...WIDE, seed: 1 },
		fromText('pixverse-4.5-video'),
	],
	[
		'another quality of Mimic',
		'pixverse-mimic',
		{ video_url: mimic.videoUrl, image_url: ADDRESS, quality: '720p' },
		mimic,
	],
])('%s makes it another video', async (_, model, body, parameters) => {
	expect(await submitsBeside(model, body, parameters)).toBe(1);
});
