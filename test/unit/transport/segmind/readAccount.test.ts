// Credits and uploads, in every form that documentation and SDK show.
import { expect, test } from '@jest/globals';

import {
	readCredits,
	readUploadUrl,
} from '../../../../nodes/PixVerse/transport/segmind/readAccount';

test.each<[unknown, unknown]>([
	[
		{ credits: 1.5, 'free-credits': 0.02 },
		{ credits: 1.5, freeCredits: 0.02 },
	],
	[
		{ credits: '1.5', free_credits: 2 },
		{ credits: 1.5, freeCredits: 2 },
	],
	[{ credits: 0 }, { credits: 0, freeCredits: 0 }],
	[{ 'free-credits': 3 }, { credits: 0, freeCredits: 3 }],
	[{ credits: 'many' }, undefined],
	['<html>', undefined],
	[null, undefined],
])('the credits of %j', (body, credits) => expect(readCredits(body)).toEqual(credits));

const URL = 'https://images.segmind.com/assets/a.png';

test.each<[unknown, string | undefined]>([
	[{ file_urls: [URL] }, URL],
	[{ urls: [URL] }, URL],
	[{ url: URL }, URL],
	[{ file_url: URL }, URL],
	[[URL], URL],
	[{ file_urls: [] }, undefined],
	[{ file_urls: ['no address'] }, undefined],
	[{ message: 'Files uploaded successfully' }, undefined],
	[null, undefined],
])('the address of an upload in %j', (body, url) => expect(readUploadUrl(body)).toBe(url));
