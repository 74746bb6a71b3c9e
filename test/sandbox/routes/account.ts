import { historyPage, readHistoryQuery } from '../account/historyQuery';
import { hasLanded, historyRow, type HistoryView } from '../account/historyRows';
import { withOddRows } from '../account/oddRows';
import { errorAnswer, jsonAnswer, type Answer } from '../answer';
import type { Exchange } from '../exchange';
import { outputUrl } from '../media/published';
import type { CreditsBody, HistoryPaging } from '../protocol';
import type { AddressedRoute } from './route';

function credits({ world, hasBalance }: Exchange): Answer {
	if (!hasBalance) return errorAnswer(404, 'No credits found for the user');
	world.settle();
	const { credits: paid, freeCredits } = world.wallet;
	const body: CreditsBody = { credits: paid, 'free-credits': freeCredits };
	return jsonAnswer(200, body);
}

const viewOf = ({ world, base, faults }: Exchange): HistoryView => ({
	now: world.now(),
	ids: world.options.historyIds,
	bodies: world.options.historyBodies,
	times: world.options.historyTimes,
	skewMs: faults.history.skewMs,
	urlOf: (job, n) => outputUrl(job, base, n),
});

/**
 * A request of any age, of the account's own only; its ID may be written with or without dashes.
 */
function historyOfOne(exchange: Exchange): Answer {
	const { id = '' } = exchange.params;
	const { lateMs, odd } = exchange.faults.history;
	const view = viewOf(exchange);
	const job = exchange.world.jobs.find(id);
	if (!job || job.teammate || !hasLanded(job, view.now, lateMs)) {
		return errorAnswer(404, `Request ${id} not found`);
	}
	return jsonAnswer(200, withOddRows([historyRow(job, view)], odd).at(-1));
}

/** A list that never ends: its pages begin anew, and each says that there is another. */
const endless = (page: number, { total_pages: pages }: HistoryPaging) => ({
	page: ((page - 1) % Math.max(1, pages)) + 1,
	paging: { page, total_pages: page + 1 },
});

/** The SDK calls the answer a paginated dictionary; what its members are called is unknown. */
function historyList(exchange: Exchange): Answer {
	const { world, query, faults } = exchange;
	const { odd, isEndless, lateMs } = faults.history;
	const { historyEnvelope, accountId: id, accountEmail: email } = world.options;
	const wanted = readHistoryQuery(query, world.now());
	if ('error' in wanted) return errorAnswer(400, wanted.error);
	const own = { own: { id, email }, lateMs };
	const pageOf = (page: number) =>
		historyPage(world.jobs.all(), { ...wanted, page }, viewOf(exchange), own);
	const asked = pageOf(wanted.page);
	const turned = isEndless ? endless(wanted.page, asked) : null;
	const { rows: genuine, ...paging } = turned ? pageOf(turned.page) : asked;
	const rows = withOddRows(genuine, odd);
	if (historyEnvelope === null) return jsonAnswer(200, rows);
	return jsonAnswer(200, { [historyEnvelope]: rows, ...paging, ...turned?.paging });
}

const HISTORY = '/inference-request/request-history';
const reading = { method: 'GET', needsKey: true } as const;

export const accountRoutes: AddressedRoute[] = [
	{ ...reading, url: '/v1/get-user-credits', phase: 'credits', handle: credits },
	{ ...reading, url: `${HISTORY}/:id`, phase: 'history', handle: historyOfOne },
	{ ...reading, url: HISTORY, phase: 'historyList', handle: historyList },
];
