import { afterEach, describe, expect, test } from '@jest/globals';

import { NO_BALANCE_KEY, type JsonObject, type SandboxOptions } from '..';
import { membersOf } from '../json';
import { closeAll, objectsOf, open, said, V6_BODY, V6_COST } from './open';

const HISTORY = '/inference-request/request-history';
const DAY_MS = 86_400_000;

afterEach(closeAll);

describe('GET /v1/get-user-credits', () => {
	test('names credits and free credits', async () => {
		const { get } = await open({ credits: 0, freeCredits: 0.0184921 });
		expect(await said(await get('/v1/get-user-credits'))).toEqual({
			status: 200,
			body: { credits: 0, 'free-credits': 0.018492 },
		});
	});

	test('answers 404 to a good key without a balance record', async () => {
		const { get } = await open();
		expect(await said(await get('/v1/get-user-credits', { 'x-api-key': NO_BALANCE_KEY }))).toEqual({
			status: 404,
			body: { error: 'No credits found for the user' },
		});
	});
});

describe('a row of the history', () => {
	test('tells all about a finished job, of any age, with either form of its ID', async () => {
		const { sandbox, clock, get, submit } = await open();
		const id = await submit();
		const createdAt = clock.now();
		clock.advance(90 * DAY_MS);
		const hex = id.replace(/-/g, '');
		for (const form of [id, hex]) {
			expect(await said(await get(`${HISTORY}/${form}`))).toEqual({
				status: 200,
				body: {
					request_id: hex,
					model_name: 'pixverse-v6',
					model_status: 'COMPLETED',
					credits_deduction: V6_COST,
					request_body: V6_BODY,
					generation_url: `${sandbox.url}/files/${id}.mp4`,
					latency_ms: 60_000,
					model_created: new Date(createdAt).toISOString(),
					model_updated: new Date(createdAt + 60_000).toISOString(),
				},
			});
		}
	});

	test('says PENDING while a job runs, and why one failed', async () => {
		const { clock, get, submit } = await open({ historyIds: 'uuid' });
		const id = await submit({ ...V6_BODY, prompt: '[moderated]' });
		const row = async () => (await said(await get(`${HISTORY}/${id}`))).body;
		expect(await row()).toMatchObject({
			request_id: id,
			model_status: 'PENDING',
			credits_deduction: 0,
			generation_url: null,
			latency_ms: null,
		});
		clock.advance(60_000);
		expect(await row()).toMatchObject({
			model_status: 'FAILED',
			credits_deduction: 0,
			generation_url: null,
			error: expect.stringMatching(/content_policy_violation/),
		});
	});

	test('is missing for an ID that was never given', async () => {
		const { get } = await open();
		expect((await get(`${HISTORY}/deadbeef`)).status).toBe(404);
	});
});

describe('the list', () => {
	async function openWithJobs(count: number, options: SandboxOptions = {}) {
		const opened = await open({ jobDurationMs: 1000, credits: 1000, ...options });
		for (let n = 0; n < count; n += 1) {
			await opened.submit({ ...V6_BODY, prompt: `video ${n}` });
			opened.clock.advance(1000);
		}
		const list = async (query = '') => await said(await opened.get(`${HISTORY}?${query}`));
		const prompts = ({ body }: { body: JsonObject }) =>
			objectsOf(body.data).map((row) => membersOf(row.request_body).prompt);
		return { ...opened, list, prompts };
	}

	test('comes newest first, in pages', async () => {
		const { list, prompts } = await openWithJobs(5);
		const first = await list('page=1&per_page=2');
		expect(prompts(first)).toEqual(['video 4', 'video 3']);
		expect(first.body).toMatchObject({ page: 1, per_page: 2, total: 5, total_pages: 3 });
		expect(prompts(await list('page=3&per_page=2'))).toEqual(['video 0']);
		expect(prompts(await list('page=4&per_page=2'))).toEqual([]);
	});

	test('gives 20 rows unless told, and 100 at most', async () => {
		const { list, prompts } = await openWithJobs(25);
		expect(prompts(await list())).toHaveLength(20);
		expect(prompts(await list('per_page=100'))).toHaveLength(25);
		expect((await list('per_page=101')).status).toBe(400);
		expect((await list('per_page=0')).status).toBe(400);
		expect((await list('page=0')).status).toBe(400);
	});

	test('can be sorted the other way round', async () => {
		const { list, prompts } = await openWithJobs(3);
		expect(prompts(await list('sort_order=asc'))).toEqual(['video 0', 'video 1', 'video 2']);
	});

	test('filters by model and status', async () => {
		const { clock, list, submit } = await openWithJobs(1);
		await submit({}, 'muscle-surge');
		await submit({ ...V6_BODY, prompt: '[fail]' });
		clock.advance(1000);
		await submit();
		const of = async (query: string) =>
			objectsOf((await list(query)).body.data).map((row) => row.model_name);
		expect(await of('model_name=muscle')).toEqual(['muscle-surge']);
		expect(await of('status=FAILED')).toEqual(['pixverse-v6']);
		expect(await of('status=PENDING')).toEqual(['pixverse-v6']);
		expect(await of('status=COMPLETED')).toHaveLength(2);
		expect((await list('status=DONE')).status).toBe(400);
	});

	test('shows the last 7 days unless told, whole days, and 31 of them at most', async () => {
		const { clock, list, prompts } = await openWithJobs(1);
		const day = new Date(clock.now()).toISOString().slice(0, 10);
		clock.advance(7 * DAY_MS);
		expect(prompts(await list())).toHaveLength(1);
		clock.advance(DAY_MS);
		expect(prompts(await list())).toHaveLength(0);
		expect(prompts(await list(`from_date=${day}&to_date=${day}`))).toHaveLength(1);
		expect((await list('from_date=2026-10-02&to_date=2026-11-01')).status).toBe(200);
		expect((await list('from_date=2026-10-01&to_date=2026-11-01')).status).toBe(400);
		expect((await list('from_date=2026-11-02&to_date=2026-11-01')).status).toBe(400);
		expect((await list('from_date=yesterday')).status).toBe(400);
	});

	test('puts its rows under the name that it is told', async () => {
		const { list } = await openWithJobs(1, { historyEnvelope: 'requests' });
		expect((await list()).body.requests).toHaveLength(1);
	});

	test('is a bare list when told so', async () => {
		const { get } = await openWithJobs(1, { historyEnvelope: null });
		expect(await (await get(HISTORY)).json()).toHaveLength(1);
	});
});
