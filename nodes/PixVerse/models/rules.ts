import type { FactStatus, ModelRule } from './types';

/*
 * Combinations that PixVerse does not make. The pages of 4.5-video, text2video, image2video,
 * 5-video and 5-extend print them ("only 5 is allowed for fast mode or 1080p quality", "1080p does
 * not support fast"); for the transitions they are concluded from those siblings, and refused as
 * well: a refusal here is free, a failed job costs minutes.
 */

function wording(status: FactStatus, rule: string): string {
	return status === 'documented'
		? rule
		: `${rule} (concluded from PixVerse's other models; Segmind's page does not say it; Run Other Model sends it anyway)`;
}

export function fiveSecondsAt1080p(status: FactStatus = 'documented'): ModelRule {
	return {
		field: 'duration',
		reads: ['quality'],
		allows: ({ duration, quality }) => quality !== '1080p' || duration === 5,
		message: wording(status, 'Duration must be 5 when Quality is 1080p'),
		status,
	};
}

function fiveSecondsWhenFast(status: FactStatus = 'documented'): ModelRule {
	return {
		field: 'duration',
		reads: ['motion_mode'],
		allows: ({ duration, motion_mode: motionMode }) => motionMode !== 'fast' || duration === 5,
		message: wording(status, 'Duration must be 5 when Motion Mode is Fast'),
		status,
	};
}

function notFastAt1080p(status: FactStatus = 'documented'): ModelRule {
	return {
		field: 'motion_mode',
		reads: ['quality'],
		allows: ({ motion_mode: motionMode, quality }) => motionMode !== 'fast' || quality !== '1080p',
		message: wording(status, 'Motion Mode must be Normal when Quality is 1080p'),
		status,
	};
}

/** The three rules of the models that have a choice of motion mode. */
export function motionRules(status: FactStatus = 'documented'): ModelRule[] {
	return [fiveSecondsAt1080p(status), fiveSecondsWhenFast(status), notFastAt1080p(status)];
}
