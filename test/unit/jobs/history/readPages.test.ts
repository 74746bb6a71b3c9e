// A list is read to its end, whatever its rows look like, and a list without an end is none.
import { describe, expect, test } from '@jest/globals';

import type { HistoryPage, HistoryPageAnswer } from '../../../../nodes/PixVerse/domain/answers';
import { collectHistory, type HistoryQuery } from '../../../../nodes/PixVerse/jobs/history/collect';
import { readPages, type PagesQuery } from '../../../../nodes/PixVerse/jobs/history/readPages';
import { problem } from '../../../support/oneJob';
import { simulatedClock } from '../../../support/simulated/clock';

const NOW_MS = Date.UTC(2026, 10, 20, 12);

interface Asked {
	page: number;
	per_page: number;
	from_date?: string;
}

function port(answer: (asked: Asked) => Partial<HistoryPage> | HistoryPageAnswer) {
	const asked: Asked[] = [];
	const stop = new AbortController();
	const clock = simulatedClock(NOW_MS);
	return {
		asked,
		stop,
		port: {
			clock,
			stop: stop.signal,
			async historyPage(query: Asked): Promise<HistoryPageAnswer> {
				asked.push(query);
				const seen = answer(query);
				if ('kind' in seen) return await Promise.resolve(seen);
				const { records = [] } = seen;
				return { kind: 'page', page: { rowCount: records.length, ...seen, records } };
			},
		},
	};
}

const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, n) => ({ requestId: `job-${from + n}`, raw: {} }));

/** 250 jobs, 100 a page. */
const pageOf250 = (page: number) => rows(page < 3 ? 100 : page === 3 ? 50 : 0, page * 100);

async function read(
	answer: Parameters<typeof port>[0],
	query: Partial<PagesQuery> = {},
	enoughAfter = 1e9,
) {
	const kit = port(answer);
	const ids = new Set<string>();
	const end = await readPages(
		kit.port,
		{ ranges: [{}], perPage: 100, maxPages: 1_000, patientUntilMs: 1e15, ...query },
		({ records }) => {
			for (const { requestId } of records) ids.add(requestId);
			return ids.size >= enoughAfter ? 'enough' : 'goOn';
		},
	);
	return { ...kit, end, seen: ids.size };
}

describe('the end of a list', () => {
	test.each<[string, (page: number) => Partial<HistoryPage>, number]>([
		['is told by its number of pages', (page) => ({ totalPages: 3, page }), 3],
		['is an empty page, where no number is told', () => ({}), 4],
		['is an empty page, although more are told', () => ({ totalPages: 9 }), 4],
	])('%s', async (_, more, requests) => {
		const { end, seen, asked } = await read(({ page }) => ({
			records: pageOf250(page),
			...more(page),
		}));
		expect(end).toEqual({ kind: 'end' });
		expect([seen, asked.length]).toEqual([250, requests]);
	});

	test('is not a page of which some rows cannot be read', async () => {
		const { seen } = await read(({ page }) => ({
			records: pageOf250(page).slice(page === 1 ? 1 : 0),
			rowCount: pageOf250(page).length,
			totalPages: 3,
		}));
		expect(seen).toBe(249);
	});

	test('is not a page of which none can be read', async () => {
		const { seen } = await read(({ page }) => ({
			records: page === 2 ? [] : pageOf250(page),
			rowCount: pageOf250(page).length,
		}));
		expect(seen).toBe(150);
	});

	test('of one range of days leads to the next', async () => {
		const ranges = [{ from_date: '2026-11-01' }, { from_date: '2026-10-01' }];
		const { asked } = await read(({ page }) => ({ records: rows(1), totalPages: 1, page }), {
			ranges,
		});
		expect(asked.map(({ from_date, page }) => [from_date, page])).toEqual([
			['2026-11-01', 1],
			['2026-10-01', 1],
		]);
	});
});

test.each<[string, (page: number) => Partial<HistoryPage>]>([
	['says so', () => ({ records: rows(3), page: 1 })],
	['does not', () => ({ records: rows(100) })],
])('a server that always gives the first page and %s has no list', async (_, answer) => {
	const { end, asked } = await read(({ page }) => answer(page));
	expect(end).toMatchObject({ kind: 'problem', problem: { code: 'history-unreadable' } });
	expect(asked).toHaveLength(2);
});

test('it ends where the caller has enough, and is cut where it does not end', async () => {
	const endless = ({ page }: Asked) => ({ records: rows(100, page * 100) });
	expect((await read(endless, {}, 150)).end).toEqual({ kind: 'enough' });
	const { end, asked } = await read(endless, { maxPages: 7 });
	expect(end).toEqual({ kind: 'cut' });
	expect(asked).toHaveLength(7);
});

test('a Stop says where to go on', async () => {
	const kit = port(({ page }) => {
		if (page === 2) kit.stop.abort();
		return { records: rows(100, page * 100) };
	});
	const query = { ranges: [{}], perPage: 100, maxPages: 9, patientUntilMs: 1e15 };
	const end = await readPages(kit.port, query, () => 'goOn');
	expect(end).toEqual({ kind: 'aborted', at: { range: 0, page: 2 } });
});

describe('a rate limit', () => {
	const limited = (): HistoryPageAnswer => ({
		kind: 'rateLimited',
		waitMs: 10_000,
		problem: problem('rate-limited'),
	});

	test('is waited out', async () => {
		let times = 0;
		const { end } = await read(() => {
			times += 1;
			return times < 20 ? limited() : { records: [] };
		});
		expect(end).toEqual({ kind: 'end' });
	});

	test('is not waited for beyond the caller’s patience', async () => {
		const kit = port(limited);
		const startMs = kit.port.clock.now();
		const query = { ranges: [{}], perPage: 100, maxPages: 9, patientUntilMs: startMs + 100_000 };
		const end = await readPages(kit.port, query, () => 'goOn');
		expect(end).toMatchObject({ kind: 'problem', problem: { code: 'rate-limited' } });
		expect(kit.port.clock.now() - startMs).toBeGreaterThanOrEqual(100_000);
		expect(kit.port.clock.now() - startMs).toBeLessThan(150_000);
	});
});

describe('Get Many', () => {
	const YEAR_MS = 31_536_000_000;
	const collect = async (answer: Parameters<typeof port>[0], query: Partial<HistoryQuery> = {}) => {
		const kit = port(answer);
		const end = await collectHistory(kit.port, { limit: Infinity, ...query });
		return { ...kit, end };
	};

	test('refuses a range of more than ten years before a request', async () => {
		const { end, asked } = await collect(() => ({}), { fromMs: NOW_MS - 11 * YEAR_MS });
		expect(end).toMatchObject({
			problem: { code: 'invalid-input', message: expect.stringContaining('ten years') },
		});
		expect(asked).toEqual([]);
		expect((await collect(() => ({}), { fromMs: NOW_MS - 9 * YEAR_MS })).end.kind).toBe('records');
	});

	test('gives up after 300 requests, with a way on', async () => {
		const { end, asked } = await collect(({ page }) => ({ records: rows(100, page * 100) }));
		expect(end).toMatchObject({
			problem: { code: 'invalid-input', description: expect.stringContaining('Set a Limit') },
		});
		expect(asked).toHaveLength(300);
	});

	test('asks for no more than the limit, and gives no more', async () => {
		const { end, asked } = await collect(({ page }) => ({ records: rows(100, page * 100) }), {
			limit: 7,
		});
		expect(end).toMatchObject({ kind: 'records', records: rows(7, 100) });
		expect(asked).toMatchObject([{ page: 1, per_page: 7 }]);
	});

	test.each<[string, Partial<HistoryQuery>]>([
		['a model', { model: 'pixverse-v6' }],
		['a status', { status: 'FAILED' }],
		['a beginning', { fromMs: NOW_MS - 86_400_000 }],
		['an end', { toMs: NOW_MS - 1_000 }],
	])('looks for a few of %s on whole pages', async (_, query) => {
		const { end, asked } = await collect(() => ({ records: [], totalPages: 1 }), {
			limit: 1,
			...query,
		});
		expect(end).toMatchObject({ kind: 'records' });
		expect(asked.every(({ per_page: perPage }) => perPage === 100)).toBe(true);
	});

	test('keeps what does not say that it is not wanted', async () => {
		const wanted = { model: 'pixverse-v6', status: 'COMPLETED', createdAtMs: NOW_MS - 5 };
		const records = [
			wanted,
			{},
			{ ...wanted, model: 'PIXVERSE-V6' },
			{ ...wanted, model: 'pixverse-v6-fast' },
			{ ...wanted, status: 'FAILED' },
			{ ...wanted, createdAtMs: NOW_MS - 11 },
			{ ...wanted, createdAtMs: NOW_MS },
		].map((more, n) => ({ requestId: `job-${n}`, raw: {}, ...more }));
		const { end } = await collect(() => ({ records, totalPages: 1 }), {
			model: 'pixverse-v6',
			status: 'COMPLETED',
			fromMs: NOW_MS - 10,
			toMs: NOW_MS - 1,
		});
		const ids = end.kind === 'records' ? end.records.map(({ requestId }) => requestId) : [];
		expect(ids).toEqual(['job-0', 'job-1', 'job-2']);
	});
});
