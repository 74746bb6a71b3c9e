import {
	duration,
	image,
	motionMode,
	negativePrompt,
	prompt,
	quality,
	seed,
	SEED_RANGE,
	style,
} from '../fields';
import { v5Prices } from '../prices';
import { motionRules } from '../rules';
import type { VideoModel } from '../types';

export const pixverseImage2video: VideoModel = {
	slug: 'pixverse-image2video',
	name: 'PixVerse Image to Video',
	fields: {
		prompt: prompt('Describes the animation', 'inferred'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality('inferred'),
		motion_mode: motionMode('partial'),
		negative_prompt: negativePrompt('inferred'),
		seed: seed(SEED_RANGE, 'inferred'),
		style: style('inferred'),
	},
	operations: { imageToVideo: { image_url: image('The picture to animate') } },
	rules: motionRules(),
	priceUsd: { average: 0.548 },
	prices: v5Prices(),
	pageDefaults: { duration: 5, motion_mode: 'normal', quality: '540p' },
	usualDurationS: 41,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-image2video/api',
	note: 'An older PixVerse version, probably 3.5 or 4.',
};
