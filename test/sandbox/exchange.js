'use strict';

const { wait } = require('./clock.js');
const { htmlAnswer, errorAnswer } = require('./answer.js');
const { KINDS } = require('./faults/kinds.js');
const { judgeRequest, holdsKey, keyState } = require('./gate.js');
const { NO_BALANCE_KEY } = require('./keys.js');
const { requestIdOf } = require('./media/published.js');
const { bytesOf, streamOf } = require('./media/source.js');
const { recordLine, recordedBody } = require('./records.js');

/** Up to this size an answer is sent in one piece. */
const SMALL_BYTES = 64 * 1024;

/**
 * One request on its way through the sandbox: record it, pick its faults, answer it.
 *
 * @typedef {object} Exchange
 * @property {import('./world.js').World} world
 * @property {import('./clock.js').Clock} clock
 * @property {number} now when it arrived
 * @property {import('./records.js').RequestRecord} record
 * @property {Record<string, string>} headers
 * @property {Record<string, string>} params
 * @property {Record<string, string>} query
 * @property {string} base how the client addressed the sandbox: addresses in answers begin so
 * @property {unknown} body undefined when it is no JSON
 * @property {boolean} hasBalance whether the key's account has a balance record
 * @property {AbortSignal} leave aborted when the client is gone or the sandbox closes
 */

/** @returns {Exchange} */
function openExchange(world, request, reply, route) {
	const { options } = world;
	const { headers, params, query } = request;
	const record = {
		n: world.requests.length,
		at: world.now(),
		endedAt: null,
		method: request.method,
		path: request.url.split('?')[0],
		query: { ...query },
		host: headers.host ?? '',
		phase: route.phase,
		slug: params.slug ?? null,
		requestId: params.id ?? (params.name ? requestIdOf(params.name) : null),
		key: keyState(headers, options),
		keySeen: holdsKey([request.url, ...request.raw.rawHeaders], options),
		headers: { ...headers },
		body: null,
		status: null,
		fault: null,
		accepted: false,
	};
	world.requests.push(record);

	const leaving = new AbortController();
	reply.raw.once('close', () => {
		leaving.abort();
		record.endedAt = world.now();
		options.log?.(recordLine(record, options.apiKeys), record);
	});
	options.onRequest?.(record);

	return {
		world,
		clock: world.clock,
		now: record.at,
		record,
		headers,
		params,
		query,
		base: options.publicUrl ?? `http://${record.host}`,
		body: undefined,
		hasBalance: headers['x-api-key'] !== NO_BALANCE_KEY,
		leave: leaving.signal,
	};
}

function readBody(exchange, raw) {
	const { record, world } = exchange;
	try {
		exchange.body = JSON.parse(raw.toString('utf8'));
	} catch {
		exchange.body = undefined;
	}
	record.body = recordedBody(raw, exchange.body);
	record.keySeen ||= holdsKey([JSON.stringify(record.body)], world.options);
}

/** Tells apart uploads that were made here from addresses that only look so. */
const isLostAsset =
	({ world, base }) =>
	(url) => {
		if (!url.startsWith(`${base}/assets/`)) return false;
		try {
			return world.assets.find(decodeURI(url.slice(base.length))) === undefined;
		} catch {
			return true;
		}
	};

function bodyContains({ world, record }, raw) {
	return (text) => {
		if (raw.includes(text)) return true;
		const job = record.requestId ? world.jobs.find(record.requestId) : undefined;
		return job !== undefined && JSON.stringify(job.body).includes(text);
	};
}

/** What the sandbox says when nothing goes wrong on the way. */
async function genuineAnswer(exchange, route) {
	if (route.allowed && !route.allowed.includes(exchange.record.method)) {
		return htmlAnswer(405, '405 Method Not Allowed');
	}
	return judgeRequest(exchange, route) ?? (await route.handle(exchange));
}

async function faultyAnswer(exchange, route, fault) {
	const kind = KINDS[fault.kind];
	if (!kind.processes) return kind.answer ? kind.answer(fault, exchange) : null;
	exchange.hurries = kind.hurries === true;
	const answer = await genuineAnswer(exchange, route);
	return kind.alter ? kind.alter(answer, fault, exchange) : answer;
}

function send(reply, answer, record) {
	record.status = answer.status;
	reply.code(answer.status).headers({ ...answer.headers, 'content-length': answer.body.length });
	if (record.method === 'HEAD') return reply.send('');
	const isSmall = answer.body.length <= SMALL_BYTES;
	return reply.send(isSmall ? bytesOf(answer.body) : streamOf(answer.body));
}

/**
 * @param {Exchange} exchange
 * @param {object} route
 * @param {Buffer} raw the request's body
 * @param {import('fastify').FastifyReply} reply
 */
async function answerExchange(exchange, route, raw, reply) {
	const { world, record, leave } = exchange;
	readBody(exchange, raw);
	const { latencyMs, job, main } = world.faults.pick(record, bodyContains(exchange, raw));
	record.fault = main?.kind ?? (latencyMs > 0 ? 'latency' : job.kind) ?? null;
	exchange.jobOverrides = job;
	exchange.isLostAsset = isLostAsset(exchange);
	await wait(world.clock, latencyMs, leave);

	if (!main) return send(reply, await genuineAnswer(exchange, route), record);
	const answer = await faultyAnswer(exchange, route, main);
	const { deliver } = KINDS[main.kind];
	if (!deliver) return send(reply, answer, record);
	reply.hijack();
	await deliver(reply.raw, answer, main, exchange);
	return reply;
}

/** A request that no route is made for. */
const nothingHere = () => errorAnswer(404, 'Not found');

module.exports = { openExchange, answerExchange, nothingHere };
