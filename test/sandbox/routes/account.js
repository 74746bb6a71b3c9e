'use strict';

const { errorAnswer, jsonAnswer } = require('../answer.js');
const { historyPage, historyRow, readHistoryQuery } = require('../account/history.js');
const { mediaOf } = require('../media/published.js');

function credits({ world, hasBalance }) {
	if (!hasBalance) return errorAnswer(404, 'No credits found for the user');
	world.settle();
	const { credits: paid, freeCredits } = world.wallet;
	return jsonAnswer(200, { credits: paid, 'free-credits': freeCredits });
}

const viewOf = ({ world, base }) => ({
	now: world.now(),
	ids: world.options.historyIds,
	urlOf: (job) => (job.output === 'text' ? null : mediaOf(job, base).url),
});

/** A request of any age; its ID may be written with or without dashes. */
function historyOfOne(exchange) {
	const job = exchange.world.jobs.find(exchange.params.id);
	if (!job) return errorAnswer(404, `Request ${exchange.params.id} not found`);
	return jsonAnswer(200, historyRow(job, viewOf(exchange)));
}

/** The SDK calls the answer a paginated dictionary; what its members are called is unknown. */
function historyList(exchange) {
	const { world, query } = exchange;
	const wanted = readHistoryQuery(query, world.now());
	if (wanted.error) return errorAnswer(400, wanted.error);
	const { rows, ...paging } = historyPage(world.jobs.all(), wanted, viewOf(exchange));
	const { historyEnvelope } = world.options;
	return jsonAnswer(200, historyEnvelope === null ? rows : { [historyEnvelope]: rows, ...paging });
}

const HISTORY = '/inference-request/request-history';
const reading = { method: 'GET', needsKey: true };

module.exports = [
	{ ...reading, url: '/v1/get-user-credits', phase: 'credits', handle: credits },
	{ ...reading, url: `${HISTORY}/:id`, phase: 'history', handle: historyOfOne },
	{ ...reading, url: HISTORY, phase: 'historyList', handle: historyList },
];
