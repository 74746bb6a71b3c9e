// A teammate's job is known by the list only: where a call by ID says 404, the list is asked.
import { expect, test } from '@jest/globals';

import type { HistoryAnswer, HistoryPageAnswer } from '../../../../nodes/PixVerse/domain/answers';
import { withListedHistory } from '../../../../nodes/PixVerse/jobs/reuse/listedHistory';
import { pollApi, problem } from '../../../support/oneJob';
import { simulatedClock } from '../../../support/simulated/clock';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const JOB = { requestId: 'a-b', model: 'pixverse-v6', orderedAtMs: NOW_MS - 60_000 };
const ROW = { requestId: 'AB', model: 'pixverse-v6', createdAtMs: JOB.orderedAtMs, raw: {} };
const REFUSED = { kind: 'refused', problem: problem('not-allowed') } as const;

async function look(byId: HistoryAnswer, list: HistoryPageAnswer) {
	const asked: object[] = [];
	const api = withListedHistory(
		{
			...pollApi({ history: [byId] }).api,
			submit: async () => await Promise.reject(new Error('sent')),
			async historyPage(query) {
				asked.push(query);
				return await Promise.resolve(list);
			},
		},
		{ clock: simulatedClock(NOW_MS), stop: new AbortController().signal },
		JOB,
	);
	return { answer: await api.history(JOB.requestId), asked };
}

const page = (...records: object[]): HistoryPageAnswer => ({
	kind: 'page',
	page: { records: records as never, rowCount: records.length, totalPages: 1 },
});

test.each<[string, HistoryAnswer, HistoryPageAnswer, string, number]>([
	['known by its ID', { kind: 'found', record: ROW }, page(), 'found', 0],
	['not to be asked by its ID', REFUSED, page(ROW), 'refused', 0],
	[
		'in the list, in either form of its ID',
		{ kind: 'notFound' },
		page({ ...ROW, requestId: 'x' }, ROW),
		'found',
		1,
	],
	['in neither', { kind: 'notFound' }, page({ ...ROW, requestId: 'x' }), 'notFound', 1],
	['of another hour', { kind: 'notFound' }, page({ ...ROW, createdAtMs: 1 }), 'notFound', 1],
	['in a list that cannot be read', { kind: 'notFound' }, REFUSED, 'unreachable', 1],
])('%s', async (_, byId, list, kind, requests) => {
	const { answer, asked } = await look(byId, list);
	expect(answer.kind).toBe(kind);
	expect(asked).toHaveLength(requests);
});
