// The video as binary data, where n8n keeps files on disk and where it keeps them in memory.
import http from 'node:http';
import zlib from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { fileOf } from '../../support/assertions';
import { PNG, RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { addressOf, listen, shut } from '../../support/localServer';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

/** What is at an address. */
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

describe.each(['filesystem', 'default'] as const)('binary mode %s', (binaryMode) => {
	const { engine, prepare, run, sandbox, sent } = useNode({ jobDurationMs: 20, binaryMode });

	const bytesOf = async (binary: IBinaryData) => await engine.binaryData.getAsBuffer(binary);

	test.each(['async', 'sync'])('keeps the file byte by byte, %s', async (requestMode) => {
		const { items, error } = await run(video({ requestMode }));
		expect(error).toBeUndefined();
		const data = fileOf(items[0]);
		const { requestId } = elementAt(items, 0).json;
		const original = await bytesAt(`${sandbox.url}/files/${requestId}.mp4`);
		const stored = await bytesOf(data);
		expect(stored.equals(original)).toBe(true);
		expect(data).toMatchObject({
			mimeType: 'video/mp4',
			fileName: `pixverse-${requestId}.mp4`,
			fileExtension: 'mp4',
			fileType: 'video',
		});
		expect(data.fileSize).toMatch(/^[\d.]+ kB$/);
		expect('id' in data).toBe(binaryMode === 'filesystem');
	});

	test.each([
		['../../etc/passwd', 'passwd.mp4'],
		['C:\\temp\\clip.mp4', 'clip.mp4'],
		['clip.mp4.mp4', 'clip.mp4'],
		['clip.MP4', 'clip.mp4'],
		['a\u0000b\nc\u001f', 'a_b_c_.mp4'],
		[`${'x'.repeat(300)}.mp4`, `${'x'.repeat(220)}.mp4`],
		['...', null],
		['  ', null],
		['a?b*c|d', 'a_b_c_d.mp4'],
		['фильм 🎬', 'фильм 🎬.mp4'],
	])('the file name %j becomes safe', async (fileName, expected) => {
		const { items } = await run(
			video({ fileName: '={{ $json.fileName }}', binaryPropertyName: 'clip' }),
			{ items: [{ json: { fileName } }] },
		);
		const clip = fileOf(items[0], 'clip');
		expect(clip.fileName).toBe(expected ?? `pixverse-${items[0]?.json.requestId}.mp4`);
		expect(clip).not.toHaveProperty('directory');
	});

	test('an odd ID in a header of v1 does not become a path', async () => {
		const mp4 = await bytesAt(`${sandbox.url}/files/sample-16x9.mp4`);
		const server = http.createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'video/mp4', 'x-request-id': '../../x\\y' });
			response.end(mp4);
		});
		const baseUrl = await listen(server);
		try {
			const { items, error } = await run(video({ requestMode: 'sync' }), {
				credential: { baseUrl },
			});
			expect(error).toBeUndefined();
			expect(items[0]?.json.requestId).toBe('../../x\\y');
			expect(fileOf(items[0]).fileName).toMatch(/^[^/\\]+\.mp4$/);
		} finally {
			shut(server);
		}
	});

	test('a retry of a run in sync mode hands over the video that the first try paid for', async () => {
		// The first item fails for good, the second is paid: Retry On Fail calls the node again.
		sandbox.addFault({
			kind: 'status',
			status: 403,
			phase: 'sync',
			match: { bodyContains: 'bad' },
		});
		const run = prepare(video({ requestMode: 'sync', maxConcurrentJobs: 1 }), {
			items: [{ json: { prompt: 'good' } }, { json: { prompt: 'bad' } }],
			settings: RETRY,
		});
		const failed = summarise(await run.start().promise);
		expect(failed.error?.message).toMatch(/may not use/);
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
		sandbox.clearFaults();
		const { items, error } = summarise(await run.retry(failed.run));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.resumed)).toEqual([true, false]);
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
		const stored = await bytesOf(fileOf(items[0]));
		expect(stored.toString('latin1', 4, 8)).toBe('ftyp');
	});

	test('what is no whole video is never taken for one: it is fetched again', async () => {
		const faults: Record<string, Fault> = {
			'a page': { kind: 'wrongType' },
			'a page as video/mp4': { kind: 'notVideo' },
			'garbage as video/mp4': { kind: 'notVideo', body: 'garbage' },
			'half, then a reset': { kind: 'truncate' },
			'half, with a clean end and no length': { kind: 'truncateSilently' },
			nothing: { kind: 'status', status: 200, body: '', contentType: 'video/mp4' },
			'nine bytes': { kind: 'status', status: 200, body: 'too short', contentType: 'video/mp4' },
		};
		for (const [name, fault] of Object.entries(faults)) {
			sandbox.addFault({
				...fault,
				phase: 'download',
				times: 1,
				match: { bodyContains: `<${name}>` },
			});
		}
		const names = Object.keys(faults);
		const { items, error } = await run(video({ maxConcurrentJobs: names.length }), {
			items: names.map((name) => ({ json: { prompt: `<${name}>` } })),
		});
		expect(error).toBeUndefined();
		const downloads = sent('download');
		expect(downloads).toHaveLength(2 * names.length);
		for (const item of items) {
			const sample = await bytesAt(item.json.videoUrl ?? '');
			expect((await bytesOf(fileOf(item))).equals(sample)).toBe(true);
		}
	});

	test('combined binary mode: a file is found by its path in the item', async () => {
		const stored = await engine.binaryData.store(
			{ type: 'execution', workflowId: '1', executionId: '1' },
			PNG,
			{ mimeType: 'image/png', fileName: 'one.png', data: '' },
		);
		const { items, error } = await run(
			{ resource: 'asset', operation: 'upload', binaryPropertyName: '_files.one' },
			{
				items: [{ json: { _files: { one: stored } } }],
				workflowSettings: { binaryMode: 'combined' },
			},
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ mimeType: 'image/png', fileSize: PNG.length });
	});
});

describe('bodies from a file host of their own kind', () => {
	const { engine, run, sandbox } = useNode({ jobDurationMs: 20 });
	let answer: http.RequestListener;
	const server = http.createServer((request, response) => answer(request, response));
	beforeAll(async () => {
		await listen(server);
	});
	afterAll(() => shut(server));
	const sample = async () => await bytesAt(`${sandbox.url}/files/sample-16x9.mp4`);
	const useServer = (fields: object = {}) => {
		const url = `${addressOf(server)}/v.mp4`;
		sandbox.configure({ resultShape: () => ({ video: { url, ...fields } }) });
	};

	test('packed although that was not asked for', async () => {
		const mp4 = await sample();
		let asked: string | string[] | undefined;
		answer = (request, response) => {
			asked = request.headers['accept-encoding'];
			const packed = zlib.gzipSync(mp4);
			response.writeHead(200, {
				'content-type': 'video/mp4',
				'content-encoding': 'gzip',
				'content-length': packed.length,
			});
			response.end(packed);
		};
		useServer();
		const { items, error } = await run(video());
		expect(error).toBeUndefined();
		expect((await engine.binaryData.getAsBuffer(fileOf(items[0]))).equals(mp4)).toBe(true);
		expect(asked).toBe('identity');
	});

	test('in chunks of one byte at first, without a length', async () => {
		const mp4 = await sample();
		const inPieces = async (response: http.ServerResponse) => {
			response.writeHead(200, { 'content-type': 'application/octet-stream' });
			for (let at = 0; at < 16; at += 1) {
				response.write(mp4.subarray(at, at + 1));
				await new Promise((resolve) => setImmediate(resolve));
			}
			response.end(mp4.subarray(16));
		};
		answer = (_, response) => void inPieces(response);
		// A size in the API's answer that is not exact loses no paid video.
		useServer({ file_size: mp4.length + 1 });
		const { items, error } = await run(video());
		expect(error).toBeUndefined();
		expect((await engine.binaryData.getAsBuffer(fileOf(items[0]))).equals(mp4)).toBe(true);
	});
});
