// Where a result holds its video: in known places, and anywhere where it is in none of them.
import { expect, test } from '@jest/globals';

import {
	findVideo,
	findVideoUrl,
	readUrl,
} from '../../../../nodes/PixVerse/transport/segmind/findVideoUrl';

const URL = 'https://images.segmind.com/a.mp4';
const OWN = 'https://api.segmind.com/v2/requests/1';

test.each<[unknown]>([
	[{ video: { url: URL } }],
	[{ output: URL }],
	[{ output: [URL] }],
	[{ output: [{ url: URL }] }],
	[{ output: { url: URL } }],
	[{ output: { video_url: URL } }],
	[{ output: { video: { url: URL } } }],
	[{ videos: [{ url: URL }] }],
	[{ videos: [URL] }],
	[{ video: URL }],
	[{ video_url: URL }],
	// Unforeseen:
	[{ outputs: [URL] }],
	[{ outputs: [{ type: 'video', src: URL }] }],
	[{ url: URL }],
	[{ output_url: URL }],
	[{ video: [{ url: URL }] }],
	[{ result: { video: { url: URL } } }],
	[{ data: { output: URL } }],
	[[URL]],
	[{ status_url: OWN, response_url: OWN, poll_url: OWN, next: OWN, made: { it: URL } }],
	[{ link: 'http://127.0.0.1:8000/v1/requests/1', made: URL }],
	[
		{
			input: { image_url: 'https://a.test/in.png' },
			request_body: { video_url: 'https://a.test/in.mp4' },
			made: URL,
		},
	],
	[{ thumbnail: 'https://a.test/t.jpg', last_frame_url: 'https://a.test/l.png', file: URL }],
	[{ page: 'https://a.test/about', file: URL }],
	[{ video: { url: 'gs://bucket/a.mp4' }, output: URL }],
])('%j', (body) => expect(findVideoUrl(body)).toBe(URL));

test.each<[unknown, string | undefined]>([
	[{ output: 'words' }, undefined],
	[{ output: `see ${URL} for it` }, undefined],
	[{ status_url: OWN, response_url: OWN }, undefined],
	[{ output: 'gs://bucket/a.mp4' }, 'gs://bucket/a.mp4'],
	[{ output: 'https://' }, undefined],
	[null, undefined],
	['text', undefined],
])('%j holds %p', (body, url) => expect(findVideoUrl(body)).toBe(url));

/** Nothing in it tells a video. */
const MADE = 'https://images.segmind.com/made/1';

test.each<[unknown]>([
	[{ status_url: OWN, response_url: OWN, poll_url: OWN, made: MADE }],
	[{ next: OWN, made: MADE }],
	[{ self: 'https://api.spotprod.segmind.com/x', made: MADE }],
	[{ link: 'http://127.0.0.1:8000/v1/requests/1', made: MADE }],
	[{ input: { image_url: 'https://a.test/in' }, made: MADE }],
	[{ inputs: ['https://a.test/in'], request_body: { url: 'https://a.test/in' }, made: MADE }],
	[{ webhook_url: 'https://a.test/hook', logs: 'https://a.test/log', made: MADE }],
	[{ thumbnail: 'https://a.test/t', last_frame_url: 'https://a.test/l', made: MADE }],
	[{ preview_images: ['https://a.test/t'], made: [MADE] }],
	[{ prompt: 'https://a.test/prompt.mp4', made: MADE }],
	[{ arguments: { video: 'https://a.test/in.mp4' }, payload: ['https://a.test/in'], made: MADE }],
	[{ documentation: 'https://a.test/docs', help_url: 'https://a.test/help', made: MADE }],
	[{ image_url: 'https://a.test/in.mp4', first_frame_url: 'https://a.test/1.mp4', made: MADE }],
	[{ source_video: 'https://a.test/in.mp4', input_video_url: 'https://a.test/in', made: MADE }],
])('%j: neither what was sent, nor where to look, nor a picture of it', (body) =>
	expect(findVideoUrl(body)).toBe(MADE),
);

test.each<[unknown, boolean]>([
	[{ video: { url: URL } }, false],
	[{ output: [{ url: URL }] }, false],
	[{ video_url: URL }, false],
	[{ output: URL }, true],
	[{ output: [URL] }, true],
	[{ somewhere: URL }, true],
	[URL, true],
	[{ output: 'words' }, false],
])('whether what %j holds may be words: %p', (body, mayBeWords) =>
	expect(findVideo(body).mayBeWords ?? false).toBe(mayBeWords),
);

test('a body of a million members ends soon', () => {
	const body = { list: Array.from({ length: 1_000_000 }, (_, index) => index), url: URL };
	expect(findVideoUrl(body)).toBe(URL);
});

test('what is an address at all', () => {
	expect(readUrl(` ${URL} `)).toBe(URL);
	expect(readUrl('data:video/mp4;base64,AAAA')).toMatch(/^data:/);
	expect(readUrl('Note: words')).toBeUndefined();
	expect(readUrl('note://see the words below')).toBeUndefined();
	expect(readUrl(7)).toBeUndefined();
});
