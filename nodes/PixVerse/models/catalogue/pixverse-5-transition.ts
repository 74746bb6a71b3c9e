import {
	duration,
	firstFrame,
	lastFrame,
	lipSyncSwitch,
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

export const pixverse5Transition: VideoModel = {
	slug: 'pixverse-5-transition',
	name: 'PixVerse 5 Transition',
	fields: {
		first_frame_url: firstFrame('inferred'),
		last_frame_url: lastFrame('inferred'),
		prompt: prompt('Describes how the first frame turns into the last', 'inferred'),
		duration: duration({ allowed: [5, 8] }, 'partial'),
		quality: quality('inferred'),
		motion_mode: onlyNormalMotion('inferred'),
		lip_sync_switch: lipSyncSwitch(),
		seed: seed(SEED_RANGE, 'inferred'),
		sound_effect_content: {
			kind: 'text',
			label: 'Sound Effect Description',
			description:
				"The sound that you want to hear, when Sound Effect is on. Segmind's page shows this field only in its example.",
			placeholder: 'e.g. Soft rain and distant birds',
			required: false,
			status: 'inferred',
		},
		sound_effect_switch: soundEffectSwitch(),
	},
	operations: { transition: {} },
	rules: [fiveSecondsAt1080p('inferred')],
	priceUsd: { average: 0.5 },
	prices: v5Prices(['sound_effect_switch', 'lip_sync_switch']),
	pageDefaults: { duration: 5, quality: '540p', motion_mode: 'normal' },
	usualDurationS: 73,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-5-transition/api',
};
