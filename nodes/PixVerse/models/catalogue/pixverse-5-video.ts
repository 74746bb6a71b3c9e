import {
	aspectRatio,
	duration,
	image,
	lipSyncSwitch,
	negativePrompt,
	onlyNormalMotion,
	prompt,
	quality,
	seed,
	SEED_RANGE,
	soundEffectSwitch,
} from '../fields';
import { v5Prices } from '../prices';
import { fiveSecondsAt1080p } from '../rules';
import type { VideoModel } from '../types';

/** With an image the page ignores `aspect_ratio`, so Generate From Image does not offer it. */
export const pixverse5Video: VideoModel = {
	slug: 'pixverse-5-video',
	name: 'PixVerse 5',
	fields: {
		prompt: prompt('Describes the animation'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality(),
		motion_mode: onlyNormalMotion(),
		lip_sync_switch: lipSyncSwitch(),
		negative_prompt: negativePrompt('inferred'),
		seed: seed(SEED_RANGE, 'inferred'),
		sound_effect_switch: soundEffectSwitch(),
	},
	operations: {
		textToVideo: { aspect_ratio: aspectRatio() },
		imageToVideo: { image_url: image('The picture to animate', 'partial') },
	},
	rules: [fiveSecondsAt1080p()],
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(['sound_effect_switch', 'lip_sync_switch']),
	pageDefaults: { duration: 5, motion_mode: 'normal', quality: '540p', aspect_ratio: '16:9' },
	usualDurationS: 69,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-5-video/api',
};
