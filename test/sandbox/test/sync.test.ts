import { afterEach, describe, expect, test } from '@jest/globals';

import { closeAll, JSON_HEADERS, open, present, said, textOf, V6_BODY } from './open';

afterEach(closeAll);

const quick = { clock: null, jobDurationMs: 20, queueMs: 0 };

describe('POST /v1/:slug', () => {
	test('waits, then answers with the bytes of the video and headers that count', async () => {
		const { sandbox, post } = await open({ ...quick, credits: 1 });
		const response = await post('/v1/pixverse-v6', { ...V6_BODY, seed: 9 });
		expect(response.status).toBe(200);
		const { requestId } = present(sandbox.jobs[0]);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'video/mp4',
			'x-request-id': requestId,
			'x-cost': '0.28125',
			'x-remaining-credits': '0.71875',
			'x-generation-time': '0.02',
			'x-seed-value': '9',
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
		expect(sandbox.acceptedSubmits()).toMatchObject([{ phase: 'sync', requestId, accepted: true }]);
	});

	test('can answer with JSON instead', async () => {
		const { post } = await open({ ...quick, syncAnswer: 'json' });
		const { status, body } = await said(await post('/v1/pixverse-v6', V6_BODY));
		expect(status).toBe(200);
		expect(body.output).toMatch(/\.mp4$/);
		expect((await fetch(textOf(body.output))).status).toBe(200);
	});

	test('answers 500 when the generation fails, and charges nothing', async () => {
		const { sandbox, post } = await open(quick);
		const answer = await said(await post('/v1/pixverse-v6', { ...V6_BODY, prompt: '[fail]' }));
		expect(answer.status).toBe(500);
		expect(answer.body.error).toMatch(/Internal error/);
		expect(sandbox.credits().credits).toBe(100);
	});

	test('judges a body as v2 does', async () => {
		const { post } = await open(quick);
		expect((await post('/v1/pixverse-v6', { ...V6_BODY, quality: 'x' })).status).toBe(406);
		expect((await post('/v1/pixverse-v6', {})).status).toBe(400);
		expect((await post('/v1/sandbox-retired', {})).status).toBe(410);
	});

	test('leaves no record to poll, but a row in the history', async () => {
		const { sandbox, get, post } = await open(quick);
		await post('/v1/pixverse-v6', V6_BODY);
		const { requestId } = present(sandbox.jobs[0]);
		expect((await get(`/v2/requests/${requestId}`)).status).toBe(404);
		const row = await get(`/inference-request/request-history/${requestId}`);
		expect((await said(row)).body.model_status).toBe('COMPLETED');
	});

	test('runs on, and is charged, when the caller leaves', async () => {
		const { sandbox, clock } = await open({ jobDurationMs: 60_000 });
		const leaving = new AbortController();
		const answer = fetch(`${sandbox.url}/v1/pixverse-v6`, {
			method: 'POST',
			headers: JSON_HEADERS,
			body: JSON.stringify(V6_BODY),
			signal: leaving.signal,
		});
		// Leaving before the sandbox has the job, as a fixed patience does on a busy machine, orders nothing.
		while (sandbox.jobs.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		leaving.abort();
		await expect(answer).rejects.toThrow(/abort/i);
		clock.advance(60_000);
		expect(sandbox.jobs[0]).toMatchObject({ status: 'COMPLETED', charged: true });
	});
});
