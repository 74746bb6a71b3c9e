// Faults of the history: late rows, odd rows, a skewed clock, a list without end.
import { afterEach, describe, expect, test } from '@jest/globals';

import type { Fault, SeededJob } from '..';
import { closeAll, objectsOf, open, present, said } from './open';

const HISTORY = '/inference-request/request-history';

afterEach(closeAll);

async function openWith(fault: Fault, history: SeededJob[]) {
	const opened = await open({ historyIds: 'uuid', history, faults: [fault] });
	const list = async (query = '') => (await said(await opened.get(`${HISTORY}?${query}`))).body;
	const rows = async (query?: string) => objectsOf((await list(query)).data);
	return { ...opened, list, rows };
}

const THREE: SeededJob[] = [
	{ requestId: 'a', agoMs: 1000 },
	{ requestId: 'b', agoMs: 2000 },
	{ requestId: 'c', agoMs: 3000, body: { prompt: 'A red kite' } },
];

test('lateRows: what is younger is not listed yet, nor known by ID', async () => {
	const { clock, get, rows, sandbox } = await openWith({ kind: 'lateRows', ms: 2000 }, THREE);
	expect((await rows()).map((row) => row.request_id)).toEqual(['b', 'c']);
	expect((await get(`${HISTORY}/a`)).status).toBe(404);
	clock.advance(1000);
	expect(await rows()).toHaveLength(3);
	expect(present(sandbox.requests[0]).fault).toBe('lateRows');
});

test('lateRows of one job: by the fault job', async () => {
	const fault: Fault = { kind: 'job', phase: 'submit', historyDelayMs: 5000, outputs: 2 };
	const { clock, rows, submit } = await openWith(fault, []);
	await submit();
	expect(await rows()).toEqual([]);
	clock.advance(60_000);
	expect(await rows()).toHaveLength(2);
});

describe('oddRows', () => {
	test('without a member, or with another', async () => {
		const fault: Fault = { kind: 'oddRows', without: ['request_id'], fields: { model_name: 7 } };
		const { rows } = await openWith(fault, THREE);
		for (const row of await rows()) {
			expect(row).not.toHaveProperty('request_id');
			expect(row.model_name).toBe(7);
		}
	});

	test('each second, or those that hold a text', async () => {
		const second = await openWith({ kind: 'oddRows', without: ['model_created'], every: 2 }, THREE);
		const isOdd = (row: object) => !('model_created' in row);
		expect((await second.rows()).map(isOdd)).toEqual([false, true, false]);
		const red = await openWith(
			{ kind: 'oddRows', fields: { request_body: '{' }, contains: 'red kite' },
			THREE,
		);
		expect((await red.rows()).map((row) => row.request_body === '{')).toEqual([false, false, true]);
	});

	test('with others before them', async () => {
		const { list } = await openWith({ kind: 'oddRows', insert: [null, 'x'] }, THREE);
		const { data } = await list();
		expect(data).toEqual([null, 'x', expect.anything(), expect.anything(), expect.anything()]);
	});

	test('of one job, by its ID', async () => {
		const { get } = await openWith({ kind: 'oddRows', without: ['model_status'] }, THREE);
		expect((await said(await get(`${HISTORY}/a`))).body).not.toHaveProperty('model_status');
	});
});

test('skewedClock: times, and so days, are those of another clock', async () => {
	const fault: Fault = { kind: 'skewedClock', ms: 86_400_000 };
	const { rows } = await openWith(fault, [{ requestId: 'a', createdAt: '2026-11-15T12:00:00Z' }]);
	expect(present((await rows())[0]).model_created).toBe('2026-11-16T12:00:00.000Z');
	expect(await rows('from_date=2026-11-15&to_date=2026-11-15')).toEqual([]);
});

test('endlessList: each page names a further one, and is never empty', async () => {
	const { list } = await openWith({ kind: 'endlessList' }, THREE);
	for (const page of [1, 2, 17]) {
		const body = await list(`page=${page}&per_page=2`);
		expect(body).toMatchObject({ page, total_pages: page + 1 });
		expect(objectsOf(body.data).length).toBeGreaterThan(0);
	}
});

test.each([
	[{ kind: 'reset', phase: 'historyList' }, null],
	[{ kind: 'status', status: 404, phase: 'historyList' }, 404],
	[{ kind: 'wrongType', phase: 'historyList' }, 200],
] satisfies Array<[Fault, number | null]>)('unreachable: %j', async (fault, status) => {
	const { get } = await openWith(fault, THREE);
	const answer = await get(HISTORY).catch(() => null);
	expect(answer?.status ?? null).toBe(status);
	expect(answer?.headers.get('content-type') ?? '').not.toMatch(status === 200 ? /json/ : /html/);
});
