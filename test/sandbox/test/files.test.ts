import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';

import { SANDBOX_KEY } from '..';
import { membersOf } from '../json';
import { boxesOf, codecOf, sizeOf } from './boxes';
import {
	closeAll,
	FIVE_VIDEO_BODY,
	jsonOf,
	open,
	present,
	said,
	textOf,
	V6_BODY,
	type Headers,
} from './open';

const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'];
const VIDEOS = join(__dirname, '../videos');
const OWN_SIZE = statSync(join(VIDEOS, '16x9.mp4')).size;

afterEach(closeAll);

const textsOf = (value: unknown) => (Array.isArray(value) ? value.map(textOf) : []);

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	const reader = stream.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		yield value;
	}
}

const bytesAt = async (url: unknown, headers: Headers = {}) =>
	Buffer.from(await (await fetch(textOf(url), { headers })).arrayBuffer());

describe('the videos', () => {
	test('are small, one per ratio', () => {
		const names = readdirSync(VIDEOS);
		expect(names.sort()).toEqual(RATIOS.map((ratio) => `${ratio.replace(':', 'x')}.mp4`).sort());
		for (const name of names) expect(statSync(join(VIDEOS, name)).size).toBeLessThan(25_000);
	});

	test.each(RATIOS)('%s is H.264 baseline of that ratio, its index in front', async (ratio) => {
		const { finished } = await open();
		const { result } = await finished({ ...V6_BODY, aspect_ratio: ratio });
		const bytes = await bytesAt(result.output);
		expect(bytes.length).toBe(membersOf(result.video).file_size);
		const types = boxesOf(bytes).map((box) => box.type);
		expect(types[0]).toBe('ftyp');
		expect(types.indexOf('moov')).toBeLessThan(types.indexOf('mdat'));
		const { width, height } = sizeOf(bytes);
		const [across = 0, down = 0] = ratio.split(':').map(Number);
		expect(width / height).toBeCloseTo(across / down, 5);
		expect(codecOf(bytes)).toEqual({ codec: 'avc1', profile: 66 });
	});

	test('have 16:9 when a picture is given, whatever ratio is asked for', async () => {
		const { sandbox, finished } = await open();
		const image_url = `${sandbox.url}/files/sample-1x1.mp4`;
		const { result } = await finished({ ...V6_BODY, aspect_ratio: '9:16', image_url });
		expect(sizeOf(await bytesAt(result.output))).toEqual({ width: 320, height: 180 });
	});

	test('are not there before the job is done, nor for a job that failed', async () => {
		const { sandbox, clock, submit } = await open();
		const ids = [await submit(), await submit({ ...V6_BODY, prompt: '[fail]' })];
		expect((await fetch(`${sandbox.url}/files/${ids[0]}.mp4`)).status).toBe(404);
		clock.advance(60_000);
		expect((await fetch(`${sandbox.url}/files/${ids[0]}.mp4`)).status).toBe(200);
		expect((await fetch(`${sandbox.url}/files/${ids[1]}.mp4`)).status).toBe(404);
		expect((await fetch(`${sandbox.url}/files/nothing.mp4`)).status).toBe(404);
	});

	test('need no key, and a key that was sent is on record', async () => {
		const { sandbox } = await open();
		const url = `${sandbox.url}/files/sample-4x3.mp4`;
		await fetch(url);
		await fetch(url, { headers: { 'x-api-key': SANDBOX_KEY } });
		await fetch(url, { headers: { authorization: `Bearer ${SANDBOX_KEY}` } });
		await fetch(`${url}?key=${SANDBOX_KEY}`);
		expect(sandbox.requests.map(({ phase, key, keySeen }) => [phase, key, keySeen])).toEqual([
			['download', 'none', false],
			['download', 'valid', true],
			['download', 'none', true],
			['download', 'none', true],
		]);
	});
});

describe('parts of a file', () => {
	test.each([
		['bytes=0-7', 0, 8],
		['bytes=100-', 100, undefined],
		['bytes=-10', -10, undefined],
		['bytes=5-99999999', 5, undefined],
	])('%s', async (range, start, end) => {
		const { sandbox } = await open();
		const url = `${sandbox.url}/files/sample-16x9.mp4`;
		const whole = await bytesAt(url);
		const response = await fetch(url, { headers: { range } });
		const part = Buffer.from(await response.arrayBuffer());
		expect(response.status).toBe(206);
		expect(part.equals(whole.subarray(start, end))).toBe(true);
		expect(response.headers.get('content-range')).toMatch(
			new RegExp(`^bytes \\d+-\\d+/${whole.length}$`),
		);
		expect(Number(response.headers.get('content-length'))).toBe(part.length);
	});

	test('that lie beyond its end are refused; nonsense is ignored', async () => {
		const { sandbox } = await open();
		const url = `${sandbox.url}/files/sample-16x9.mp4`;
		for (const range of ['bytes=9999999-', 'bytes=5-2', 'bytes=-0', 'bytes=-']) {
			const refused = await fetch(url, { headers: { range } });
			expect(refused.status).toBe(416);
			expect(refused.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
		}
		expect((await fetch(url, { headers: { range: 'pages=1-2' } })).status).toBe(200);
	});

	test('HEAD tells the length and sends nothing', async () => {
		const { sandbox } = await open();
		const url = `${sandbox.url}/files/sample-16x9.mp4`;
		const response = await fetch(url, { method: 'HEAD' });
		expect(Number(response.headers.get('content-length'))).toBe((await bytesAt(url)).length);
		expect(response.headers.get('accept-ranges')).toBe('bytes');
	});
});

describe('padding', () => {
	test.each([[100], [OWN_SIZE + 8], [50_000], [3_000_001]])('to %i bytes', async (videoBytes) => {
		const { finished } = await open({ videoBytes });
		const { result } = await finished();
		const bytes = await bytesAt(result.output);
		const wanted = Math.max(videoBytes, OWN_SIZE);
		expect(bytes).toHaveLength(wanted);
		expect(membersOf(result.video).file_size).toBe(wanted);
		const boxes = boxesOf(bytes);
		expect(boxes.at(-1)?.type).toBe(videoBytes > OWN_SIZE ? 'free' : 'mdat');
		expect(sizeOf(bytes)).toEqual({ width: 320, height: 180 });
	});

	test('can be told for each job', async () => {
		const { finished } = await open({ videoBytes: (_body, n) => (n + 1) * 10_000 });
		for (const size of [10_000, 20_000]) {
			const { result } = await finished();
			expect(membersOf(result.video).file_size).toBe(size);
		}
	});

	test('to 5 GB has a box with a long length, readable from anywhere', async () => {
		const videoBytes = 5 * 1024 ** 3;
		const { finished } = await open({ videoBytes });
		const { result } = await finished();
		expect(membersOf(result.video).file_size).toBe(videoBytes);
		const header = await bytesAt(result.output, { range: `bytes=${OWN_SIZE}-${OWN_SIZE + 15}` });
		expect(header.readUInt32BE(0)).toBe(1);
		expect(header.toString('latin1', 4, 8)).toBe('free');
		expect(Number(header.readBigUInt64BE(8))).toBe(videoBytes - OWN_SIZE);
		expect(await bytesAt(result.output, { range: 'bytes=-3' })).toEqual(Buffer.alloc(3));
	});

	test('is made as it is read: 100 MB do not lie in memory', async () => {
		const videoBytes = 100 * 1024 * 1024;
		const { finished } = await open({ videoBytes });
		const { result } = await finished();
		const before = process.memoryUsage().arrayBuffers;
		let received = 0;
		let most = 0;
		const { body } = await fetch(textOf(result.output));
		for await (const chunk of chunksOf(present(body))) {
			received += chunk.length;
			most = Math.max(most, process.memoryUsage().arrayBuffers - before);
		}
		expect(received).toBe(videoBytes);
		expect(most).toBeLessThan(videoBytes / 2);
	});
});

describe('POST /upload-asset', () => {
	const picture = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x10]);
	const dataUrl = `data:image/jpeg;base64,${picture.toString('base64')}`;

	test('publishes the files, at addresses that hold the e-mail of the account', async () => {
		const { sandbox, post } = await open();
		const { status, body } = await said(
			await post('/upload-asset', { data_urls: [dataUrl, 'data:video/mp4;base64,AAAA'] }),
		);
		expect(status).toBe(200);
		expect(body).toEqual({
			file_urls: [
				expect.stringMatching(/\/assets\/sandbox\.user@example\.com\/images\/[0-9a-f-]{36}\.jpg$/),
				expect.stringMatching(/\/assets\/sandbox\.user@example\.com\/videos\/[0-9a-f-]{36}\.mp4$/),
			],
			message: 'Files uploaded successfully',
		});
		const file = await fetch(textsOf(body.file_urls)[0] ?? '');
		expect(file.headers.get('content-type')).toBe('image/jpeg');
		expect(Buffer.from(await file.arrayBuffer()).equals(picture)).toBe(true);
		expect(sandbox.requests.at(-1)).toMatchObject({ phase: 'asset', key: 'none', keySeen: false });
	});

	test('answers in the other documented form when told so', async () => {
		const { post } = await open({ uploadAnswer: 'urls' });
		const { body } = await said(await post('/upload-asset', { data_urls: [dataUrl] }));
		expect(body).toEqual({ urls: [expect.stringMatching(/\.jpg$/)] });
	});

	test('keeps length and hash of what was sent, not the data', async () => {
		const { sandbox, post } = await open();
		await post('/upload-asset', { data_urls: [dataUrl] });
		expect(sandbox.requests[0]?.body).toEqual({
			data_urls: [
				{
					type: 'image/jpeg',
					length: picture.length,
					sha256: createHash('sha256').update(picture).digest('hex'),
				},
			],
		});
	});

	test.each([
		['no list', {}],
		['an empty list', { data_urls: [] }],
		['what is no data URL', { data_urls: ['https://example.com/a.png'] }],
		['what is no text', { data_urls: [7] }],
		['a broken escape', { data_urls: ['data:text/plain,%zz'] }],
	])('refuses %s', async (_name, body) => {
		const { post } = await open();
		expect((await post('/upload-asset', body)).status).toBe(400);
	});

	test('gives addresses that a job can use, and jobs find out about made-up ones', async () => {
		const { sandbox, clock, post, submit } = await open();
		const uploaded = await jsonOf(await post('/upload-asset', { data_urls: [dataUrl] }));
		const [url] = textsOf(uploaded.file_urls);
		await submit({ ...FIVE_VIDEO_BODY, image_url: url });
		await submit({ ...FIVE_VIDEO_BODY, image_url: `${url}x` });
		await submit({ ...FIVE_VIDEO_BODY, image_url: `${sandbox.url}/assets/%zz` });
		clock.advance(60_000);
		expect(sandbox.jobs.map((job) => job.status)).toEqual(['COMPLETED', 'FAILED', 'FAILED']);
	});
});
