'use strict';

const { errorAnswer, jsonAnswer } = require('../answer.js');
const { hasRecord } = require('../account/jobs.js');
const { httpStatusOf, resultBody, statusBody } = require('../result.js');

const poll = (bodyOf) => (exchange) => {
	const { world, params, base } = exchange;
	const now = world.now();
	const job = world.jobs.find(params.id);
	if (!job || !hasRecord(job, now, world.options)) {
		return errorAnswer(404, `Request ${params.id} not found`);
	}
	world.settle();
	return jsonAnswer(httpStatusOf(job, now), bodyOf(job, now, base));
};

const polling = { method: 'GET', needsKey: true, isPoll: true };

module.exports = [
	{ ...polling, url: '/v2/requests/:id/status', phase: 'status', handle: poll(statusBody) },
	{ ...polling, url: '/v2/requests/:id', phase: 'result', handle: poll(resultBody) },
	{ ...polling, url: '/v1/requests/:id', phase: 'result', handle: poll(resultBody) },
];
