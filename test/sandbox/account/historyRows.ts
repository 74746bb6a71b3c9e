import type { HistoryRow, HistoryStatus, JsonObject } from '../protocol';
import { finishedAt, isFinished, type Job } from './jobs';

/** How a row's times are written: which one Segmind uses is not documented. */
const FORMATS = {
	utc: (ms: number) => new Date(ms).toISOString(),
	offset: (ms: number) => new Date(ms + 2 * 3_600_000).toISOString().replace('Z', '+02:00'),
	noZone: (ms: number) => new Date(ms).toISOString().replace('Z', '000'),
	spaced: (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19),
};

export type TimeFormat = keyof typeof FORMATS;

export const TIME_FORMATS: readonly string[] = Object.keys(FORMATS);

const withoutDashes = (id: string) => id.replace(/-/g, '');

/** How rows are written. */
export interface HistoryView {
	now: number;
	ids: 'hex' | 'uuid';
	bodies: 'object' | 'text';
	times: TimeFormat;
	/** How far the clock that writes the times is ahead. */
	skewMs: number;
	/** The address of a job's `n`th file, from 1. */
	urlOf: (job: Job, n: number) => string | null;
}

export function historyStatus(job: Job, now: number): HistoryStatus {
	if (!isFinished(job, now)) return 'PENDING';
	return job.failure === null ? 'COMPLETED' : 'FAILED';
}

const written = (body: JsonObject, as: HistoryView['bodies']) =>
	as === 'text' ? JSON.stringify(body) : body;

/** The row of a job's `n`th output, as the SDK documents it. */
export function historyRow(job: Job, view: HistoryView, n = 1): HistoryRow {
	const { now, skewMs } = view;
	const status = historyStatus(job, now);
	const completed = status === 'COMPLETED';
	const time = (ms: number) => FORMATS[view.times](ms + skewMs);
	const row: HistoryRow = {
		request_id: view.ids === 'hex' ? withoutDashes(job.requestId) : job.requestId,
		model_name: job.model,
		model_status: status,
		credits_deduction: completed ? job.cost : 0,
		request_body: written(job.body, view.bodies),
		generation_url: completed ? view.urlOf(job, n) : null,
		latency_ms: status === 'PENDING' ? null : job.durationMs,
		model_created: time(job.createdAt),
		model_updated: time(Math.min(finishedAt(job), now)),
	};
	return status === 'FAILED' ? { ...row, error: job.failure ?? '' } : row;
}

/** All rows of a job: one per output once it has completed, else one. */
export function historyRows(job: Job, view: HistoryView): HistoryRow[] {
	const rows = historyStatus(job, view.now) === 'COMPLETED' ? job.outputs : 1;
	return Array.from({ length: rows }, (_, index) => historyRow(job, view, index + 1));
}

/** Whether the history knows the job by now: a record may appear with a delay. */
export const hasLanded = (job: Job, now: number, lateMs: number): boolean =>
	now - job.createdAt >= Math.max(job.historyDelayMs, lateMs);
