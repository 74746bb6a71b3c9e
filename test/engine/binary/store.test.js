// The video as binary data, where n8n keeps files on disk and where it keeps them in memory.
const http = require('node:http');
const zlib = require('node:zlib');
const { loadEngine } = require('../../support/engine');
const { createRun, runOnce, summarise } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { VIDEO, FAST, PNG } = require('../errors/helpers.js');

jest.setTimeout(20_000);

let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
beforeAll(async () => {
	sandbox = await startSandbox({ jobDurationMs: 20 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const video = (options = {}) => ({ ...VIDEO, options: { ...FAST, ...options } });

describe.each(['filesystem', 'default'])('binary mode %s', (binaryMode) => {
	let engine;
	beforeAll(async () => {
		engine = await loadEngine({ binaryMode });
	});

	const bytesOf = async (binary) => await engine.binaryData.getAsBuffer(binary);

	test.each(['async', 'sync'])('keeps the file byte by byte, %s', async (requestMode) => {
		const { items, error } = await runOnce(engine, {
			parameters: video({ requestMode }),
			credential: credential(),
		});
		expect(error).toBeUndefined();
		const { data } = items[0].binary;
		const { requestId } = items[0].json;
		const response = await fetch(`${sandbox.url}/files/${requestId}.mp4`);
		const original = Buffer.from(await response.arrayBuffer());
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
		[`${'x'.repeat(300)}.mp4`, `${'x'.repeat(200)}.mp4`],
		['...', null],
		['  ', null],
		['a?b*c|d', 'a_b_c_d.mp4'],
		['фильм 🎬', 'фильм 🎬.mp4'],
	])('the file name %j becomes safe', async (fileName, expected) => {
		const { items } = await runOnce(engine, {
			parameters: video({ fileName: '={{ $json.fileName }}', binaryPropertyName: 'clip' }),
			items: [{ json: { fileName } }],
			credential: credential(),
		});
		const { json, binary } = items[0];
		expect(binary.clip.fileName).toBe(expected ?? `pixverse-${json.requestId}.mp4`);
		expect(binary.clip).not.toHaveProperty('directory');
	});

	test('an odd ID in a header of v1 does not become a path', async () => {
		const server = http.createServer(async (_, response) => {
			const mp4 = await fetch(`${sandbox.url}/files/sample-16x9.mp4`);
			response.writeHead(200, { 'content-type': 'video/mp4', 'x-request-id': '../../x\\y' });
			response.end(Buffer.from(await mp4.arrayBuffer()));
		});
		await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { items, error } = await runOnce(engine, {
				parameters: video({ requestMode: 'sync' }),
				credential: { ...credential(), baseUrl: `http://127.0.0.1:${server.address().port}` },
			});
			expect(error).toBeUndefined();
			expect(items[0].json.requestId).toBe('../../x\\y');
			expect(items[0].binary.data.fileName).toMatch(/^[^/\\]+\.mp4$/);
		} finally {
			server.closeAllConnections();
			server.close();
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
		const run = createRun(engine, {
			parameters: video({ requestMode: 'sync', maxConcurrentJobs: 1 }),
			items: [{ json: { prompt: 'good' } }, { json: { prompt: 'bad' } }],
			credential: credential(),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		const failed = summarise(await run.start().promise);
		expect(failed.error.message).toMatch(/may not use/);
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
		sandbox.clearFaults();
		const { items, error } = summarise(await run.retry(failed.run));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.resumed)).toEqual([true, false]);
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
		const stored = await bytesOf(items[0].binary.data);
		expect(stored.toString('latin1', 4, 8)).toBe('ftyp');
	});

	test('what is no whole video is never taken for one: it is fetched again', async () => {
		const faults = {
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
		const { items, error } = await runOnce(engine, {
			parameters: video({ maxConcurrentJobs: names.length }),
			items: names.map((name) => ({ json: { prompt: `<${name}>` } })),
			credential: credential(),
		});
		expect(error).toBeUndefined();
		const downloads = sandbox.requests.filter(({ phase }) => phase === 'download');
		expect(downloads).toHaveLength(2 * names.length);
		for (const { json, binary } of items) {
			const sample = Buffer.from(await (await fetch(json.videoUrl)).arrayBuffer());
			expect((await bytesOf(binary.data)).equals(sample)).toBe(true);
		}
	});

	test('combined binary mode: a file is found by its path in the item', async () => {
		const stored = await engine.binaryData.store(
			{ type: 'execution', workflowId: '1', executionId: '1' },
			PNG,
			{ mimeType: 'image/png', fileName: 'one.png', data: '' },
		);
		const { items, error } = await runOnce(engine, {
			parameters: { resource: 'asset', operation: 'upload', binaryPropertyName: '_files.one' },
			items: [{ json: { _files: { one: stored } } }],
			workflowSettings: { binaryMode: 'combined' },
			credential: credential(),
		});
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ mimeType: 'image/png', fileSize: PNG.length });
	});
});

describe('bodies from a file host of their own kind', () => {
	let engine;
	let server;
	let answer;
	beforeAll(async () => {
		engine = await loadEngine();
		server = http.createServer((request, response) => answer(request, response));
		await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	const sample = async () =>
		Buffer.from(await (await fetch(`${sandbox.url}/files/sample-16x9.mp4`)).arrayBuffer());
	const useServer = (fields = {}) => {
		const url = `http://127.0.0.1:${server.address().port}/v.mp4`;
		sandbox.configure({ resultShape: () => ({ video: { url, ...fields } }) });
	};
	const run = async () => await runOnce(engine, { parameters: video(), credential: credential() });

	test('packed although that was not asked for', async () => {
		const mp4 = await sample();
		let asked;
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
		const { items, error } = await run();
		expect(error).toBeUndefined();
		expect((await engine.binaryData.getAsBuffer(items[0].binary.data)).equals(mp4)).toBe(true);
		expect(asked).toBe('identity');
	});

	test('in chunks of one byte at first, without a length', async () => {
		const mp4 = await sample();
		answer = async (_, response) => {
			response.writeHead(200, { 'content-type': 'application/octet-stream' });
			for (let at = 0; at < 16; at += 1) {
				response.write(mp4.subarray(at, at + 1));
				await new Promise((resolve) => setImmediate(resolve));
			}
			response.end(mp4.subarray(16));
		};
		// A size in the API's answer that is not exact loses no paid video.
		useServer({ file_size: mp4.length + 1 });
		const { items, error } = await run();
		expect(error).toBeUndefined();
		expect((await engine.binaryData.getAsBuffer(items[0].binary.data)).equals(mp4)).toBe(true);
	});
});
