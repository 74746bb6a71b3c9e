import type { HistoryAnswer } from '../../domain/answers';
import { isSameRequest } from '../../domain/requestId';
import { CLOCK_TOLERANCE_MS, collectHistory } from '../history/collect';
import type { HistoryPort } from '../history/readPages';
import type { JobApi } from '../runJob';

/** A job as the list of all jobs names it. */
interface ListedJob {
	requestId: string;
	model: string;
	/** Milliseconds since 1970. */
	orderedAtMs: number;
}

/**
 * Looks for a job in the list of all jobs: in a team that shows everybody's, while a call by ID
 * answers only for one's own.
 */
async function findInList(port: HistoryPort, job: ListedJob): Promise<HistoryAnswer> {
	const collected = await collectHistory(port, {
		fromMs: job.orderedAtMs - CLOCK_TOLERANCE_MS,
		toMs: job.orderedAtMs + CLOCK_TOLERANCE_MS,
		model: job.model,
		limit: Number.POSITIVE_INFINITY,
	});
	if (collected.kind === 'aborted') return collected;
	if (collected.kind === 'problem') return { kind: 'unreachable', problem: collected.problem };
	const record = collected.records.find(({ requestId }) => isSameRequest(requestId, job.requestId));
	return record ? { kind: 'found', record } : { kind: 'notFound' };
}

/** The calls about a job that is perhaps another's: where its ID is not known, the list is asked. */
export function withListedHistory(
	api: JobApi & Pick<HistoryPort, 'historyPage'>,
	port: Omit<HistoryPort, 'historyPage'>,
	job: ListedJob,
): JobApi {
	return {
		submit: api.submit.bind(api),
		status: api.status.bind(api),
		result: api.result.bind(api),
		async history(requestId) {
			const answer = await api.history(requestId);
			if (answer.kind !== 'notFound') return answer;
			return await findInList({ ...port, historyPage: api.historyPage.bind(api) }, job);
		},
	};
}
