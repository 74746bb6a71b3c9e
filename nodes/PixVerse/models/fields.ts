import type {
	ChoiceField,
	FactStatus,
	FixedField,
	MediaField,
	NumberField,
	SwitchField,
	TextField,
} from './types';

/*
 * The fields that several models share, each written once. A model file says which it has and
 * with what values; where its page differs, it spreads one of these and changes the difference.
 */

const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16'] as const;

/** V6 adds three to the five ratios of the older models. */
export const V6_RATIOS = [...RATIOS, '2:3', '3:2', '21:9'] as const;

const RATIO_LABELS = {
	'16:9': '16:9 (YouTube, Landscape)',
	'4:3': '4:3 (Presentations)',
	'1:1': '1:1 (Feed Posts)',
	'3:4': '3:4 (Portrait)',
	'9:16': '9:16 (Reels, Shorts, TikTok)',
	'2:3': '2:3 (Pinterest)',
	'3:2': '3:2 (Photos)',
	'21:9': '21:9 (Cinema)',
};

export function prompt(description: string, status: FactStatus = 'documented'): TextField {
	return {
		kind: 'text',
		label: 'Prompt',
		description,
		placeholder: 'e.g. A paper boat sails down a rainy street, slow tracking shot',
		required: true,
		status,
	};
}

export function duration(
	range: { allowed: readonly number[] } | { min: number; max: number },
	status: FactStatus = 'documented',
): NumberField {
	return {
		kind: 'number',
		label: 'Duration',
		description: 'Length of the video in seconds',
		...range,
		default: 5,
		unit: 'seconds',
		required: true,
		status,
	};
}

export function quality(
	status: FactStatus = 'documented',
	allowed: readonly string[] = ['360p', '540p', '720p', '1080p'],
): ChoiceField {
	return {
		kind: 'choice',
		label: 'Quality',
		description: 'Resolution of the video. A higher one costs more.',
		allowed,
		default: '540p',
		required: true,
		status,
	};
}

export function motionMode(status: FactStatus = 'documented'): ChoiceField {
	return {
		kind: 'choice',
		label: 'Motion Mode',
		description: 'Normal is smooth, Fast is rapid. Fast needs a Duration of 5 and not 1080p.',
		allowed: ['normal', 'fast'],
		default: 'normal',
		required: true,
		status,
	};
}

/** The V5 pages allow only `normal`, although their text still mentions `fast`. */
export function onlyNormalMotion(status: FactStatus = 'documented'): FixedField {
	return {
		kind: 'fixed',
		value: 'normal',
		label: 'Motion Mode',
		description: 'Only normal is allowed',
		required: true,
		status,
	};
}

export function aspectRatio(allowed: readonly string[] = RATIOS): ChoiceField {
	return {
		kind: 'choice',
		label: 'Aspect Ratio',
		description: 'Shape of the picture',
		allowed,
		labels: RATIO_LABELS,
		default: '16:9',
		required: true,
		status: 'documented',
	};
}

export function negativePrompt(status: FactStatus = 'documented'): TextField {
	return {
		kind: 'text',
		label: 'Negative Prompt',
		description: 'What you do not want to see in the video',
		placeholder: 'e.g. blurry, distorted hands',
		required: false,
		status,
	};
}

/** A seed; pages that print a range print 1 to 999999, pages that print none are not given one. */
export function seed(
	range: { min: number; max: number } | undefined,
	status: FactStatus = 'documented',
): NumberField {
	return {
		kind: 'number',
		label: 'Seed',
		description: 'The same seed with the same settings gives a similar video again',
		...range,
		default: 1,
		required: false,
		status,
	};
}

export const SEED_RANGE = { min: 1, max: 999999 } as const;

export function style(status: FactStatus = 'documented'): ChoiceField {
	return {
		kind: 'choice',
		label: 'Style',
		description:
			"Look of the video. Segmind's pages say that it works only on PixVerse 3.5, so it may change nothing here.",
		labels: { '3d_animation': '3D Animation' },
		allowed: ['3d_animation', 'anime', 'clay', 'comic', 'cyberpunk'],
		default: 'anime',
		required: false,
		status,
	};
}

export function soundEffectSwitch(): SwitchField {
	return {
		kind: 'switch',
		label: 'Sound Effect',
		description:
			"Whether to add a sound effect. Segmind's page shows this field only in its example.",
		default: false,
		required: false,
		status: 'inferred',
	};
}

export function lipSyncSwitch(): SwitchField {
	return {
		kind: 'switch',
		label: 'Lip Sync',
		description:
			"Whether to move the lips to speech. Segmind's page shows this field only in its example.",
		default: false,
		required: false,
		status: 'inferred',
	};
}

const MEDIA = { kind: 'media', required: true } as const;

export function image(description: string, status: FactStatus = 'documented'): MediaField {
	return { ...MEDIA, media: 'image', parameter: 'image', label: 'Image', description, status };
}

export function video(description: string, status: FactStatus = 'documented'): MediaField {
	return { ...MEDIA, media: 'video', parameter: 'video', label: 'Video', description, status };
}

export function firstFrame(status: FactStatus = 'documented'): MediaField {
	const description = 'The picture that the video starts with';
	return { ...image(description, status), parameter: 'firstFrame', label: 'First Frame' };
}

export function lastFrame(status: FactStatus = 'documented'): MediaField {
	const description = 'The picture that the video ends with';
	return { ...image(description, status), parameter: 'lastFrame', label: 'Last Frame' };
}
