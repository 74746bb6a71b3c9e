// The answer of v1 may be the video, JSON about it, or words: what was paid for is never thrown
// away, and what may have been paid for is never called refused.
import { Readable } from 'node:stream';

import { describe, expect, test } from '@jest/globals';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { N8nFiles } from '../../../../nodes/PixVerse/transport/http/request';
import { runSync } from '../../../../nodes/PixVerse/transport/segmind/syncAnswer';
import { fakeHttp, slowHttp, type WireAnswer } from '../../../support/fakeHttp';
import { simulatedClock } from '../../../support/simulated/clock';

const KEY = 'SG_0123456789abcdef';
const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const HOST = 'https://api.test';
const FACTS = { doing: 'make the video', model: 'any', isDefaultHost: false };

async function answered(answer: () => WireAnswer, anyType: boolean) {
	return await answeredBy(fakeHttp(answer), anyType);
}

async function answeredBy(context: N8nFiles, anyType: boolean, clock = simulatedClock()) {
	return await runSync(
		{
			context,
			clock,
			hosts: { api: HOST, upload: HOST, history: HOST, isDefault: false },
			apiKey: KEY,
			stop: new AbortController().signal,
		},
		{
			slug: 'any',
			body: '{}',
			timeLimitMs: 60_000,
			fileFor: () => ({ fileName: 'a.mp4', anyType }),
		},
		FACTS,
	);
}

const wire = (body: string, status = 200, headers: Record<string, string> = {}): WireAnswer => ({
	status,
	headers,
	body: Buffer.from(body),
});

describe('of another model', () => {
	test.each<[string, string, string]>([
		['a page', '<!doctype html><title>Report</title>', 'text/html'],
		['a list in brackets', '[a, b] and so on', 'text/plain'],
		['braces of another language', '{{ greeting }}, world', 'text/plain'],
		['a text shorter than a look at its beginning', 'yes', 'text/plain'],
	])('%s is the file that was paid for', async (_, body, type) => {
		const seen = await answered(() => wire(body, 200, { 'content-type': type }), true);
		expect(seen).toMatchObject({ kind: 'success', binary: { mimeType: type } });
		const data = seen.kind === 'success' ? seen.binary?.data : undefined;
		expect(Buffer.from(data ?? '', 'base64').toString()).toBe(body);
	});

	test.each<[unknown, string]>([
		[{ output: 'words' }, 'success'],
		[{ output: 'words', message: 'done' }, 'success'],
		[{ output: 'words', error: 'a warning' }, 'success'],
		[{ text: 'words', error: null }, 'success'],
		[{ message: 'words' }, 'success'],
		[['words'], 'success'],
		[{ error: 'it broke' }, 'unknown'],
		[{ detail: 'it broke' }, 'unknown'],
		[{ output: null, error: 'it broke' }, 'unknown'],
	])('%j is %s', async (body, kind) => {
		const seen = await answered(() => wire(JSON.stringify(body)), true);
		expect(seen).toMatchObject(kind === 'success' ? { kind, result: { raw: body } } : { kind });
	});
});

describe('of an ordered video', () => {
	test.each<[string, string]>([
		['words', 'sorry'],
		['a page', '<html><body>Not here</body></html>'],
		['an error', '{"error":"it broke"}'],
		['nothing', ''],
	])('%s may have been paid for', async (_, body) => {
		expect(await answered(() => wire(body), false)).toMatchObject({ kind: 'unknown' });
	});

	test('JSON with its address is the result, with what the headers tell', async () => {
		const body = JSON.stringify({ video: { url: 'https://a.test/a.mp4' }, request_id: ID });
		const headers = { 'x-seed-value': '7', 'x-cost': '0.5', 'x-generation-time': 'soon' };
		expect(await answered(() => wire(body, 200, headers), false)).toMatchObject({
			kind: 'success',
			requestId: ID,
			result: { videoUrl: 'https://a.test/a.mp4', seed: 7, cost: 0.5 },
		});
	});
});

describe('an ID is told wherever it stands', () => {
	const inBody = JSON.stringify({ error: 'no', request_id: ID });
	test.each<[number, string, Record<string, string>, string, string | undefined]>([
		[406, inBody, {}, 'unknown', ID],
		[401, inBody, {}, 'unknown', ID],
		[429, inBody, {}, 'unknown', ID],
		[500, inBody, {}, 'unknown', ID],
		[500, '{}', { 'x-request-id': ID }, 'unknown', ID],
		[500, '{}', {}, 'unknown', undefined],
		[408, '{}', {}, 'unknown', undefined],
		[406, '{"error":"no"}', {}, 'notAccepted', undefined],
		[429, '{"error":"slow"}', {}, 'rateLimited', undefined],
	])('%i %s %j', async (status, body, headers, kind, requestId) => {
		const seen = await answered(() => wire(body, status, headers), false);
		expect(seen.kind).toBe(kind);
		if (requestId !== undefined) expect(seen).toMatchObject({ problem: { requestId } });
	});

	test('in a good answer it is that of the job, without the key', async () => {
		const headers = { 'x-request-id': `${ID}-${KEY}` };
		const seen = await answered(() => wire('{"output":"words"}', 200, headers), true);
		expect(seen).toMatchObject({ kind: 'success', requestId: `${ID}-[API key]` });
	});
});

test.each([
	['that was never made may be made again', { syscall: 'connect' }, { mayResend: true }],
	["that n8n's SSRF protection blocks may not", { name: 'SsrfError' }, { mayResend: false }],
])('a connection %s', async (_, error, expected) => {
	const seen = await answered(() => {
		throw Object.assign(new Error('no'), error);
	}, false);
	expect(seen).toMatchObject({ kind: 'notAccepted', ...expected });
});

test('a connection that breaks may have been paid for', async () => {
	const seen = await answered(() => {
		throw Object.assign(new Error('no'), { code: 'ECONNRESET' });
	}, false);
	expect(seen).toMatchObject({ kind: 'unknown' });
});

const SILENCE_MS = 45_000;

test.each<[string, string, string[]]>([
	['before its first byte', 'video/mp4', ['', '\0\0\0\x10ftypisom']],
	['between its bytes', 'video/mp4', ['\0\0\0\x10ftyp', 'isom']],
	['in JSON', 'application/json', ['{"video":', '{"url":"https://a.test/a.mp4"}}']],
])('an answer that is silent %s is waited for: it cannot come again', async (_, type, parts) => {
	const clock = simulatedClock();
	async function* slowly() {
		const [first = '', second = ''] = parts;
		if (first) yield Buffer.from(first, 'latin1');
		await clock.sleep(SILENCE_MS);
		yield Buffer.from(second, 'latin1');
		if (type === 'video/mp4') yield Buffer.from('\0\0\0\0\0\0\0\x08moov\0\0\0\x08mdat', 'latin1');
	}
	const context = slowHttp({ 'content-type': type }, Readable.from(slowly()));
	expect((await answeredBy(context, false, clock)).kind).toBe('success');
});

test('an answer that stays silent is given up after the time that the user gives', async () => {
	const clock = simulatedClock();
	const startMs = clock.now();
	async function* never() {
		yield Buffer.from('\0\0\0\x10ftyp', 'latin1');
		await new Promise(() => undefined);
	}
	const context = slowHttp({ 'x-request-id': ID }, Readable.from(never()));
	const seen = await answeredBy(context, false, clock);
	expect(seen).toMatchObject({ kind: 'unknown', problem: { requestId: ID } });
	expect(clock.now() - startMs).toBeLessThanOrEqual(130_000);
});

test.each([true, false])(
	'an answer that breaks off after its ID tells it (any type: %p)',
	async (anyType) => {
		async function* breaking() {
			yield Buffer.from(`{"request_id":"${ID}","output":"https://`);
			await new Promise(setImmediate);
			throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		}
		const context = fakeHttp(() => wire(''));
		const answer = { statusCode: 200, headers: {}, body: Readable.from(breaking()) };
		context.helpers.httpRequestWithAuthentication = async () =>
			await Promise.resolve(answer satisfies IN8nHttpFullResponse);
		expect(await answeredBy(context, anyType)).toMatchObject({
			kind: 'unknown',
			problem: { requestId: ID },
		});
	},
);

describe('a job that is only begun', () => {
	test.each<[object, boolean, true | undefined]>([
		[{ request_id: ID, status: 'QUEUED' }, false, true],
		[{ request_id: ID, status: 'processing' }, true, true],
		[{ id: ID }, false, true],
		[{ request_id: ID, status: 'COMPLETED' }, false, true],
		[{ request_id: ID, status: 'COMPLETED', text: 'words' }, true, undefined],
		[{ request_id: '../x', status: 'QUEUED' }, false, undefined],
		[{ status: 'QUEUED' }, false, undefined],
		[{ request_id: ID, status: 'QUEUED', output: 'https://a.test/a.mp4' }, false, undefined],
	])('%j is to be followed by its ID', async (body, anyType, isUnderWay) => {
		const seen = await answered(() => wire(JSON.stringify(body)), anyType);
		expect(seen.kind).toBe('success');
		expect(seen).toHaveProperty(['result']);
		expect('isUnderWay' in seen ? seen.isUnderWay : undefined).toBe(isUnderWay);
		if (isUnderWay) expect(seen).toMatchObject({ requestId: ID });
	});
});
