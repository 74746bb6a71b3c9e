import {
	duration,
	negativePrompt,
	onlyNormalMotion,
	prompt,
	quality,
	seed,
	SEED_RANGE,
	style,
	video,
} from '../fields';
import { v5Prices } from '../prices';
import { fiveSecondsAt1080p } from '../rules';
import type { VideoModel } from '../types';

/** The page marks `video_url` optional; without a video there is nothing to extend. */
export const pixverse5Extend: VideoModel = {
	slug: 'pixverse-5-extend',
	name: 'PixVerse 5 Extend',
	fields: {
		video_url: video('The video to go on with'),
		prompt: prompt('Describes how the video goes on'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality(),
		motion_mode: onlyNormalMotion(),
		negative_prompt: negativePrompt(),
		seed: seed(SEED_RANGE),
		style: style(),
	},
	operations: { extend: {} },
	rules: [fiveSecondsAt1080p()],
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(),
	pageDefaults: {
		duration: 5,
		motion_mode: 'normal',
		quality: '540p',
		negative_prompt: 'No sudden movements, no fast zooms.',
	},
	usualDurationS: 93,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-5-extend/api',
};
