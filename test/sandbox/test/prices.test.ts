// What a job costs follows its length, quality and sound, as the pages' ranges do.
import { describe, expect, test } from '@jest/globals';

import { catalogueWith, costOf } from '../catalogue';
import { present } from './open';

const models = catalogueWith([]);
const priceOf = (slug: string, body: object) => costOf(present(models.get(slug)), { ...body });

describe('the ends of each page’s range are prices', () => {
	test.each([
		['pixverse-v6', { duration: 1, quality: '360p' }, 0.044],
		['pixverse-v6', { duration: 15, quality: '1080p', generate_audio_switch: true }, 2.16],
		['pixverse-5-video', { duration: 5, quality: '360p' }, 0.375],
		['pixverse-4.5-video', { duration: 5, quality: '1080p' }, 1],
		['pixverse-5-extend', { duration: 8, quality: '720p' }, 1],
	])('%s %j: %d USD', (slug, body, usd) => {
		expect(priceOf(slug, body)).toBeCloseTo(usd, 2);
	});
});

test('sound, a fast motion and length cost more', () => {
	expect(priceOf('pixverse-v6', { duration: 5, quality: '540p' })).toBe(0.28125);
	expect(
		priceOf('pixverse-v6', { duration: 5, quality: '540p', generate_audio_switch: false }),
	).toBe(0.21875);
	const fast = { duration: 5, quality: '540p', motion_mode: 'fast' };
	expect(priceOf('pixverse-4.5-video', fast)).toBe(0.75);
});

test('where no list is known, or a body is not in it, the average', () => {
	expect(priceOf('pixverse-mimic', {})).toBe(2.03);
	expect(priceOf('muscle-surge', {})).toBe(0.418);
	expect(priceOf('pixverse-5-video', { duration: 8, quality: '1080p' })).toBe(0.631);
});

test('a price that is given counts, whatever is asked for', () => {
	const added = catalogueWith([{ slug: 'pixverse-v6', cost: 3 }]).get('pixverse-v6');
	expect(costOf(present(added), { duration: 1, quality: '360p' })).toBe(3);
});
