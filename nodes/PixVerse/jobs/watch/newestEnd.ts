import type { HistoryRecord } from '../../domain/answers';
import type { Outcome } from '../../domain/outcome';
import { CLOCK_TOLERANCE_MS } from '../history/collect';
import { dayRanges } from '../history/dayRanges';
import { JobRows } from '../history/jobRows';
import { endlessList, readPages, ROWS_PER_PAGE, type HistoryPort } from '../history/readPages';
import { isWatchedEnd, type Watched } from './watched';

const LOOK_BACK_MS = 7 * 86_400_000;
const MAX_PAGES = 100;

/** The newest job of the last 7 days that the trigger would tell of, if there is one. */
export async function newestEnd(
	port: HistoryPort,
	watched: Watched,
	patientUntilMs: number,
): Promise<Outcome<{ kind: 'found'; job: HistoryRecord } | { kind: 'none' }>> {
	const nowMs = port.clock.dateMs();
	const fromMs = nowMs - LOOK_BACK_MS - CLOCK_TOLERANCE_MS;
	const rows = new JobRows();
	const wanted = () =>
		rows
			.all()
			.filter(({ createdAtMs }) => createdAtMs === undefined || createdAtMs >= fromMs)
			.filter((job) => isWatchedEnd(job, watched));
	const end = await readPages(
		port,
		{
			ranges: dayRanges({ fromMs }, nowMs),
			perPage: ROWS_PER_PAGE,
			maxPages: MAX_PAGES,
			patientUntilMs,
		},
		({ records }) => {
			rows.add(records);
			return wanted().length > 0 ? 'enough' : 'goOn';
		},
	);
	if (end.kind === 'aborted') return { kind: 'aborted' };
	if (end.kind === 'problem') return end;
	if (end.kind === 'cut') return { kind: 'problem', problem: endlessList() };
	const [job] = wanted().sort((one, other) => (other.createdAtMs ?? 0) - (one.createdAtMs ?? 0));
	return job ? { kind: 'found', job } : { kind: 'none' };
}
