import type { HistoryPage, HistoryRecord } from '../../domain/answers';
import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { countDayRanges, dayRanges, type HistoryWindow } from './dayRanges';
import { isOfModel, JobRows } from './jobRows';
import { endlessList, readPages, ROWS_PER_PAGE, type HistoryPort } from './readPages';

/** What is looked for in the request history. */
export interface HistoryQuery extends HistoryWindow {
	status?: string;
	model?: string;
	/** Infinity for all. */
	limit: number;
}

export type Collected = Outcome<{ kind: 'records'; records: HistoryRecord[] }>;

/** 30,000 jobs; nobody wants to wait for more, and no workflow could hold them. */
const MAX_REQUESTS = 300;

/** Ten years: Segmind is younger. */
const MAX_RANGES = 118;

const PATIENCE_MS = 300_000;

/** For Get Many: all that could be wanted, each job once, newest first. */
export async function collectHistory(port: HistoryPort, query: HistoryQuery): Promise<Collected> {
	const nowMs = port.clock.dateMs();
	if (countDayRanges(query, nowMs) > MAX_RANGES) return { kind: 'problem', problem: tooWide() };
	const { fromMs, toMs, model, status, limit } = query;
	// Among rows of others a few wanted ones may be far apart.
	const isFiltered = [fromMs, toMs, model, status].some((filter) => filter !== undefined);
	const jobs = new JobRows();
	const end = await readPages(
		port,
		{
			ranges: dayRanges(query, nowMs),
			perPage: isFiltered ? ROWS_PER_PAGE : Math.min(ROWS_PER_PAGE, limit),
			filters: {
				...(model ? { model_name: model } : {}),
				...(status ? { status } : {}),
			},
			maxPages: MAX_REQUESTS,
			patientUntilMs: port.clock.now() + PATIENCE_MS,
		},
		({ records }) => {
			jobs.add(records.filter((record) => isWanted(record, query)));
			return jobs.size >= limit ? 'enough' : 'goOn';
		},
	);
	if (end.kind === 'aborted') return { kind: 'aborted' };
	if (end.kind === 'cut') return { kind: 'problem', problem: tooMany() };
	if (end.kind === 'problem') return end;
	return { kind: 'records', records: jobs.all().slice(0, limit) };
}

/** What a row does not say does not keep it out: this list is where a lost job is looked for. */
function isWanted(record: HistoryRecord, { fromMs, toMs, model, status }: HistoryQuery): boolean {
	const { createdAtMs } = record;
	if (createdAtMs !== undefined) {
		if (fromMs !== undefined && createdAtMs < fromMs) return false;
		if (toMs !== undefined && createdAtMs > toMs) return false;
	}
	if (model && record.model !== undefined && !isOfModel(record, model)) return false;
	return !status || record.status === undefined || record.status === status;
}

/** A row that says all that equal jobs are told by. */
export type CompleteRecord = HistoryRecord &
	Required<Pick<HistoryRecord, 'model' | 'status' | 'createdAtMs'>> & {
		requestBody: Record<string, unknown>;
	};

export type StrictHistory = Outcome<{ kind: 'records'; records: CompleteRecord[] }>;

/** Clocks of n8n and Segmind may differ by this. */
export const CLOCK_TOLERANCE_MS = 300_000;

/**
 * For decisions about money: every job since a moment, each once, newest first; or why that cannot
 * be said. One row that cannot be read makes the whole history unreadable.
 */
export async function readStrictly(port: HistoryPort, fromMs: number): Promise<StrictHistory> {
	const nowMs = port.clock.dateMs();
	const jobs = new JobRows();
	let odd: HistoryPage | undefined;
	const end = await readPages(
		port,
		{
			ranges: dayRanges({ fromMs: fromMs - CLOCK_TOLERANCE_MS }, nowMs),
			perPage: ROWS_PER_PAGE,
			maxPages: MAX_REQUESTS,
			patientUntilMs: port.clock.now() + PATIENCE_MS,
		},
		(page) => {
			if (page.records.length < page.rowCount || !page.records.every(isComplete)) odd = page;
			jobs.add(page.records);
			return odd ? 'enough' : 'goOn';
		},
	);
	if (end.kind === 'aborted') return { kind: 'aborted' };
	if (end.kind === 'cut') return { kind: 'problem', problem: endlessList() };
	if (end.kind === 'problem') return end;
	if (odd) return { kind: 'problem', problem: oddRow('ID, model, status, time or input') };
	const records = jobs.all().filter(isComplete);
	return {
		kind: 'records',
		records: records.filter(({ createdAtMs }) => createdAtMs >= fromMs - CLOCK_TOLERANCE_MS),
	};
}

function isComplete(record: HistoryRecord): record is CompleteRecord {
	const { model, status, createdAtMs, requestBody } = record;
	if (model === undefined || status === undefined || createdAtMs === undefined) return false;
	return typeof requestBody === 'object' && requestBody !== null && !Array.isArray(requestBody);
}

function tooWide(): Problem {
	return {
		code: 'invalid-input',
		message: 'From must not be more than ten years before To',
		description: "Segmind's request history is read a month at a time. Choose a shorter range.",
	};
}

function tooMany(): Problem {
	return {
		code: 'invalid-input',
		message: 'There are more jobs than can be listed at once',
		description:
			'After 300 pages there were still more. Set a Limit, or choose From and To closer together.',
	};
}

/** @param lacking what cannot be read, after "A job in it has no …" */
export function oddRow(lacking: string): Problem {
	return {
		code: 'history-unreadable',
		message: "Segmind's request history holds a job that cannot be read",
		description: `A job in it has no ${lacking} in a form that this node knows.`,
	};
}
