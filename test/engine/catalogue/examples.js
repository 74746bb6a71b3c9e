// A request body for every operation and model: the examples of Segmind's pages, complete, so that
// every field that is offered is sent once. And the same as a user would enter it in the node.
const PICTURE = 'https://example.com/picture.jpg';
const CLIP = 'https://example.com/clip.mp4';
const NEGATIVE = 'No sudden movements, no fast zooms.';
const COMMON = {
	prompt: 'Butterflies fluttering in a sunny meadow.',
	duration: 5,
	quality: '540p',
};
const FRAMES = {
	first_frame_url: 'https://example.com/first.webp',
	last_frame_url: 'https://example.com/last.webp',
};
const V6 = {
	...COMMON,
	generate_audio_switch: true,
	negative_prompt: NEGATIVE,
	thinking_type: 'auto',
};
const V5 = {
	...COMMON,
	motion_mode: 'normal',
	lip_sync_switch: false,
	negative_prompt: NEGATIVE,
	seed: 56698,
	sound_effect_switch: true,
};
const OLDER = {
	...COMMON,
	motion_mode: 'fast',
	negative_prompt: NEGATIVE,
	seed: 56698,
	style: 'anime',
};

/** [operation, model, body] */
const EXAMPLES = [
	['textToVideo', 'pixverse-v6', { ...V6, aspect_ratio: '21:9', duration: 15, quality: '1080p' }],
	['textToVideo', 'pixverse-5-video', { ...V5, aspect_ratio: '9:16' }],
	['textToVideo', 'pixverse-4.5-video', { ...OLDER, aspect_ratio: '1:1' }],
	['textToVideo', 'pixverse-text2video', { ...OLDER, aspect_ratio: '16:9', style: 'cyberpunk' }],
	['imageToVideo', 'pixverse-v6', { ...V6, aspect_ratio: '2:3', image_url: PICTURE }],
	['imageToVideo', 'pixverse-5-video', { ...V5, image_url: PICTURE }],
	['imageToVideo', 'pixverse-4.5-video', { ...OLDER, image_url: PICTURE, style: '3d_animation' }],
	['imageToVideo', 'pixverse-image2video', { ...OLDER, image_url: PICTURE }],
	[
		'transition',
		'pixverse-5-transition',
		{
			...COMMON,
			...FRAMES,
			motion_mode: 'normal',
			seed: 12345,
			sound_effect_switch: true,
			sound_effect_content: 'Soft ambient sounds of a rainforest with distant bird calls.',
			lip_sync_switch: false,
		},
	],
	[
		'transition',
		'pixverse-4.5-transition',
		{ ...COMMON, ...FRAMES, motion_mode: 'normal', seed: 56698 },
	],
	[
		'transition',
		'pixverse-transition',
		{ ...COMMON, ...FRAMES, duration: 8, quality: '720p', motion_mode: 'normal', seed: 12345 },
	],
	[
		'extend',
		'pixverse-5-extend',
		{
			...COMMON,
			video_url: CLIP,
			motion_mode: 'normal',
			negative_prompt: NEGATIVE,
			seed: 1,
			style: 'clay',
		},
	],
	['mimic', 'pixverse-mimic', { video_url: CLIP, image_url: PICTURE, quality: '720p' }],
];

const V5_MODELS = ['pixverse-5-video', 'pixverse-5-transition', 'pixverse-5-extend'];
const MEDIA = ['first_frame_url', 'last_frame_url', 'image_url', 'video_url'];

const TOP_LEVEL = [
	'prompt',
	'duration',
	'quality',
	'motion_mode',
	'aspect_ratio',
	'generate_audio_switch',
];

/** Names of the fields that stand in Additional Fields. */
function isOptional(operation, name) {
	if (operation === 'mimic') return name === 'quality';
	if (operation === 'imageToVideo' && name === 'aspect_ratio') return true;
	return ![...TOP_LEVEL, ...MEDIA].includes(name);
}

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** The node's parameters that must lead to a body. */
function parametersFor(operation, model, body, more = {}) {
	const parameters = { resource: 'video', operation, model, additionalFields: {} };
	for (const [name, value] of Object.entries(body)) {
		if (name === 'motion_mode' && V5_MODELS.includes(model)) continue; // not shown, sent
		if (isOptional(operation, name)) parameters.additionalFields[camelCase(name)] = value;
		else parameters[camelCase(name)] = value;
	}
	return { ...parameters, ...more };
}

/** A body without what is optional. */
function requiredOnly(operation, body) {
	return Object.fromEntries(Object.entries(body).filter(([name]) => !isOptional(operation, name)));
}

module.exports = { EXAMPLES, parametersFor, requiredOnly };
