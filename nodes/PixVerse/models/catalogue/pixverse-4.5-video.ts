import {
	aspectRatio,
	duration,
	image,
	motionMode,
	negativePrompt,
	prompt,
	quality,
	seed,
	style,
} from '../fields';
import { v5Prices } from '../prices';
import { motionRules } from '../rules';
import type { VideoModel } from '../types';

/** With an image the page ignores `aspect_ratio`, so Generate From Image does not offer it. */
export const pixverse45Video: VideoModel = {
	slug: 'pixverse-4.5-video',
	name: 'PixVerse 4.5',
	fields: {
		prompt: prompt('Describes the animation'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality(),
		motion_mode: motionMode(),
		negative_prompt: negativePrompt(),
		seed: seed(undefined),
		style: style(),
	},
	operations: {
		textToVideo: { aspect_ratio: aspectRatio() },
		imageToVideo: { image_url: image('The picture to animate') },
	},
	rules: motionRules(),
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(),
	pageDefaults: {
		duration: 5,
		motion_mode: 'normal',
		quality: '540p',
		aspect_ratio: '16:9',
		negative_prompt: 'No sudden movements, no fast zooms.',
	},
	usualDurationS: 46,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-4.5-video/api',
};
