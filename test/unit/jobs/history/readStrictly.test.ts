// For decisions about money: every job since a moment, or why that cannot be said.
import { beforeEach, expect, test } from '@jest/globals';

import type { HistoryRecord } from '../../../../nodes/PixVerse/domain/answers';
import { readStrictly } from '../../../../nodes/PixVerse/jobs/history/collect';
import { SimulatedHistory } from '../../../support/simulatedHistory';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

let history: SimulatedHistory;
beforeEach(() => {
	history = new SimulatedHistory(NOW_MS);
});

const job = (n: number, orderedMs: number, more = {}) => {
	history.jobs.push({ requestId: `job-${n}`, orderedMs, endsMs: NOW_MS, ...more });
};

/** The same port, whose rows are changed on their way. */
function portWith(change: (record: HistoryRecord) => HistoryRecord) {
	const port = history.port();
	return {
		...port,
		async historyPage(query: Parameters<typeof port.historyPage>[0]) {
			const answer = await port.historyPage(query);
			if (answer.kind !== 'page') return answer;
			return { ...answer, page: { ...answer.page, records: answer.page.records.map(change) } };
		},
	};
}

test('gives each job of the window once, over all pages', async () => {
	for (let n = 0; n < 250; n += 1) job(n, NOW_MS - n * 1_000, { rows: 2 });
	job(900, NOW_MS - 2 * HOUR_MS);
	const read = await readStrictly(history.port(), NOW_MS - HOUR_MS);
	expect(read.kind === 'records' && read.records).toHaveLength(250);
});

test('allows the clocks five minutes', async () => {
	job(1, NOW_MS - HOUR_MS - 4 * 60_000);
	job(2, NOW_MS - HOUR_MS - 6 * 60_000);
	const read = await readStrictly(history.port(), NOW_MS - HOUR_MS);
	expect(read.kind === 'records' && read.records.map(({ requestId }) => requestId)).toEqual([
		'job-1',
	]);
});

const without =
	(...names: string[]) =>
	(record: HistoryRecord) => {
		const changed = { ...record };
		for (const name of names) Reflect.deleteProperty(changed, name);
		return changed;
	};

test.each<[string, (record: HistoryRecord) => HistoryRecord]>([
	['model', without('model')],
	['status', without('status')],
	['time', without('createdAtMs')],
	['body', (record) => ({ ...record, requestBody: 'not an object' })],
])('one row without a %s makes the whole unreadable', async (_, change) => {
	job(1, NOW_MS - 1);
	job(2, NOW_MS - 2);
	const isOdd = ({ requestId }: HistoryRecord) => requestId === 'job-2';
	const port = portWith((record) => (isOdd(record) ? change(record) : record));
	expect(await readStrictly(port, NOW_MS - HOUR_MS)).toMatchObject({
		kind: 'problem',
		problem: { code: 'history-unreadable' },
	});
});

test('a row without an ID makes the whole unreadable', async () => {
	job(1, NOW_MS - 1);
	const port = history.port();
	const missing = {
		...port,
		async historyPage(query: Parameters<typeof port.historyPage>[0]) {
			const answer = await port.historyPage(query);
			return answer.kind === 'page'
				? { ...answer, page: { ...answer.page, rowCount: answer.page.rowCount + 1 } }
				: answer;
		},
	};
	expect((await readStrictly(missing, NOW_MS - HOUR_MS)).kind).toBe('problem');
});

test.each(['unreachable', 'notFound'] as const)('%s is no empty history', async (answering) => {
	history.answering = answering;
	expect((await readStrictly(history.port(), NOW_MS - HOUR_MS)).kind).toBe('problem');
});
