// An address that only this machine can open is refused where Segmind itself would have to fetch it.
import { expect, test } from '@jest/globals';

import { readMedia } from '../../../../../nodes/PixVerse/actions/video/order/readMedia';
import { image } from '../../../../../nodes/PixVerse/models/fields';
import { contextOf } from '../../../../support/parameters';

const field = image('The picture to animate');
const read = async (imageUrl: string, isSegmindHost: boolean) =>
	await readMedia(contextOf({ imageUrl }), 0, field, isSegmindHost);

test.each(['http://localhost:5678/cat.png', 'http://192.168.0.4/cat.png'])('%s', async (url) => {
	expect(await read(url, true)).toEqual({
		ok: false,
		problem: {
			code: 'invalid-input',
			message: 'Image URL leads to a machine that Segmind cannot reach',
			description: expect.stringMatching(/choose Binary as Image Source/),
		},
	});
	expect(await read(url, false)).toEqual({ ok: true, value: { url } });
});

test.each([true, false])(
	'a public address is fine where Segmind fetches it: %p',
	async (isSegmind) => {
		const url = 'https://example.com/cat.png';
		expect(await read(url, isSegmind)).toEqual({ ok: true, value: { url } });
	},
);

test.each(['', 'cat.png', 'ftp://example.com/cat.png', 'data:image/png;base64,AA'])(
	'%p is no public address',
	async (url) => {
		expect(await read(url, true)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
	},
);
