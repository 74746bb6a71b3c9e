// Job > Get Many on lists that no sandbox gives: odd rows, odd pages, odd ranges.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { pagesOf, useHistoryServer } from '../../support/historyServer';
import { useNode } from '../../support/useNode';

const node = useNode();
const history = useHistoryServer();

interface Listed {
	items: Array<{ json: Record<string, unknown> }>;
	error?: { message: string; description?: string | null };
}

async function getMany(more: INodeParameters, timezone = 'UTC'): Promise<Listed> {
	return (await node.run(
		{ resource: 'job', operation: 'getMany', returnAll: true, ...more },
		{
			credential: { apiKey: 'any-key-will-do', baseUrl: history.baseUrl },
			workflowSettings: { timezone },
		},
	)) as Listed;
}

const row = (n: number, more: Record<string, unknown> = {}) => ({
	request_id: `${n}`.padStart(32, '0'),
	model_name: 'pixverse-v6',
	model_status: 'COMPLETED',
	request_body: { prompt: `boat ${n}` },
	generation_url: `https://example.com/${n}.mp4`,
	model_created: '2026-11-20T12:00:00Z',
	...more,
});
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n));

const ids = ({ items }: Listed) => items.map(({ json }) => json.requestId);

describe('a list with odd rows', () => {
	test.each([
		['without an ID', { request_id: null }],
		['with an ID that is an object', { request_id: {} }],
	])('one %s hides no other', async (_, odd) => {
		history.answer = pagesOf(rows(250).map((one, n) => (n === 42 ? { ...one, ...odd } : one)));
		const listed = await getMany({});
		expect(listed.error).toBeUndefined();
		expect(listed.items).toHaveLength(249);
		expect(history.queries.map(({ page }) => page)).toEqual(['1', '2', '3']);
	});

	test.each([[null], ['text'], [7], [[]]])('%j among the rows is passed over', async (odd) => {
		history.answer = pagesOf([row(1), odd, row(2)]);
		expect(ids(await getMany({}))).toEqual([row(1).request_id, row(2).request_id]);
	});

	test('a body that is given as JSON text is shown as a body', async () => {
		history.answer = pagesOf([
			row(1, { request_body: '{"prompt":"red boat"}' }),
			row(2, { request_body: '{"face":1}' }),
		]);
		const { items } = await getMany({});
		expect(items[0]?.json.prompt).toBe('red boat');
		expect(items[1]?.json.body).toEqual({ face: 1 });
	});

	test('several rows of one job, in either form of its ID, are one job', async () => {
		const id = '5708ee2c-1111-4222-8333-444455556666';
		history.answer = pagesOf([
			row(1, { request_id: id, model_status: 'PENDING', generation_url: null }),
			row(2, { request_id: id.replace(/-/g, '').toUpperCase() }),
		]);
		const { items } = await getMany({});
		expect(items).toHaveLength(1);
		expect(items[0]?.json.status).toBe('COMPLETED');
	});

	test('a time without a zone is UTC', async () => {
		history.answer = pagesOf([
			row(1, { model_created: '2026-11-20T12:00:00.123456' }),
			row(2, { model_created: '2026-11-20 12:00:00' }),
			row(3, { model_created: 1_795_176_000 }),
			row(4, { model_created: 'yesterday' }),
		]);
		const { items } = await getMany({});
		expect(items.map(({ json }) => json.createdAt)).toEqual([
			'2026-11-20T12:00:00.123Z',
			'2026-11-20T12:00:00.000Z',
			'2026-11-20T12:00:00.000Z',
			'yesterday',
		]);
	});

	test('the model is compared without regard to case', async () => {
		history.answer = pagesOf([row(1, { model_name: 'PixVerse-V6' }), row(2, { model_name: 'v6' })]);
		expect(ids(await getMany({ filters: { model: 'pixverse-v6' } }))).toEqual([row(1).request_id]);
	});
});

describe('the end of the list', () => {
	test('an empty page ends it where no number of pages is given', async () => {
		const all = rows(130);
		history.answer = ({ page }) => ({
			body: all.slice((Number(page) - 1) * 40, Number(page) * 40),
		});
		expect((await getMany({})).items).toHaveLength(130);
		expect(history.queries).toHaveLength(5);
	});

	test.each([
		['says so', { page: 1 }],
		['does not say so', {}],
	])('a server that always gives the first page and %s is no list', async (_, more) => {
		history.answer = () => ({ body: { data: rows(100), ...more } });
		const { error } = await getMany({});
		expect(error?.message).toBe("Segmind's request history does not end");
		expect(history.queries).toHaveLength(2);
	});

	test('a list of ever new rows is given up', async () => {
		let n = 0;
		history.answer = () => ({ body: Array.from({ length: 5 }, () => row((n += 1))) });
		const { error } = await getMany({});
		expect(error?.message).toBe('There are more jobs than can be listed at once');
		expect(history.queries).toHaveLength(300);
	});

	test("a proxy's 404 is not an account without jobs", async () => {
		history.answer = () => ({ status: 404, body: { error: 'no route' } });
		const { error } = await getMany({});
		expect(error?.message).toBe("Segmind's request history was not found");
		expect(error?.description).toMatch(/API Base URL.*no route/);
	});

	test('an answer without a list is none', async () => {
		history.answer = () => ({ body: { message: 'hello' } });
		expect((await getMany({})).error?.message).toMatch(/cannot be read/);
	});
});

describe('From and To', () => {
	const hours = Array.from({ length: 96 }, (_, hour) =>
		row(hour, { model_created: new Date(Date.UTC(2026, 10, 18, hour)).toISOString() }),
	);
	const listedHours = ({ items }: Listed) => items.map(({ json }) => json.createdAt).sort();
	beforeEach(() => {
		history.answer = pagesOf(hours);
	});

	test.each([
		['UTC', '2026-11-20T00:00:00.000Z', '2026-11-20T23:00:00.000Z'],
		['Asia/Tokyo', '2026-11-19T15:00:00.000Z', '2026-11-20T14:00:00.000Z'],
		['America/New_York', '2026-11-20T05:00:00.000Z', '2026-11-21T04:00:00.000Z'],
	])("one day is that day in the workflow's time zone: %s", async (zone, first, last) => {
		for (const day of ['2026-11-20', '2026-11-20T00:00:00']) {
			const listed = listedHours(await getMany({ filters: { from: day, to: day } }, zone));
			expect(listed).toHaveLength(24);
			expect([listed[0], listed.at(-1)]).toEqual([first, last]);
		}
	});

	test('a time with a zone is that moment', async () => {
		const filters = { from: '2026-11-20T01:00:00+01:00', to: '2026-11-20T02:00:00Z' };
		expect(listedHours(await getMany({ filters }, 'Asia/Tokyo'))).toHaveLength(3);
	});

	test('the days asked for reach one further at both ends, and never over 31', async () => {
		await getMany({ filters: { from: '2026-11-20', to: '2026-11-21' } });
		expect(history.queries[0]).toMatchObject({ from_date: '2026-11-19', to_date: '2026-11-22' });
		history.queries = [];
		history.answer = pagesOf([]);
		await getMany({ filters: { from: '2026-09-01', to: '2026-11-21' } });
		expect(history.queries.map(({ from_date, to_date }) => [from_date, to_date])).toEqual([
			['2026-10-23', '2026-11-22'],
			['2026-09-22', '2026-10-22'],
			['2026-08-31', '2026-09-21'],
		]);
	});

	test('an odd range is refused before a request', async () => {
		const { error } = await getMany({ filters: { from: '0001-01-01' } });
		expect(error?.message).toBe('From must not be more than ten years before To');
		expect(history.queries).toEqual([]);
	});
});
