import type { HistoryPaging, HistoryRow, HistoryStatus } from '../protocol';
import { hasLanded, historyRows, historyStatus, type HistoryView } from './historyRows';
import type { Job } from './jobs';

const DAY_MS = 86_400_000;
const USUAL_WINDOW_DAYS = 7;
const LONGEST_WINDOW_DAYS = 31;
const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 20;

const STATUSES = ['COMPLETED', 'FAILED', 'PENDING'] as const;
const SORTS = ['model_created', 'model_name', 'credits_deduction'] as const;

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
	userId: string | null;
	userEmail: string | null;
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
	// Both ends count.
	if ((to - from) / DAY_MS + 1 > LONGEST_WINDOW_DAYS) {
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
		userId: query.user_id || null,
		userEmail: query.user_email || null,
		sortBy,
		ascending: query.sort_order === 'asc',
	};
}

const order = (one: string | number, other: string | number) =>
	one < other ? -1 : Number(one > other);

export interface Account {
	id: string;
	email: string;
}

/** Whether the list shows a job; days are told by the clock that writes the rows' times. */
function isWanted(job: Job, wanted: HistoryWanted, view: HistoryView, own: Account): boolean {
	const createdAt = job.createdAt + view.skewMs;
	const { id, email } = job.teammate ?? own;
	return (
		createdAt >= wanted.fromMs &&
		createdAt < wanted.toMs &&
		(wanted.modelName === null || job.model.includes(wanted.modelName)) &&
		(wanted.status === null || historyStatus(job, view.now) === wanted.status) &&
		(wanted.userId === null || wanted.userId === id) &&
		(wanted.userEmail === null || wanted.userEmail === email)
	);
}

/** A page of the rows that are asked for; rows younger than `lateMs` are not listed yet. */
export function historyPage(
	jobs: readonly Job[],
	wanted: HistoryWanted,
	view: HistoryView,
	{ own, lateMs }: { own: Account; lateMs: number },
): { rows: HistoryRow[] } & HistoryPaging {
	const shown = jobs
		.filter((job) => hasLanded(job, view.now, lateMs) && isWanted(job, wanted, view, own))
		.sort((one, other) => one.createdAt - other.createdAt);
	const rows = shown.flatMap((job) => historyRows(job, view));
	if (wanted.sortBy !== 'model_created') {
		const { sortBy } = wanted;
		rows.sort((one, other) => order(one[sortBy], other[sortBy]));
	}
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
