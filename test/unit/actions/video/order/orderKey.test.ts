// The name under which an execution remembers an order: a changed prompt is a new order, a changed
// timeout is not, and neither is what an expression gives anew.
import { expect, test } from '@jest/globals';

import {
	orderContent,
	writtenParameters,
} from '../../../../../nodes/PixVerse/actions/video/order/orderKey';

const written = { model: 'pixverse-v6', prompt: '={{ $now }}', options: { timeout: 5 } };

test('what leaves the video as it is does not count, nor does the order of the fields', () => {
	const same = { options: { timeout: 9, maxVideos: 2 }, waitForCompletion: false };
	const { model, prompt } = written;
	expect(writtenParameters({ prompt, ...same, model })).toEqual(writtenParameters(written));
});

test.each([
	{ ...written, prompt: 'Another' },
	{ ...written, seed: 7 },
	{ ...written, options: { timeout: 5, additionalBody: '{"seed":7}' } },
])('%j is another order', (changed) => {
	expect(writtenParameters(changed)).not.toEqual(writtenParameters(written));
});

test('a content is a model with its body', () => {
	const content = orderContent({ slug: 'a', body: { prompt: 'p' } });
	expect(content).toMatch(/^[0-9a-f]{32}$/);
	expect(orderContent({ slug: 'a', body: { prompt: 'p' } })).toBe(content);
	expect(orderContent({ slug: 'b', body: { prompt: 'p' } })).not.toBe(content);
	expect(orderContent({ slug: 'a', body: { prompt: 'q' } })).not.toBe(content);
});
