import { createHash } from 'crypto';

import type { HistoryPage, HistoryRecord } from '../../domain/answers';
import type { DayRange } from '../history/dayRanges';
import { rowState } from '../history/jobRows';
import { ROWS_PER_PAGE } from '../history/readPages';
import type { QuietList } from './watchMemory';

/** A list that does not say its size is read as a whole this often, for rows that come late. */
const TRUSTED_FOR_MS = 3_600_000;

/** A reading of the whole list. */
interface WholeList {
	pages: readonly HistoryPage[];
	ranges: readonly DayRange[];
	/** What was ordered before this is not looked at. */
	fromMs: number;
	nowMs: number;
}

/**
 * Many jobs take many pages, and nearly always nothing has changed since the last poll. Then the
 * first page tells it: new rows come there, and an older row that comes late changes the size.
 *
 * @returns undefined where a later page may change without the first one showing it
 */
export function quietListOf({ pages, ranges, fromMs, nowMs }: WholeList): QuietList | undefined {
	const [first, ...later] = pages;
	if (first === undefined || ranges.length !== 1) return undefined;
	const mayChange = (record: HistoryRecord) =>
		rowState(record) === 'underWay' && (record.createdAtMs ?? nowMs) >= fromMs;
	if (later.some(({ records }) => records.some(mayChange))) return undefined;
	// A row without a time is remembered only as long as it is seen.
	const hasTime = (record: HistoryRecord) => record.createdAtMs !== undefined;
	if (!pages.every(({ records }) => records.every(hasTime))) return undefined;
	return { mark: markOf(first, ranges), readMs: nowMs };
}

export type Quiet =
	/** Something may have changed. */
	| 'no'
	/** Nothing has, as far as the first page tells. */
	| 'soFar'
	/** Nothing has, and the list's own size confirms it. */
	| 'surely';

/** What a list's first page says about the rest, against the last reading of the whole. */
export function quietness(
	first: HistoryPage,
	ranges: readonly DayRange[],
	known: QuietList | undefined,
	nowMs: number,
): Quiet {
	if (known === undefined || ranges.length !== 1) return 'no';
	if (markOf(first, ranges) !== known.mark) return 'no';
	const { total, totalPages } = first;
	if (total !== undefined && totalPages === Math.ceil(total / ROWS_PER_PAGE)) return 'surely';
	return Math.abs(nowMs - known.readMs) < TRUSTED_FOR_MS ? 'soFar' : 'no';
}

function markOf(
	{ records, rowCount, total, totalPages }: HistoryPage,
	ranges: readonly DayRange[],
) {
	const rows = records.map((record) => [record.requestId, rowState(record)]);
	return createHash('sha256')
		.update(JSON.stringify([ranges, rows, rowCount, total ?? null, totalPages ?? null]))
		.digest('hex')
		.slice(0, 32);
}
