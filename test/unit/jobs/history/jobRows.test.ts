// Several rows with one ID are one job, and what a row says of its end is read in one place.
import { describe, expect, test } from '@jest/globals';

import type { HistoryRecord } from '../../../../nodes/PixVerse/domain/answers';
import {
	isOfModel,
	JobRows,
	rowState,
	type RowState,
} from '../../../../nodes/PixVerse/jobs/history/jobRows';

const row = (more: Partial<HistoryRecord>): HistoryRecord => ({
	requestId: 'a-b',
	raw: {},
	...more,
});
const VIDEO = { videoUrl: 'https://a.test/a.mp4' };

test.each<[Partial<HistoryRecord>, RowState]>([
	[{ status: 'COMPLETED' }, 'completed'],
	[{ status: 'SUCCEEDED' }, 'completed'],
	[{ status: 'FAILED', ...VIDEO }, 'failed'],
	[{ status: 'CANCELLED' }, 'failed'],
	[{ status: 'PENDING', ...VIDEO }, 'underWay'],
	[{ status: 'ANYTHING' }, 'underWay'],
	[VIDEO, 'completed'],
	[{ failureReason: 'no' }, 'failed'],
	[{ failureReason: 'no', ...VIDEO }, 'completed'],
	[{}, 'underWay'],
])('%j is %s', (more, state) => expect(rowState(row(more))).toBe(state));

describe('rows of one job', () => {
	const byWorth = [
		row({ status: 'FAILED' }),
		row({ status: 'PENDING' }),
		row({ status: 'COMPLETED' }),
		row({ status: 'COMPLETED', ...VIDEO }),
	];

	test.each([byWorth, [...byWorth].reverse()])('the one that tells most counts', (...rows) => {
		const jobs = new JobRows();
		jobs.add(rows);
		expect(jobs.all()).toEqual([row({ status: 'COMPLETED', ...VIDEO })]);
	});

	test('are known in either form of the ID, and keep the place of the first', () => {
		const jobs = new JobRows();
		jobs.add([row({}), row({ requestId: 'other' })]);
		jobs.add([row({ requestId: 'AB', ...VIDEO })]);
		expect(jobs.size).toBe(2);
		expect(jobs.all().map(({ requestId }) => requestId)).toEqual(['AB', 'other']);
	});
});

test('a model is known whatever its case, and never by a part of its name', () => {
	expect(isOfModel(row({ model: 'PixVerse-V6' }), 'pixverse-v6')).toBe(true);
	expect(isOfModel(row({ model: 'pixverse-v6-fast' }), 'pixverse-v6')).toBe(false);
	expect(isOfModel(row({}), 'pixverse-v6')).toBe(false);
});
