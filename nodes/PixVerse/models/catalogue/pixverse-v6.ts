import {
	aspectRatio,
	duration,
	image,
	negativePrompt,
	prompt,
	quality,
	V6_RATIOS,
} from '../fields';
import { v6Prices } from '../prices';
import type { VideoModel } from '../types';

/*
 * The page's sample also sends `motion_mode: "normal"`. It is optional there, its values were not
 * seen, and one value is no choice: neither shown nor sent (Extra API Fields can send it).
 * `seed`, `style` and `generate_multi_clip_switch` exist upstream only: not offered.
 */
export const pixverseV6: VideoModel = {
	slug: 'pixverse-v6',
	name: 'PixVerse V6',
	fields: {
		prompt: prompt(
			"Describes the scene, subject, action and style. PixVerse's own limit is 5000 characters.",
		),
		duration: duration({ min: 1, max: 15 }),
		quality: quality(),
		generate_audio_switch: {
			kind: 'switch',
			label: 'Generate Audio',
			description:
				'Whether the video gets sound, which raises the price by about a third. PixVerse adds it where nothing is said, so it is always sent.',
			default: true,
			// Optional on the page, but it raises the price: it must be seen.
			required: true,
			status: 'documented',
		},
		negative_prompt: negativePrompt('inferred'),
		thinking_type: {
			kind: 'choice',
			label: 'Thinking Type',
			description:
				"Whether PixVerse rewrites the prompt before it starts. Segmind's page shows this field only in its example; the values are from other resellers.",
			allowed: ['auto', 'disabled', 'enabled'],
			default: 'auto',
			required: false,
			status: 'inferred',
		},
	},
	operations: {
		textToVideo: { aspect_ratio: aspectRatio(V6_RATIOS) },
		imageToVideo: {
			image_url: image('The picture to animate', 'partial'),
			aspect_ratio: {
				...aspectRatio(V6_RATIOS),
				description:
					'Shape of the picture. PixVerse itself follows the image, so it may change nothing.',
				required: false,
			},
		},
	},
	rules: [],
	priceUsd: { from: 0.044, to: 2.16 },
	prices: v6Prices(15),
	pageDefaults: {
		duration: 5,
		quality: '540p',
		aspect_ratio: '16:9',
		generate_audio_switch: true,
		motion_mode: 'normal',
		thinking_type: 'auto',
	},
	usualDurationS: 72,
	asOf: '2026-08',
	source: 'https://www.segmind.com/models/pixverse-v6/api',
};
