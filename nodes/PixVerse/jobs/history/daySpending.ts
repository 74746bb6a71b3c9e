import type { HistoryRecord } from '../../domain/answers';
import type { Outcome } from '../../domain/outcome';
import { comparableId } from '../../domain/requestId';
import { oddRow } from './collect';
import { dayRanges } from './dayRanges';
import { JobRows, rowState } from './jobRows';
import { endlessList, readPages, ROWS_PER_PAGE, type HistoryPort } from './readPages';

/** What an account has spent today (UTC), in US dollars. */
export interface DaySpending {
	/** Charged, by the history. */
	chargedUsd: number;
	/** Of jobs that are under way or whose cost the history does not tell, by estimate. */
	estimatedUsd: number;
	/** The jobs that are counted, in the form that IDs are compared in. */
	idKeys: ReadonlySet<string>;
}

const DAY_MS = 86_400_000;

/** 30,000 jobs in a day. */
const MAX_REQUESTS = 300;

const PATIENCE_MS = 300_000;

/** About what a job of the history costs, in US dollars; 0 where nobody knows. */
export type EstimateUsd = (record: HistoryRecord) => number;

/**
 * Adds up the account's day. Several rows of one job count once, the dearest; a failed job costs
 * nothing; a row without a readable time counts as today's.
 */
export function daySpending(
	records: readonly HistoryRecord[],
	nowMs: number,
	estimateUsd: EstimateUsd,
): DaySpending {
	const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const today = records.filter(
		({ createdAtMs }) => createdAtMs === undefined || createdAtMs >= todayMs,
	);
	const charged = new Map<string, number>();
	for (const { cost, requestId } of today) {
		const key = comparableId(requestId);
		if (cost !== undefined) charged.set(key, Math.max(cost, charged.get(key) ?? 0));
	}
	const jobs = new JobRows();
	jobs.add(today);
	let chargedUsd = 0;
	let estimatedUsd = 0;
	for (const job of jobs.all()) {
		const cost = charged.get(comparableId(job.requestId)) ?? 0;
		chargedUsd += cost;
		// In-flight rows say 0: what they will cost is not charged yet.
		if (cost === 0 && rowState(job) !== 'failed') {
			const isFree = rowState(job) === 'completed' && job.cost === 0;
			estimatedUsd += isFree ? 0 : estimateUsd(job);
		}
	}
	const idKeys = new Set(jobs.all().map(({ requestId }) => comparableId(requestId)));
	return { chargedUsd, estimatedUsd, idKeys };
}

/**
 * Reads what the account has spent today. A history that cannot be read is a problem: a limit that
 * cannot be judged must not be taken for kept.
 */
export async function readDaySpending(
	port: HistoryPort,
	estimateUsd: EstimateUsd,
): Promise<Outcome<{ kind: 'spending'; spending: DaySpending }>> {
	const nowMs = port.clock.dateMs();
	const records: HistoryRecord[] = [];
	let isWhole = true;
	const end = await readPages(
		port,
		{
			ranges: dayRanges({ fromMs: Math.floor(nowMs / DAY_MS) * DAY_MS }, nowMs),
			perPage: ROWS_PER_PAGE,
			maxPages: MAX_REQUESTS,
			patientUntilMs: port.clock.now() + PATIENCE_MS,
		},
		(page) => {
			records.push(...page.records);
			isWhole &&= page.records.length === page.rowCount;
			return isWhole ? 'goOn' : 'enough';
		},
	);
	if (end.kind === 'aborted') return { kind: 'aborted' };
	if (end.kind === 'problem') return end;
	if (end.kind === 'cut') return { kind: 'problem', problem: endlessList() };
	if (!isWhole) return { kind: 'problem', problem: oddRow('ID') };
	return { kind: 'spending', spending: daySpending(records, nowMs, estimateUsd) };
}
