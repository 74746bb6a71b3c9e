import { historyPage, historyRow, readHistoryQuery, type HistoryView } from '../account/history';
import { errorAnswer, jsonAnswer, type Answer } from '../answer';
import type { Exchange } from '../exchange';
import { mediaOf } from '../media/published';
import type { CreditsBody } from '../protocol';
import type { AddressedRoute } from './route';

function credits({ world, hasBalance }: Exchange): Answer {
	if (!hasBalance) return errorAnswer(404, 'No credits found for the user');
	world.settle();
	const { credits: paid, freeCredits } = world.wallet;
	const body: CreditsBody = { credits: paid, 'free-credits': freeCredits };
	return jsonAnswer(200, body);
}

const viewOf = ({ world, base }: Exchange): HistoryView => ({
	now: world.now(),
	ids: world.options.historyIds,
	urlOf: (job) => (job.output === 'text' ? null : mediaOf(job, base).url),
});

/** A request of any age; its ID may be written with or without dashes. */
function historyOfOne(exchange: Exchange): Answer {
	const { id = '' } = exchange.params;
	const job = exchange.world.jobs.find(id);
	if (!job) return errorAnswer(404, `Request ${id} not found`);
	return jsonAnswer(200, historyRow(job, viewOf(exchange)));
}

/** The SDK calls the answer a paginated dictionary; what its members are called is unknown. */
function historyList(exchange: Exchange): Answer {
	const { world, query } = exchange;
	const wanted = readHistoryQuery(query, world.now());
	if ('error' in wanted) return errorAnswer(400, wanted.error);
	const { rows, ...paging } = historyPage(world.jobs.all(), wanted, viewOf(exchange));
	const { historyEnvelope } = world.options;
	return jsonAnswer(200, historyEnvelope === null ? rows : { [historyEnvelope]: rows, ...paging });
}

const HISTORY = '/inference-request/request-history';
const reading = { method: 'GET', needsKey: true } as const;

export const accountRoutes: AddressedRoute[] = [
	{ ...reading, url: '/v1/get-user-credits', phase: 'credits', handle: credits },
	{ ...reading, url: `${HISTORY}/:id`, phase: 'history', handle: historyOfOne },
	{ ...reading, url: HISTORY, phase: 'historyList', handle: historyList },
];
