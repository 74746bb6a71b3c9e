import {
	duration,
	firstFrame,
	lastFrame,
	motionMode,
	prompt,
	quality,
	seed,
	SEED_RANGE,
} from '../fields';
import { v5Prices } from '../prices';
import { motionRules } from '../rules';
import type { VideoModel } from '../types';

export const pixverse45Transition: VideoModel = {
	slug: 'pixverse-4.5-transition',
	name: 'PixVerse 4.5 Transition',
	fields: {
		first_frame_url: firstFrame(),
		last_frame_url: lastFrame(),
		prompt: prompt('Describes how the first frame turns into the last', 'inferred'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality('inferred'),
		motion_mode: motionMode('partial'),
		seed: seed(SEED_RANGE, 'inferred'),
	},
	operations: { transition: {} },
	rules: motionRules('inferred'),
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(),
	pageDefaults: { duration: 5, motion_mode: 'normal', quality: '540p' },
	usualDurationS: 58,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-4.5-transition/api',
	note: "Has a page, but is missing from Segmind's newest catalogue: it may be retired.",
};
