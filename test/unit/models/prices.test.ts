// Prices are concluded from two known ends of each range: both ends come out as Segmind prints them.
import { expect, test } from '@jest/globals';

import { v5Prices, v6Prices } from '../../../nodes/PixVerse/models/prices';

type Prices = ReturnType<typeof v5Prices>;

const usdOf = ({ rows }: Prices, when: object) =>
	rows.filter((row) => JSON.stringify(row.when) === JSON.stringify(when)).map(({ usd }) => usd);

test.each([
	[{ quality: '360p', duration: 1, generate_audio_switch: true }, 0.0438],
	[{ quality: '1080p', duration: 15, generate_audio_switch: true }, 2.1563],
	[{ quality: '540p', duration: 5, generate_audio_switch: false }, 0.2188],
])('V6 with %j: %p', (when, usd) => expect(usdOf(v6Prices(15), when)).toEqual([usd]));

test('V6 has a price for each second that a model makes, and for no more', () => {
	expect(v6Prices(3).rows).toHaveLength(4 * 3 * 2);
	expect(usdOf(v6Prices(3), { quality: '360p', duration: 4, generate_audio_switch: true })).toEqual(
		[],
	);
});

test.each([
	[{ quality: '540p', duration: 5, motion_mode: 'normal' }, 0.375],
	[{ quality: '1080p', duration: 5, motion_mode: 'normal' }, 1],
	[{ quality: '720p', duration: 8, motion_mode: 'normal' }, 1],
	[{ quality: '540p', duration: 5, motion_mode: 'fast' }, 0.75],
])('V5 with %j: %p', (when, usd) => expect(usdOf(v5Prices(), when)).toEqual([usd]));

test.each([
	{ quality: '1080p', duration: 8, motion_mode: 'normal' },
	{ quality: '1080p', duration: 5, motion_mode: 'fast' },
	{ quality: '540p', duration: 8, motion_mode: 'fast' },
])('V5 has none for what PixVerse does not make: %j', (when) =>
	expect(usdOf(v5Prices(), when)).toEqual([]),
);

test('what makes a price unknown is kept', () => {
	expect(v5Prices(['sound_effect_switch']).unknownWith).toEqual(['sound_effect_switch']);
	expect(v5Prices()).not.toHaveProperty('unknownWith');
});
