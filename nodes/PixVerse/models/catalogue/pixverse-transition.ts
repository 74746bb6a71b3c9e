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

/** The page's own defaults are 8 s and 720p; here every model starts with 5 s and 540p. */
export const pixverseTransition: VideoModel = {
	slug: 'pixverse-transition',
	name: 'PixVerse 4 Transition',
	fields: {
		first_frame_url: firstFrame(),
		last_frame_url: lastFrame(),
		prompt: prompt('Describes how the first frame turns into the last'),
		duration: duration({ allowed: [5, 8] }),
		quality: quality(),
		motion_mode: motionMode(),
		seed: seed(SEED_RANGE),
	},
	operations: { transition: {} },
	rules: motionRules('inferred'),
	priceUsd: { from: 0.375, to: 1 },
	prices: v5Prices(),
	pageDefaults: { duration: 8, motion_mode: 'normal', quality: '720p' },
	usualDurationS: 58,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-transition/api',
	note: "Has a page, but is missing from Segmind's newest catalogue: it may be retired.",
};
