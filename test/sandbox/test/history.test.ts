// The history as Segmind documents it: what others have ordered, several rows per job, whole days.
import { afterEach, describe, expect, test } from '@jest/globals';

import type { SandboxOptions, SeededJob } from '..';
import { closeAll, KEY_HEADER, objectsOf, open, present, said, textOf, V6_BODY } from './open';

const HISTORY = '/inference-request/request-history';
const DAY_MS = 86_400_000;

afterEach(closeAll);

async function openHistory(history: SeededJob[], options: SandboxOptions = {}) {
	const opened = await open({ history, historyIds: 'uuid', ...options });
	const list = async (query = '') => await said(await opened.get(`${HISTORY}?${query}`));
	const rows = async (query?: string) => objectsOf((await list(query)).body.data);
	const ids = async (query?: string) => (await rows(query)).map((row) => row.request_id);
	return { ...opened, list, rows, ids };
}

describe('jobs that others have ordered', () => {
	test('have all that rows have, cost no money here and are no orders', async () => {
		const body = { ...V6_BODY, prompt: 'A kite' };
		const { clock, rows, sandbox } = await openHistory([
			{ requestId: 'ab-1', body, agoMs: 2 * DAY_MS, durationMs: 90_000, cost: 0.3 },
		]);
		const orderedAt = clock.now() - 2 * DAY_MS;
		expect(await rows()).toEqual([
			{
				request_id: 'ab-1',
				model_name: 'pixverse-v6',
				model_status: 'COMPLETED',
				credits_deduction: 0.3,
				request_body: body,
				generation_url: `${sandbox.url}/files/ab-1.mp4`,
				latency_ms: 90_000,
				model_created: new Date(orderedAt).toISOString(),
				model_updated: new Date(orderedAt + 90_000).toISOString(),
			},
		]);
		expect(sandbox.credits().credits).toBe(100);
		expect([sandbox.jobs, sandbox.acceptedSubmits()]).toEqual([[], []]);
	});

	test('have a real video at their address', async () => {
		const { rows } = await openHistory([{ body: { ...V6_BODY, aspect_ratio: '9:16' } }]);
		const response = await fetch(textOf(present((await rows())[0]).generation_url));
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
	});

	test('or another address, or none', async () => {
		const url = 'https://files.example/v.mp4';
		const { rows } = await openHistory([{ url, agoMs: 1 }, { url: null }]);
		expect((await rows()).map((row) => row.generation_url)).toEqual([url, null]);
	});

	test('may have failed, or be under way and end later', async () => {
		const { clock, rows, get } = await openHistory([
			{ requestId: 'failed', status: 'FAILED', error: 'no luck' },
			{ requestId: 'runs', status: 'PENDING', finishesInMs: 5000, agoMs: 1000 },
			{ requestId: 'loses', status: 'PENDING', finishesInMs: 5000, agoMs: 900, error: 'late' },
		]);
		const states = async () => (await rows()).map((row) => [row.request_id, row.model_status]);
		expect(await states()).toEqual([
			['loses', 'PENDING'],
			['runs', 'PENDING'],
			['failed', 'FAILED'],
		]);
		clock.advance(5000);
		expect((await said(await get('/v2/requests/runs'))).body.status).toBe('COMPLETED');
		expect((await said(await get('/v2/requests/loses'))).status).toBe(422);
		expect((await rows()).map((row) => row.error)).toEqual(['late', undefined, 'no luck']);
	});

	test('are in the list when they are a teammate’s, but not by ID', async () => {
		const { get, ids } = await openHistory([
			{ requestId: 'theirs', teammate: 'ann@example.com' },
			{ requestId: 'own', agoMs: 1000 },
		]);
		expect(await ids()).toEqual(['own', 'theirs']);
		expect((await get(`${HISTORY}/own`)).status).toBe(200);
		expect((await get('/v2/requests/own')).status).toBe(200);
		expect((await get(`${HISTORY}/theirs`)).status).toBe(404);
		expect((await get('/v2/requests/theirs')).status).toBe(404);
		expect(await ids('user_email=ann@example.com')).toEqual(['theirs']);
		expect(await ids('user_email=sandbox.user@example.com')).toEqual(['own']);
		expect(await ids('user_id=id-of-ann@example.com')).toEqual(['theirs']);
		expect(await ids('user_id=sandbox-user')).toEqual(['own']);
	});

	test('have as many rows as outputs once they have ended', async () => {
		const { rows } = await openHistory([{ requestId: 'two', outputs: 2 }]);
		const urls = (await rows()).map((row) => textOf(row.generation_url));
		expect(new Set(urls).size).toBe(2);
		for (const url of urls) expect((await fetch(url)).status).toBe(200);
	});

	test('come back with reset, and more can be added at any time', async () => {
		const { ids, post, sandbox } = await openHistory([{ requestId: 'first' }]);
		expect(
			sandbox.addHistory([{ requestId: 'second', createdAt: '2026-11-20T11:30:00Z' }]),
		).toEqual(['second']);
		const added = await said(await post('/_sandbox/history', { requestId: 'third', agoMs: 1 }));
		expect(added.body).toEqual({ ok: true, requestIds: ['third'] });
		expect(await ids()).toEqual(['third', 'second', 'first']);
		sandbox.reset();
		expect(await ids()).toEqual(['first']);
	});

	test.each([
		[{ id: 'x' }, /no "id".*requestId/],
		[{ status: 'DONE' }, /"status".*COMPLETED/],
		[{ createdAt: 'yesterday' }, /"createdAt".*moment/],
		['x', /must be an object/],
	])('%j is refused', async (seed, message) => {
		const { post } = await openHistory([]);
		const { status, body } = await said(await post('/_sandbox/history', [seed]));
		expect(status).toBe(400);
		expect(body.error).toMatch(message);
	});
});

describe('rows of jobs that were ordered here', () => {
	test('are as many as the model makes outputs', async () => {
		const { clock, rows, submit } = await openHistory([], {
			models: [{ slug: 'pair', outputs: 2 }],
		});
		await submit({}, 'pair');
		expect(await rows()).toHaveLength(1);
		clock.advance(60_000);
		expect((await rows()).map((row) => row.model_status)).toEqual(['COMPLETED', 'COMPLETED']);
	});

	test('appear with the delay that is asked for', async () => {
		const { clock, get, ids, submit } = await openHistory([], { historyDelayMs: 30_000 });
		const id = await submit();
		clock.advance(29_999);
		expect(await ids()).toEqual([]);
		expect((await get(`${HISTORY}/${id}`)).status).toBe(404);
		clock.advance(1);
		expect(await ids()).toEqual([id]);
	});
});

describe('how rows are written', () => {
	test('bodies as text', async () => {
		const { rows } = await openHistory([{ body: V6_BODY }], { historyBodies: 'text' });
		expect(present((await rows())[0]).request_body).toBe(JSON.stringify(V6_BODY));
	});

	test.each([
		['utc', '2026-11-20T11:00:00.000Z'],
		['offset', '2026-11-20T13:00:00.000+02:00'],
		['noZone', '2026-11-20T11:00:00.000000'],
		['spaced', '2026-11-20 11:00:00'],
	] as const)('times as %s', async (historyTimes, written) => {
		const { rows } = await openHistory([{}], { historyTimes });
		expect(present((await rows())[0]).model_created).toBe(written);
	});
});

describe('the range of days', () => {
	test('counts both ends, 31 days at most', async () => {
		const { list } = await openHistory([]);
		expect((await list('from_date=2026-10-01&to_date=2026-10-31')).status).toBe(200);
		expect((await list('from_date=2026-10-01&to_date=2026-11-01')).status).toBe(400);
	});

	test('holds whole days', async () => {
		const { ids } = await openHistory([
			{ requestId: 'early', createdAt: '2026-11-10T00:00:00Z' },
			{ requestId: 'late', createdAt: '2026-11-10T23:59:59Z' },
			{ requestId: 'after', createdAt: '2026-11-11T00:00:00Z' },
		]);
		expect(await ids('from_date=2026-11-10&to_date=2026-11-10')).toEqual(['late', 'early']);
	});
});

test('the list can be sorted by model and by cost', async () => {
	const { ids } = await openHistory([
		{ requestId: 'a', model: 'pixverse-v6', cost: 2, agoMs: 3 },
		{ requestId: 'b', model: 'muscle-surge', cost: 1, agoMs: 2 },
	]);
	expect(await ids('sort_by=model_name&sort_order=asc')).toEqual(['b', 'a']);
	expect(await ids('sort_by=credits_deduction')).toEqual(['a', 'b']);
});

test('without a key nothing is told', async () => {
	const { sandbox } = await openHistory([{}]);
	expect((await fetch(sandbox.url + HISTORY)).status).toBe(401);
	expect((await fetch(sandbox.url + HISTORY, { headers: KEY_HEADER })).status).toBe(200);
});
