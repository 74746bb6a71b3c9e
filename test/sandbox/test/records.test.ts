import { afterEach, describe, expect, test } from '@jest/globals';

import { SANDBOX_KEY, type Fault } from '..';
import { membersOf } from '../json';
import { closeAll, JSON_HEADERS, jsonOf, KEY_HEADER, open, V6_BODY } from './open';

afterEach(closeAll);

describe('records', () => {
	test('keep every request as it came and what became of it', async () => {
		const { sandbox, clock, get, post } = await open();
		await post('/v2/pixverse-v6?a=1', V6_BODY, { ...JSON_HEADERS, 'x-other': 'y' });
		clock.advance(5);
		await get('/v1/get-user-credits', { 'x-api-key': 'SG_wrong' });
		await fetch(`${sandbox.url}/nothing`, { method: 'DELETE' });
		expect(sandbox.requests).toMatchObject([
			{
				n: 0,
				at: clock.now() - 5,
				method: 'POST',
				path: '/v2/pixverse-v6',
				query: { a: '1' },
				host: `127.0.0.1:${sandbox.port}`,
				phase: 'submit',
				key: 'valid',
				body: V6_BODY,
				status: 200,
				fault: null,
				accepted: true,
			},
			{ n: 1, at: clock.now(), phase: 'credits', key: 'invalid', status: 401, accepted: false },
			{ n: 2, method: 'DELETE', path: '/nothing', phase: 'other', key: 'none', status: 404 },
		]);
		expect(sandbox.requests[0]?.headers).toMatchObject({
			'x-api-key': SANDBOX_KEY,
			'x-other': 'y',
		});
	});

	test.each([
		['POST', '/v2/pixverse-v6', 'submit'],
		['POST', '/v1/pixverse-v6', 'sync'],
		['GET', '/v2/requests/x/status', 'status'],
		['GET', '/v2/requests/x', 'result'],
		['GET', '/v1/requests/x', 'result'],
		['POST', '/upload-asset', 'upload'],
		['GET', '/inference-request/request-history', 'historyList'],
		['GET', '/inference-request/request-history/x', 'history'],
		['GET', '/v1/get-user-credits', 'credits'],
		['GET', '/files/x.mp4', 'download'],
		['GET', '/assets/a@example.com/images/x.png', 'asset'],
		['GET', '/v3/else', 'other'],
	])('%s %s is of phase %s', async (method, path, phase) => {
		const { sandbox } = await open();
		await fetch(sandbox.url + path, { method });
		expect(sandbox.requests.map((record) => record.phase)).toEqual([phase]);
	});

	test('name the job of a poll and of a download', async () => {
		const { sandbox, get, submit } = await open();
		const id = await submit();
		await get(`/v2/requests/${id}/status`);
		await fetch(`${sandbox.url}/files/${id}.mp4`);
		await fetch(`${sandbox.url}/files/${id}-last-frame.png`);
		expect(sandbox.requests.map((record) => record.requestId)).toEqual([id, id, id, id]);
	});

	test('keep bodies that are no JSON, and only length and hash of long texts', async () => {
		const { sandbox, post } = await open();
		await post('/v2/pixverse-v6', '{"prompt":');
		await post('/v2/pixverse-v6', { ...V6_BODY, prompt: 'x'.repeat(10_000) });
		expect(sandbox.requests[0]?.body).toBe('{"prompt":');
		expect(membersOf(sandbox.requests[1]?.body).prompt).toEqual({
			length: 10_000,
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	test('see a key in a body', async () => {
		const { sandbox, post } = await open();
		await post('/v2/pixverse-v6', { ...V6_BODY, prompt: SANDBOX_KEY }, { 'x-api-key': 'SG_no' });
		expect(sandbox.requests[0]).toMatchObject({ key: 'invalid', keySeen: true });
	});

	test('are shown to onRequest when they arrive, and as a line when they end', async () => {
		const arrived: unknown[] = [];
		const lines: unknown[] = [];
		const { get, sandbox, submit } = await open({
			onRequest: (record) => arrived.push([record.phase, record.status]),
			log: (line, record) => lines.push([line, record.status]),
		});
		const id = await submit();
		sandbox.addFault({ kind: 'reset', phase: 'credits' });
		await get(`/v1/get-user-credits?key=${SANDBOX_KEY}`).catch(() => undefined);
		await get(`/x/${SANDBOX_KEY}`);
		expect(arrived).toEqual([
			['submit', null],
			['credits', null],
			['other', null],
		]);
		const time = '\\d\\d:\\d\\d:\\d\\d';
		expect(lines).toEqual([
			[expect.stringMatching(`^${time} POST /v2/pixverse-v6 200 accepted ${id}$`), 200],
			[expect.stringMatching(`^${time} GET /v1/get-user-credits no answer fault reset$`), null],
			[expect.stringMatching(`^${time} GET /x/\\*{3} 404$`), 404],
		]);
	});
});

describe('reset', () => {
	test('brings back the start: options, money, faults, no jobs and no requests', async () => {
		const faults: Fault[] = [{ kind: 'status', status: 418, phase: 'historyList', times: 1 }];
		const { sandbox, clock, get, post, submit } = await open({ credits: 5, faults });
		const uploaded = await post('/upload-asset', { data_urls: ['data:image/png;base64,AA=='] });
		const { file_urls: urls } = await jsonOf(uploaded);
		const id = await submit();
		clock.advance(60_000);
		await get('/inference-request/request-history');
		sandbox.configure({ historyEnvelope: null, credits: 3 });
		sandbox.addFault({ kind: 'reset' });
		sandbox.reset();
		expect(sandbox.requests).toEqual([]);
		expect(sandbox.jobs).toEqual([]);
		expect(sandbox.credits()).toEqual({ credits: 5, freeCredits: 0 });
		expect((await get('/inference-request/request-history')).status).toBe(418);
		expect(await (await get('/inference-request/request-history')).json()).toHaveProperty('data');
		expect((await get(`/v2/requests/${id}`)).status).toBe(404);
		expect((await fetch(String(urls))).status).toBe(404);
	});
});

describe('configure', () => {
	test('holds for what comes after', async () => {
		const { sandbox, clock, get, submit } = await open();
		await submit();
		sandbox.configure({ jobDurationMs: 1000, credits: 8, apiKeys: ['SG_new'] });
		expect((await get('/v1/get-user-credits', KEY_HEADER)).status).toBe(401);
		expect((await get('/v1/get-user-credits', { 'x-api-key': 'SG_new' })).status).toBe(200);
		clock.advance(1000);
		expect(sandbox.jobs[0]?.status).toBe('QUEUED');
		expect(sandbox.credits().credits).toBe(8);
	});

	test('takes the money for finished jobs before it sets the balance', async () => {
		const { sandbox, clock, submit } = await open();
		await submit();
		clock.advance(60_000);
		sandbox.configure({ credits: 8 });
		expect(sandbox.credits().credits).toBe(8);
	});

	test('replaces models, faults and the seed', async () => {
		const { sandbox, get, post } = await open();
		sandbox.configure({
			models: [{ slug: 'new-one' }],
			faults: [{ kind: 'status', status: 418, phase: 'credits', probability: 0.5 }],
			seed: 5,
		});
		expect((await post('/v2/new-one', {})).status).toBe(200);
		const seen = new Set();
		for (let n = 0; n < 20; n += 1) seen.add((await get('/v1/get-user-credits')).status);
		expect(seen).toEqual(new Set([200, 418]));
	});
});
