// Combinations that PixVerse does not make are refused, and nothing else is.
import { expect, test } from '@jest/globals';

import { fiveSecondsAt1080p, motionRules } from '../../../nodes/PixVerse/models/rules';

const brokenBy = (values: Record<string, number | string>) =>
	motionRules()
		.filter((rule) => !rule.allows(values))
		.map(({ field, reads }) => `${field} by ${reads.join()}`);

test.each<[number, string, string, string[]]>([
	[5, '1080p', 'normal', []],
	[8, '720p', 'normal', []],
	[5, '720p', 'fast', []],
	[8, '1080p', 'normal', ['duration by quality']],
	[8, '540p', 'fast', ['duration by motion_mode']],
	[5, '1080p', 'fast', ['motion_mode by quality']],
	[
		8,
		'1080p',
		'fast',
		['duration by quality', 'duration by motion_mode', 'motion_mode by quality'],
	],
])('%i s in %s, %s', (duration, quality, motionMode, broken) =>
	expect(brokenBy({ duration, quality, motion_mode: motionMode })).toEqual(broken),
);

test('a model without motion modes is judged by its length alone', () =>
	expect(brokenBy({ duration: 8, quality: '540p' })).toEqual([]));

test('a concluded rule says so, and the way round it', () => {
	expect(fiveSecondsAt1080p().message).toBe('Duration must be 5 when Quality is 1080p');
	expect(fiveSecondsAt1080p('inferred').message).toMatch(/concluded.*Run Other Model/);
});
