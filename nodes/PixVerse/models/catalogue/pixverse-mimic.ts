import { image, quality, video } from '../fields';
import type { VideoModel } from '../types';

/** The page's base64 field `image` is not offered: a binary is uploaded and sent as `image_url`. */
export const pixverseMimic: VideoModel = {
	slug: 'pixverse-mimic',
	name: 'PixVerse Mimic',
	fields: {
		video_url: video(
			'The video whose motion is copied: MP4 or MOV, at most 100 MB and 30 seconds, best below 10 seconds with one person',
		),
		image_url: image('The person or animal that is to move like that', 'partial'),
		quality: {
			...quality('inferred', ['360p', '540p', '720p']),
			description: "Resolution of the video. Segmind's page shows this field only in its example.",
			required: false,
		},
	},
	operations: { mimic: {} },
	rules: [],
	priceUsd: { average: 2.03 },
	pageDefaults: { quality: '540p' },
	usualDurationS: 133,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-mimic/api',
};
