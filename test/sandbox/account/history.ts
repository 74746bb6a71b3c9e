import type { HistoryPaging, HistoryRow, HistoryStatus } from '../protocol';
import { finishedAt, isFinished, type Job } from './jobs';

const DAY_MS = 86_400_000;
const USUAL_WINDOW_DAYS = 7;
const LONGEST_WINDOW_DAYS = 31;
const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 20;

const STATUSES = ['COMPLETED', 'FAILED', 'PENDING'] as const;
const SORTS = ['model_created', 'model_name', 'credits_deduction'] as const;

const withoutDashes = (id: string) => id.replace(/-/g, '');

function historyStatus(job: Job, now: number): HistoryStatus {
	if (!isFinished(job, now)) return 'PENDING';
	return job.failure === null ? 'COMPLETED' : 'FAILED';
}

/** How rows are written. */
export interface HistoryView {
	now: number;
	ids: 'hex' | 'uuid';
	urlOf: (job: Job) => string | null;
}

/** One row of the history, as the SDK documents it. */
export function historyRow(job: Job, { now, ids, urlOf }: HistoryView): HistoryRow {
	const status = historyStatus(job, now);
	const completed = status === 'COMPLETED';
	const row: HistoryRow = {
		request_id: ids === 'hex' ? withoutDashes(job.requestId) : job.requestId,
		model_name: job.model,
		model_status: status,
		credits_deduction: completed ? job.cost : 0,
		request_body: job.body,
		generation_url: completed ? urlOf(job) : null,
		latency_ms: status === 'PENDING' ? null : job.durationMs,
		model_created: new Date(job.createdAt).toISOString(),
		model_updated: new Date(Math.min(finishedAt(job), now)).toISOString(),
	};
	return status === 'FAILED' ? { ...row, error: job.failure ?? '' } : row;
}

function wholeNumber(
	text: string | undefined,
	usual: number,
	from: number,
	to: number,
): number | null {
	if (text === undefined || text === '') return usual;
	const value = Number(text);
	return Number.isInteger(value) && value >= from && value <= to ? value : null;
}

function day(text: string | undefined, usual: number): number | null {
	if (text === undefined || text === '') return usual;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
	const start = Date.parse(`${text}T00:00:00Z`);
	return Number.isNaN(start) ? null : start;
}

/** What the list is asked for; days as ms since 1970, UTC. */
export interface HistoryWanted {
	page: number;
	perPage: number;
	fromMs: number;
	/** Not included. */
	toMs: number;
	modelName: string | null;
	status: HistoryStatus | null;
	sortBy: (typeof SORTS)[number];
	ascending: boolean;
}

type Refused = { error: string };

function readDays(query: Record<string, string>, now: number): Refused | [number, number] {
	const today = Math.floor(now / DAY_MS) * DAY_MS;
	const to = day(query.to_date, today);
	const from = day(query.from_date, (to ?? today) - USUAL_WINDOW_DAYS * DAY_MS);
	if (from === null || to === null) return { error: 'Dates must be given as YYYY-MM-DD' };
	if (to < from) return { error: 'to_date must not be before from_date' };
	if ((to - from) / DAY_MS > LONGEST_WINDOW_DAYS) {
		return { error: `The date range may span at most ${LONGEST_WINDOW_DAYS} days` };
	}
	return [from, to + DAY_MS];
}

/** Reads the query of the list. */
export function readHistoryQuery(
	query: Record<string, string>,
	now: number,
): Refused | HistoryWanted {
	const page = wholeNumber(query.page, 1, 1, Number.MAX_SAFE_INTEGER);
	if (page === null) return { error: 'page must be a number from 1' };
	const perPage = wholeNumber(query.per_page, USUAL_PER_PAGE, 1, MOST_PER_PAGE);
	if (perPage === null) return { error: `per_page must be between 1 and ${MOST_PER_PAGE}` };
	const days = readDays(query, now);
	if ('error' in days) return days;
	const status = STATUSES.find((known) => known === query.status);
	if (query.status && !status) return { error: `status must be one of ${STATUSES.join(', ')}` };
	const sortBy = SORTS.find((known) => known === (query.sort_by || 'model_created'));
	if (!sortBy) return { error: `sort_by must be one of ${SORTS.join(', ')}` };
	return {
		page,
		perPage,
		fromMs: days[0],
		toMs: days[1],
		modelName: query.model_name || null,
		status: status ?? null,
		sortBy,
		ascending: query.sort_order === 'asc',
	};
}

const order = (one: string | number, other: string | number) =>
	one < other ? -1 : Number(one > other);

/** A page of the rows that are asked for. */
export function historyPage(
	jobs: readonly Job[],
	wanted: HistoryWanted,
	view: HistoryView,
): { rows: HistoryRow[] } & HistoryPaging {
	const rows = jobs
		.filter((job) => job.createdAt >= wanted.fromMs && job.createdAt < wanted.toMs)
		.filter((job) => wanted.modelName === null || job.model.includes(wanted.modelName))
		.filter((job) => wanted.status === null || historyStatus(job, view.now) === wanted.status)
		.map((job) => historyRow(job, view));
	rows.sort((one, other) => order(one[wanted.sortBy], other[wanted.sortBy]));
	if (!wanted.ascending) rows.reverse();
	const start = (wanted.page - 1) * wanted.perPage;
	return {
		rows: rows.slice(start, start + wanted.perPage),
		page: wanted.page,
		per_page: wanted.perPage,
		total: rows.length,
		total_pages: Math.ceil(rows.length / wanted.perPage),
	};
}
