// An account's request history in simulated time: what the trigger reads, without HTTP.
import type { IDataObject } from 'n8n-workflow';

import type { HistoryPageAnswer, HistoryRecord } from '../../nodes/PixVerse/domain/answers';
import type { HistoryPort } from '../../nodes/PixVerse/jobs/history/readPages';

/** A job as the account knows it. Moments in milliseconds since 1970. */
export interface SimulatedJob {
	requestId: string;
	model?: string;
	orderedMs: number;
	endsMs: number;
	fails?: boolean;
	/** Its row is in the list from here on; from the order on unless given. */
	listedMs?: number;
	/** Rows with its ID; one unless given. */
	rows?: number;
	/** Its rows say no time. */
	withoutTime?: boolean;
}

export type Answering = 'well' | 'unreachable' | 'notFound';

/** Each request takes this long. */
const REQUEST_MS = 200;
const DAY_MS = 86_400_000;

export class SimulatedHistory {
	readonly jobs: SimulatedJob[] = [];
	nowMs: number;
	answering: Answering = 'well';
	/** Whether answers say how many pages and rows there are. */
	tellsSize = true;
	requests = 0;

	constructor(nowMs: number) {
		this.nowMs = nowMs;
	}

	/** A door to it for one poll, which is stopped after so many requests. */
	port(requestsInTime = Number.POSITIVE_INFINITY): HistoryPort {
		const stop = new AbortController();
		let left = requestsInTime;
		return {
			clock: {
				now: () => this.nowMs,
				dateMs: () => this.nowMs,
				sleep: async (durationMs) => {
					this.nowMs += Math.max(0, durationMs);
				},
			},
			stop: stop.signal,
			historyPage: async (query) => {
				this.requests += 1;
				this.nowMs += REQUEST_MS;
				left -= 1;
				if (left < 0) {
					stop.abort();
					return { kind: 'aborted' };
				}
				await Promise.resolve();
				return this.answer(query);
			},
		};
	}

	private answer(query: IDataObject): HistoryPageAnswer {
		if (this.answering === 'unreachable') {
			return { kind: 'unreachable', problem: problem('segmind-down') };
		}
		if (this.answering === 'notFound') {
			return { kind: 'refused', problem: problem('history-unreadable') };
		}
		const dayMs = (day: unknown) => Date.parse(`${String(day)}T00:00:00Z`);
		const rows = this.rowsBetween(dayMs(query.from_date), dayMs(query.to_date) + DAY_MS);
		const [page, perPage] = [Number(query.page), Number(query.per_page)];
		const records = rows
			.slice((page - 1) * perPage, page * perPage)
			.map(({ job, row }) => this.recordOf(job, row));
		const size = { page, total: rows.length, totalPages: Math.ceil(rows.length / perPage) };
		return {
			kind: 'page',
			page: { records, rowCount: records.length, ...(this.tellsSize ? size : {}) },
		};
	}

	/** Newest first. */
	private rowsBetween(fromMs: number, beforeMs: number): Array<{ job: SimulatedJob; row: number }> {
		return this.jobs
			.filter(({ orderedMs }) => orderedMs >= fromMs && orderedMs < beforeMs)
			.filter(({ orderedMs, listedMs }) => (listedMs ?? orderedMs) <= this.nowMs)
			.sort((one, other) => other.orderedMs - one.orderedMs)
			.flatMap((job) => Array.from({ length: job.rows ?? 1 }, (_, row) => ({ job, row })));
	}

	private recordOf(job: SimulatedJob, row: number): HistoryRecord {
		const isEnded = job.endsMs <= this.nowMs;
		const status = isEnded ? (job.fails ? 'FAILED' : 'COMPLETED') : 'PENDING';
		// The same job may be listed under either form of its ID.
		const hex = job.requestId.replace(/-/g, '');
		return {
			requestId: row % 2 === 0 ? job.requestId : hex.toUpperCase(),
			model: job.model ?? 'pixverse-v6',
			status,
			...(status === 'COMPLETED' ? { videoUrl: `https://example.com/${hex}-${row}.mp4` } : {}),
			...(job.withoutTime
				? { createdAt: 'some time ago' }
				: { createdAtMs: job.orderedMs, createdAt: new Date(job.orderedMs).toISOString() }),
			requestBody: { prompt: hex },
			raw: {},
		};
	}
}

function problem(code: 'segmind-down' | 'history-unreadable') {
	return { code, message: 'no history', description: 'as simulated' };
}
