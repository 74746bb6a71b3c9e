import {
	aspectRatio,
	duration,
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

export const pixverseText2video: VideoModel = {
	slug: 'pixverse-text2video',
	name: 'PixVerse Text to Video',
	fields: {
		prompt: prompt('Describes the animation'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality('inferred'),
		motion_mode: motionMode(),
		negative_prompt: negativePrompt('inferred'),
		seed: seed(SEED_RANGE, 'inferred'),
		style: style('inferred'),
	},
	operations: { textToVideo: { aspect_ratio: aspectRatio() } },
	rules: motionRules(),
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(),
	pageDefaults: { aspect_ratio: '16:9', duration: 5, motion_mode: 'normal', quality: '540p' },
	usualDurationS: 44,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-text2video/api',
	note: 'An older PixVerse version, probably 3.5 or 4.',
};
