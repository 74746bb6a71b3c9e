// What an account has spent today, from rows as Segmind's history may hold them.
import { expect, test } from '@jest/globals';

import type { HistoryRecord } from '../../../nodes/PixVerse/domain/answers';
import { daySpending } from '../../../nodes/PixVerse/jobs/history/daySpending';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;

const row = (requestId: string, more: Partial<HistoryRecord>): HistoryRecord => ({
	requestId,
	model: 'pixverse-v6',
	status: 'COMPLETED',
	createdAtMs: NOON,
	raw: {},
	...more,
});

const spent = (...records: HistoryRecord[]) => {
	const { chargedUsd, estimatedUsd } = daySpending(records, NOON, () => 0.5);
	return [chargedUsd, estimatedUsd];
};

test.each<[string, HistoryRecord[], [number, number]]>([
	['nothing', [], [0, 0]],
	['two finished jobs', [row('a', { cost: 0.3 }), row('b', { cost: 0.2 })], [0.5, 0]],
	['a job in several rows, once', [row('a-b', { cost: 0.3 }), row('AB', { cost: 0.3 })], [0.3, 0]],
	[
		'a job under way, by estimate',
		[row('a', { status: 'PENDING', cost: 0 }), row('b', { status: 'PROCESSING' })],
		[0, 1],
	],
	['a finished job without a cost, by estimate', [row('a', {})], [0, 0.5]],
	['a finished job that was free', [row('a', { cost: 0 })], [0, 0]],
	['a failed job', [row('a', { status: 'FAILED', cost: 0 })], [0, 0]],
	[
		'the last second of yesterday',
		[row('a', { cost: 9, createdAtMs: NOON - 12 * HOUR - 1 })],
		[0, 0],
	],
	['the first of today', [row('a', { cost: 9, createdAtMs: NOON - 12 * HOUR })], [9, 0]],
	[
		'a job without a readable time',
		[{ requestId: 'a', status: 'COMPLETED', cost: 2, raw: {} }],
		[2, 0],
	],
])('%s', (_, records, expected) => {
	expect(spent(...records)).toEqual(expected);
});
