// Estimates: the two ends of each page's range, what lies between, and what is left open.
import { describe, expect, test } from '@jest/globals';

import { MODELS } from '../../../nodes/PixVerse/models';
import { estimate, usdText } from '../../../nodes/PixVerse/models/estimate';

const v6 = (duration: unknown, quality: unknown, audio?: unknown) =>
	estimate('pixverse-v6', {
		prompt: 'A boat',
		duration,
		quality,
		...(audio === undefined ? {} : { generate_audio_switch: audio }),
	});

describe('V6', () => {
	test.each([
		[1, '360p', true, 0.0438],
		[15, '1080p', true, 2.1563],
		[5, '540p', true, 0.2813],
		[5, '540p', false, 0.2188],
		['5', '540p', 'false', 0.2188],
	])('%s s in %s with sound %s', (duration, quality, audio, usd) => {
		expect(v6(duration, quality, audio)).toEqual({ usd });
	});

	test('what a body leaves open counts as the dearest that fits', () => {
		expect(v6(5, '540p')).toEqual({ usd: 0.2813, isUpperBound: true });
		expect(v6(5, undefined, false)).toEqual({ usd: 0.5625, isUpperBound: true });
		expect(estimate('pixverse-v6', {})).toEqual({ usd: 2.1563, isUpperBound: true });
	});

	test('a setting that nobody knows counts as the dearest of all', () => {
		expect(v6(60, '4k')).toEqual({ usd: 2.1563, isUpperBound: true });
	});
});

describe.each(['pixverse-5-extend', 'pixverse-4.5-video', 'pixverse-transition'])('%s', (slug) => {
	test.each([
		[5, '360p', 'normal', 0.375],
		[5, '540p', 'normal', 0.375],
		[8, '540p', 'normal', 0.75],
		[5, '720p', 'normal', 0.5],
		[8, '720p', 'normal', 1],
		[5, '1080p', 'normal', 1],
		[5, '540p', 'fast', 0.75],
		[5, '720p', 'fast', 1],
	])('%s s in %s, %s', (duration, quality, motionMode, usd) => {
		expect(estimate(slug, { duration, quality, motion_mode: motionMode })).toEqual({ usd });
	});
});

test('a switch whose price nobody states counts as the dearest', () => {
	const body = { duration: 5, quality: '540p', motion_mode: 'normal' };
	expect(estimate('pixverse-5-video', body)).toEqual({ usd: 0.375 });
	for (const name of ['sound_effect_switch', 'lip_sync_switch']) {
		expect(estimate('pixverse-5-video', { ...body, [name]: false })).toEqual({ usd: 0.375 });
		expect(estimate('pixverse-5-video', { ...body, [name]: true })).toEqual({
			usd: 1,
			isUpperBound: true,
		});
	}
});

test('where only an average is known, that', () => {
	expect(estimate('pixverse-mimic', {})).toEqual({ usd: 2.03 });
	expect(estimate('pixverse-lipsync', { anything: 1 })).toEqual({ usd: 0.312 });
});

test.each(['seedream-4', 'constructor', '__proto__', ''])('no price is known of %p', (slug) => {
	expect(estimate(slug, {})).toBeNull();
});

test('no estimate leaves the range of the model’s page', () => {
	for (const { priceUsd, prices, slug } of MODELS) {
		if (!prices || 'average' in priceUsd) continue;
		const usd = prices.rows.map((row) => row.usd);
		expect({ slug, from: Math.min(...usd), to: Math.max(...usd) }).toEqual({
			slug,
			from: slug === 'pixverse-v6' ? 0.0313 : priceUsd.from,
			to: expect.closeTo(priceUsd.to, 2),
		});
	}
});

test.each([
	[0.0438, 'about 0.044 USD'],
	[0.28125, 'about 0.28 USD'],
	[2, 'about 2 USD'],
])('%s reads %s', (usd, text) => {
	expect(usdText(usd)).toBe(text);
});
