'use strict';

const { finishedAt, isFinished, statusOf } = require('./jobs.js');

const DAY_MS = 86_400_000;
const USUAL_WINDOW_DAYS = 7;
const LONGEST_WINDOW_DAYS = 31;
const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 20;
const STATUSES = ['COMPLETED', 'FAILED', 'PENDING'];
const SORTS = ['model_created', 'model_name', 'credits_deduction'];

const withoutDashes = (id) => id.replace(/-/g, '');

function historyStatus(job, now) {
	return isFinished(job, now) ? statusOf(job, now) : 'PENDING';
}

/**
 * One row of the history, as the SDK documents it. `model_created` is known only as a name to
 * sort by; that rows carry it under this name is inferred.
 *
 * @param {import('./jobs.js').Job} job
 * @param {{ now: number, ids: 'hex' | 'uuid', urlOf: (job: object) => string }} view
 */
function historyRow(job, { now, ids, urlOf }) {
	const status = historyStatus(job, now);
	const completed = status === 'COMPLETED';
	const row = {
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
	return status === 'FAILED' ? { ...row, error: job.failure } : row;
}

function wholeNumber(text, usual, from, to) {
	if (text === undefined || text === '') return usual;
	const value = Number(text);
	return Number.isInteger(value) && value >= from && value <= to ? value : null;
}

function day(text, usual) {
	if (text === undefined || text === '') return usual;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
	const start = Date.parse(`${text}T00:00:00Z`);
	return Number.isNaN(start) ? null : start;
}

/**
 * Reads the query of the list.
 *
 * @param {Record<string, string>} query
 * @param {number} now
 * @returns {{ error: string } | object} days as ms since 1970, UTC; `toMs` is not included
 */
function readHistoryQuery(query, now) {
	const today = Math.floor(now / DAY_MS) * DAY_MS;
	const page = wholeNumber(query.page, 1, 1, Number.MAX_SAFE_INTEGER);
	const perPage = wholeNumber(query.per_page, USUAL_PER_PAGE, 1, MOST_PER_PAGE);
	const to = day(query.to_date, today);
	const from = day(query.from_date, (to ?? today) - USUAL_WINDOW_DAYS * DAY_MS);
	const sortBy = query.sort_by || 'model_created';
	if (page === null) return { error: 'page must be a number from 1' };
	if (perPage === null) return { error: `per_page must be between 1 and ${MOST_PER_PAGE}` };
	if (from === null || to === null) return { error: 'Dates must be given as YYYY-MM-DD' };
	if (to < from) return { error: 'to_date must not be before from_date' };
	if ((to - from) / DAY_MS > LONGEST_WINDOW_DAYS) {
		return { error: `The date range may span at most ${LONGEST_WINDOW_DAYS} days` };
	}
	if (query.status && !STATUSES.includes(query.status)) {
		return { error: `status must be one of ${STATUSES.join(', ')}` };
	}
	if (!SORTS.includes(sortBy)) return { error: `sort_by must be one of ${SORTS.join(', ')}` };
	return {
		page,
		perPage,
		fromMs: from,
		toMs: to + DAY_MS,
		modelName: query.model_name || null,
		status: query.status || null,
		sortBy,
		ascending: query.sort_order === 'asc',
	};
}

/**
 * @param {import('./jobs.js').Job[]} jobs
 * @param {object} wanted from readHistoryQuery
 * @param {{ now: number, ids: 'hex' | 'uuid', urlOf: (job: object) => string }} view
 */
function historyPage(jobs, wanted, view) {
	const rows = jobs
		.filter((job) => job.createdAt >= wanted.fromMs && job.createdAt < wanted.toMs)
		.filter((job) => wanted.modelName === null || job.model.includes(wanted.modelName))
		.filter((job) => wanted.status === null || historyStatus(job, view.now) === wanted.status)
		.map((job) => historyRow(job, view));
	const order = (one, other) => (one < other ? -1 : Number(one > other));
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

module.exports = { historyRow, historyPage, readHistoryQuery };
