// The simulated Segmind's request history: rows of jobs, page by page, and what can be odd in them.
import type {
	HistoryPage,
	HistoryPageQuery,
	HistoryRecord,
} from '../../../nodes/PixVerse/domain/answers';
import type { Clock } from '../../../nodes/PixVerse/domain/clock';
import type { SimulatedJob } from './words';

const DAY_MS = 86_400_000;

/** How a job is doing now. */
export function stateOf(job: SimulatedJob, clock: Clock): 'PROCESSING' | 'FAILED' | 'COMPLETED' {
	if (clock.now() < job.doneAt) return 'PROCESSING';
	return job.fails ? 'FAILED' : 'COMPLETED';
}

/** IDs in the history are written without dashes. */
export function historyRow(
	{ requestId, at, body, hasNoUrl }: SimulatedJob,
	state: 'PROCESSING' | 'FAILED' | 'COMPLETED',
): HistoryRecord {
	const status = state === 'PROCESSING' ? 'PENDING' : state;
	const hasUrl = status === 'COMPLETED' && hasNoUrl !== true;
	return {
		requestId: requestId.replace(/-/g, '').toUpperCase(),
		model: 'pixverse-v6',
		status,
		createdAtMs: at,
		createdAt: new Date(at).toISOString(),
		requestBody: body,
		raw: {},
		...(hasUrl ? { videoUrl: `http://files/${requestId}` } : {}),
	};
}

/** Ways in which a page tells less than the whole truth. */
export const ODD_PAGES = ['oddRow', 'rowWithoutTime', 'rowWithoutBody'] as const;

/**
 * A page, newest first.
 *
 * @param oddity one of ODD_PAGES
 */
export function listPage(
	rows: readonly HistoryRecord[],
	{ page, per_page, from_date, to_date, model_name }: HistoryPageQuery,
	rowsPerPage = per_page,
	oddity?: string,
): HistoryPage {
	const dayMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
	const fromMs = from_date === undefined ? 0 : dayMs(from_date);
	const beforeMs = to_date === undefined ? Infinity : dayMs(to_date) + DAY_MS;
	const perPage = Math.min(per_page, rowsPerPage);
	const wanted = rows
		.filter(({ createdAtMs = 0 }) => createdAtMs >= fromMs && createdAtMs < beforeMs)
		.filter(({ model = '' }) => model_name === undefined || model.includes(model_name))
		.sort((one, other) => (other.createdAtMs ?? 0) - (one.createdAtMs ?? 0));
	const records = wanted.slice((page - 1) * perPage, page * perPage);
	return withOddity(
		{ records, rowCount: records.length, page, totalPages: Math.ceil(wanted.length / perPage) },
		oddity,
	);
}

function withOddity(page: HistoryPage, oddity: string | undefined): HistoryPage {
	const stranger: HistoryRecord = {
		requestId: 'strangerow',
		model: 'pixverse-v6',
		status: 'COMPLETED',
		raw: {},
	};
	const and = (record: HistoryRecord) => ({
		...page,
		records: [...page.records, record],
		rowCount: page.rowCount + 1,
	});
	switch (oddity) {
		case 'oddRow':
			return { ...page, rowCount: page.rowCount + 1 };
		case 'rowWithoutTime':
			return and({ ...stranger, requestBody: {} });
		case 'rowWithoutBody':
			return and({ ...stranger, createdAtMs: 1 });
		case undefined:
		default:
			return page;
	}
}
