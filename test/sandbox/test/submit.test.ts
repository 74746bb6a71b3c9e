import { afterEach, describe, expect, test } from '@jest/globals';

import { NO_BALANCE_KEY, SANDBOX_KEY } from '..';
import { segmindFacts } from '../../fixtures/segmindFacts';
import { catalogueWith } from '../catalogue';
import {
	closeAll,
	FIVE_VIDEO_BODY,
	JSON_HEADERS,
	KEY_HEADER,
	open,
	said,
	textOf,
	V6_BODY,
} from './open';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TYPE = { 'content-type': 'application/json' };

afterEach(closeAll);

describe('a good submit', () => {
	test('answers with a uuid and the three addresses, and is counted as accepted', async () => {
		const { sandbox, post } = await open();
		const { status, body } = await said(await post('/v2/pixverse-v6', V6_BODY));
		expect(status).toBe(200);
		const id = textOf(body.request_id);
		expect(id).toMatch(UUID_4);
		expect(body).toEqual({
			request_id: id,
			status: 'QUEUED',
			poll_url: `${sandbox.url}/v1/requests/${id}`,
			status_url: `${sandbox.url}/v2/requests/${id}/status`,
			response_url: `${sandbox.url}/v2/requests/${id}`,
		});
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
		expect(sandbox.acceptedSubmits()[0]).toMatchObject({
			phase: 'submit',
			slug: 'pixverse-v6',
			requestId: body.request_id,
			key: 'valid',
			status: 200,
			accepted: true,
			body: V6_BODY,
		});
	});

	test('takes anything for a model whose parameters are unknown', async () => {
		const { post } = await open();
		const unknown = [...catalogueWith([]).values()]
			.filter((model) => !model.params && !model.retired)
			.map(({ slug }) => slug);
		expect(unknown.sort()).toEqual([
			'muscle-surge',
			'pixverse-4.5-effects',
			'pixverse-lipsync',
			'warmth-of-jesus',
		]);
		for (const slug of unknown) expect((await post(`/v2/${slug}`, {})).status).toBe(200);
	});

	test('knows every model that has a file of facts', () => {
		const known = [...catalogueWith([]).values()].filter((model) => !model.retired);
		expect(known.map(({ slug }) => slug)).toEqual([...segmindFacts().keys()]);
		expect(known.length).toBeGreaterThanOrEqual(14);
	});

	test('takes models that the caller adds', async () => {
		const { sandbox, post } = await open({ models: [{ slug: 'new-one', cost: 2 }] });
		expect((await post('/v2/new-one', { a: 1 })).status).toBe(200);
		expect(sandbox.jobs[0]).toMatchObject({ model: 'new-one', cost: 2 });
	});
});

describe('the key', () => {
	const missing = { error: 'Missing Authorization or x-api-key in header' };
	test.each([
		['none', TYPE, missing],
		['empty', { ...TYPE, 'x-api-key': '' }, missing],
		['wrong', { ...TYPE, 'x-api-key': 'SG_wrong' }, null],
		['given as a bearer', { ...TYPE, authorization: `Bearer ${SANDBOX_KEY}` }, null],
	])('%s is refused with 401', async (_name, headers, body) => {
		const { sandbox, post } = await open();
		const answer = await said(await post('/v2/pixverse-v6', V6_BODY, headers));
		expect(answer.status).toBe(401);
		if (body) expect(answer.body).toEqual(body);
		else
			expect(answer.body.error).toMatch(/^Unauthorized\. API key is invalid or may have expired/);
		expect(sandbox.acceptedSubmits()).toHaveLength(0);
	});

	test('is asked for on every route but the files', async () => {
		const { sandbox } = await open();
		const paths = [
			'/v2/requests/x/status',
			'/v2/requests/x',
			'/v1/requests/x',
			'/v1/get-user-credits',
			'/inference-request/request-history',
			'/inference-request/request-history/x',
		];
		for (const path of paths) expect((await fetch(sandbox.url + path)).status).toBe(401);
		for (const path of ['/v1/pixverse-v6', '/upload-asset']) {
			expect((await fetch(sandbox.url + path, { method: 'POST' })).status).toBe(401);
		}
		expect((await fetch(`${sandbox.url}/files/sample-16x9.mp4`)).status).toBe(200);
	});
});

describe('a bad submit', () => {
	const noType = { 'x-api-key': SANDBOX_KEY };
	test.each([
		['a text without content type', '/v2/pixverse-v6', '{}', noType, 406, /^Invalid content type$/],
		[
			'another content type',
			'/v2/pixverse-v6',
			'a=1',
			{ ...noType, 'content-type': 'application/x-www-form-urlencoded' },
			406,
			/^Invalid content type$/,
		],
		[
			'a content type that is none',
			'/v2/pixverse-v6',
			'{}',
			{ ...noType, 'content-type': 'nonsense' },
			406,
			/^Invalid content type$/,
		],
		['malformed JSON', '/v2/pixverse-v6', '{"prompt":', JSON_HEADERS, 400, /JSON/],
		['no body', '/v2/pixverse-v6', '', JSON_HEADERS, 400, /JSON/],
		['a list as body', '/v2/pixverse-v6', [], JSON_HEADERS, 400, /object/],
		['an unknown model', '/v2/pixverse-9', V6_BODY, JSON_HEADERS, 404, /pixverse-9/],
		['a retired model', '/v2/sandbox-retired', {}, JSON_HEADERS, 410, /retired/],
		[
			'missing fields',
			'/v2/pixverse-v6',
			{ quality: '540p' },
			JSON_HEADERS,
			400,
			/duration, prompt/,
		],
		[
			'a value outside its set',
			'/v2/pixverse-v6',
			{ ...V6_BODY, quality: '4k' },
			JSON_HEADERS,
			406,
			/quality.*"4k".*1080p/,
		],
		[
			'a number as a text',
			'/v2/pixverse-v6',
			{ ...V6_BODY, duration: '5' },
			JSON_HEADERS,
			406,
			/duration/,
		],
		[
			'a duration that only V6 has',
			'/v2/pixverse-5-video',
			{ ...FIVE_VIDEO_BODY, duration: 10 },
			JSON_HEADERS,
			406,
			/duration/,
		],
	])('%s', async (_name, path, body, headers, status, error) => {
		const { sandbox, post } = await open();
		const answer = await said(await post(path, body, headers));
		expect(answer.status).toBe(status);
		expect(answer.body.error).toMatch(error);
		expect(sandbox.acceptedSubmits()).toHaveLength(0);
		expect(sandbox.jobs).toHaveLength(0);
	});

	test('answers a wrong verb with a page of HTML', async () => {
		const { get } = await open();
		const response = await get('/v2/pixverse-v6');
		expect(response.status).toBe(405);
		expect(response.headers.get('content-type')).toMatch(/^text\/html/);
		expect(await response.text()).toMatch(/^<html>/);
	});

	test('can be one for any model that the caller retires', async () => {
		const { post } = await open({ models: [{ slug: 'pixverse-transition', retired: true }] });
		expect((await post('/v2/pixverse-transition', {})).status).toBe(410);
	});

	test('names balance and need when the credits do not suffice', async () => {
		const { sandbox, post } = await open({ credits: 0.2, freeCredits: 0.05 });
		const answer = await said(await post('/v2/pixverse-v6', V6_BODY));
		expect(answer.status).toBe(406);
		expect(answer.body.error).toMatch(/Insufficient credits.*0\.25\b.*0\.28125/);
		sandbox.configure({ credits: 0.25 });
		expect((await post('/v2/pixverse-v6', V6_BODY)).status).toBe(200);
	});

	test('finds no credits for a user without a balance record', async () => {
		const { post } = await open();
		const headers = { ...JSON_HEADERS, 'x-api-key': NO_BALANCE_KEY };
		expect((await post('/v2/pixverse-v6', V6_BODY, headers)).status).toBe(406);
	});
});

describe('the rate limit', () => {
	test('answers 429 and says when the minute is over', async () => {
		const { clock, get, post } = await open({ rateLimitPerMinute: 2 });
		expect((await post('/v2/pixverse-v6', V6_BODY)).status).toBe(200);
		expect((await get('/v1/get-user-credits')).status).toBe(200);
		const refused = await post('/v2/pixverse-v6', V6_BODY);
		expect(refused.status).toBe(429);
		const reset = Date.parse(textOf(refused.headers.get('x-rate-limit-reset-at-utc')));
		expect(reset).toBe(Math.floor(clock.now() / 60_000 + 1) * 60_000);
		expect(refused.headers.has('retry-after')).toBe(false);
		clock.advance(reset - clock.now());
		expect((await post('/v2/pixverse-v6', V6_BODY)).status).toBe(200);
	});

	test.each([
		[true, 429],
		[false, 200],
	])('counts polls: %s', async (pollsCount, status) => {
		const { get, submit } = await open({ rateLimitPerMinute: 1, pollsCount });
		const id = await submit();
		expect((await get(`/v2/requests/${id}/status`)).status).toBe(status);
	});

	test('does not count files, nor requests without a good key', async () => {
		const { sandbox, get } = await open({ rateLimitPerMinute: 1 });
		await fetch(`${sandbox.url}/files/sample-1x1.mp4`);
		await get('/v1/get-user-credits', { 'x-api-key': 'SG_wrong' });
		expect((await get('/v1/get-user-credits', KEY_HEADER)).status).toBe(200);
	});
});
