import type { IDataObject } from 'n8n-workflow';

import type { HistoryPageAnswer, HistoryRecord } from '../domain/answers';
import type { Outcome } from '../domain/outcome';

/** What is looked for in the request history. */
export interface HistoryQuery {
	nowMs: number;
	fromMs?: number;
	toMs?: number;
	status?: string;
	model?: string;
	/** Infinity for all. */
	limit: number;
}

const DAY_MS = 86_400_000;

/** Segmind takes a range of at most 31 days; both ends count. */
const MAX_RANGE_DAYS = 31;
const MAX_PER_PAGE = 100;

/** A server that never ends its list must not hold the workflow for ever. */
const MAX_PAGES = 1_000;

function day(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The date ranges to ask for, newest first. None: Segmind's own default of the last 7 days.
 */
export function dateRanges({
	fromMs,
	toMs,
	nowMs,
}: HistoryQuery): Array<{ from_date?: string; to_date?: string }> {
	if (fromMs === undefined && toMs === undefined) return [{}];
	const endMs = toMs ?? nowMs;
	const span = (MAX_RANGE_DAYS - 1) * DAY_MS;
	const startMs = fromMs ?? endMs - span;
	const ranges = [];
	for (let lastMs = endMs; day(lastMs) >= day(startMs); lastMs -= span + DAY_MS) {
		ranges.push({ from_date: day(Math.max(startMs, lastMs - span)), to_date: day(lastMs) });
	}
	return ranges;
}

function isWanted(record: HistoryRecord, { fromMs, toMs, model, status }: HistoryQuery): boolean {
	const atMs = Date.parse(record.createdAt ?? '');
	if (Number.isFinite(atMs)) {
		if (fromMs !== undefined && atMs < fromMs) return false;
		// A day without a time means the whole day.
		const endMs = toMs !== undefined && toMs % DAY_MS === 0 ? toMs + DAY_MS : toMs;
		if (endMs !== undefined && atMs > endMs) return false;
	}
	// Segmind looks for the model's name as a part of others.
	if (model !== undefined && record.model !== undefined && record.model !== model) return false;
	return status === undefined || record.status === undefined || record.status === status;
}

/** Reads page after page until the limit or the end. A job with several outputs is listed once. */
export async function collectHistory(
	query: HistoryQuery,
	ask: (page: IDataObject) => Promise<HistoryPageAnswer>,
): Promise<Outcome<{ kind: 'records'; records: HistoryRecord[] }>> {
	const found = new Map<string, HistoryRecord>();
	const perPage = Math.min(MAX_PER_PAGE, query.limit);
	for (const range of dateRanges(query)) {
		for (let page = 1; page <= MAX_PAGES; page += 1) {
			const answer = await ask({
				page,
				per_page: perPage,
				...range,
				...(query.model ? { model_name: query.model } : {}),
				...(query.status ? { status: query.status } : {}),
			});
			if (answer.kind === 'aborted') return answer;
			if (answer.kind !== 'page') return { kind: 'problem', problem: answer.problem };
			for (const record of answer.records) {
				if (isWanted(record, query) && !found.has(record.requestId))
					found.set(record.requestId, record);
			}
			if (found.size >= query.limit) {
				return { kind: 'records', records: [...found.values()].slice(0, query.limit) };
			}
			if (answer.records.length < perPage) break;
		}
	}
	return { kind: 'records', records: [...found.values()] };
}
