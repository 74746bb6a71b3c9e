import type { HistoryPage, HistoryPageAnswer, HistoryPageQuery } from '../../domain/answers';
import type { Clock } from '../../domain/clock';
import type { Failed } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { retryFree } from '../pacing/retry';
import type { DayRange } from './dayRanges';

export const ROWS_PER_PAGE = 100;

/** The door to Segmind's list of all jobs; transport/segmind fills it. */
export interface HistoryPort {
	clock: Clock;
	/** Ends the reading: the user's Stop, or the end of a poll's time. */
	stop: AbortSignal;
	historyPage(query: HistoryPageQuery): Promise<HistoryPageAnswer>;
}

/** A place in the list: which range of days, and which page of it, from 1. */
export interface PagePosition {
	range: number;
	page: number;
}

export interface PagesQuery {
	ranges: readonly DayRange[];
	/** 1 to 100. */
	perPage: number;
	/** Segmind's own filters. */
	filters?: Pick<HistoryPageQuery, 'model_name' | 'status'>;
	/** Where to go on; the beginning unless given. */
	start?: PagePosition | undefined;
	/** A list that is longer than this is cut off. */
	maxPages: number;
	/** Until when, on the clock, a 429 is waited out. */
	patientUntilMs: number;
}

export type PagesEnd =
	/** Every page was seen. */
	| { kind: 'end' }
	/** The caller had enough. */
	| { kind: 'enough' }
	/** There were more pages than the caller wants to read. */
	| { kind: 'cut' }
	| Failed
	/** Stopped before this page was read. */
	| { kind: 'aborted'; at: PagePosition };

/**
 * Reads page after page, newest first. `page` and `total_pages`, or an empty page, end the list; not
 * the number of rows that could be read, or a page with an odd row would hide all later ones.
 *
 * @param onPage gets each page; `enough` ends the reading
 */
export async function readPages(
	port: HistoryPort,
	query: PagesQuery,
	onPage: (page: HistoryPage) => 'goOn' | 'enough',
): Promise<PagesEnd> {
	let at: PagePosition | undefined = query.start ?? { range: 0, page: 1 };
	let before: HistoryPage | undefined;
	for (let pages = 0; at !== undefined && at.range < query.ranges.length; pages += 1) {
		if (pages >= query.maxPages) return { kind: 'cut' };
		const answer = await askPatiently(port, query, at);
		if (port.stop.aborted || answer.kind === 'aborted') return { kind: 'aborted', at };
		if (answer.kind !== 'page') return { kind: 'problem', problem: answer.problem };
		const { page } = answer;
		if (at.page > 1 && before && standsStill(before, page)) {
			return { kind: 'problem', problem: endlessList() };
		}
		if (onPage(page) === 'enough') return { kind: 'enough' };
		before = page;
		at = isLast(page, at) ? { range: at.range + 1, page: 1 } : { ...at, page: at.page + 1 };
	}
	return { kind: 'end' };
}

function isLast(page: HistoryPage, at: PagePosition): boolean {
	if (page.rowCount === 0) return true;
	return page.totalPages !== undefined && (page.page ?? at.page) >= page.totalPages;
}

/** A server that gives the same page whatever it is asked for would be read for ever. */
function standsStill(before: HistoryPage, page: HistoryPage): boolean {
	if (page.rowCount === 0) return false;
	if (page.page !== undefined) return page.page === before.page;
	// A request with many outputs can fill a small page, and the next; hardly two of a hundred rows.
	return page.rowCount >= ROWS_PER_PAGE && idsOf(page) === idsOf(before);
}

function idsOf({ records }: HistoryPage): string {
	return records.map(({ requestId }) => requestId).join(' ');
}

async function askPatiently(
	port: HistoryPort,
	{ ranges, perPage, filters, patientUntilMs }: PagesQuery,
	{ range, page }: PagePosition,
): Promise<HistoryPageAnswer> {
	const query: HistoryPageQuery = { page, per_page: perPage, ...ranges[range], ...filters };
	for (;;) {
		const answer = await retryFree(port, async () => await port.historyPage(query));
		if (answer.kind !== 'rateLimited' || port.stop.aborted) return answer;
		if (port.clock.now() >= patientUntilMs) return answer;
	}
}

/** A list without an end is as good as none. */
export function endlessList(): Problem {
	return {
		code: 'history-unreadable',
		message: "Segmind's request history does not end",
		description:
			"Page after page came, and none was the last. Check any proxy between n8n and Segmind, and the credential's API Base URL.",
		failure: { cause: 'temporarily-unavailable' },
	};
}
