'use strict';

const { fastify } = require('fastify');
const { answerExchange, nothingHere, openExchange } = require('./exchange.js');
const { errorAnswer } = require('./answer.js');
const { addControlRoutes } = require('./routes/control.js');

/** Uploads come as base64 in one JSON body. Segmind's own limit is unknown. */
const LARGEST_BODY_BYTES = 1024 ** 3;
const LONGEST_PARAMETER = 2000;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const routes = [
	...require('./routes/models.js'),
	...require('./routes/polls.js'),
	...require('./routes/account.js'),
	...require('./routes/files.js'),
];

const allowedOn = (route) =>
	route.method === 'GET' && !route.needsKey ? ['GET', 'HEAD'] : [route.method];

/**
 * The HTTP face of a world; not yet listening.
 *
 * @param {import('./world.js').World} world
 */
function buildServer(world) {
	const server = fastify({
		bodyLimit: LARGEST_BODY_BYTES,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: LONGEST_PARAMETER },
	});

	// Bodies are read by hand: their content type is part of what the sandbox judges.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) =>
		done(null, body),
	);

	server.decorateRequest('exchange', null);
	const isRecorded = (request) => request.routeOptions.config.sandboxRoute;
	server.addHook('onRequest', async (request, reply) => {
		const route = isRecorded(request);
		if (route) request.exchange = openExchange(world, request, reply, route);
	});

	const answer = (request, reply) =>
		answerExchange(
			request.exchange,
			request.routeOptions.config.sandboxRoute,
			Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
			reply,
		);

	for (const route of routes) {
		const sandboxRoute = { ...route, allowed: allowedOn(route) };
		server.route({ method: METHODS, url: route.url, config: { sandboxRoute }, handler: answer });
	}
	addControlRoutes(server, world);

	const unknown = { phase: 'other', handle: nothingHere };
	server.setNotFoundHandler(async (request, reply) => {
		request.exchange = openExchange(world, request, reply, unknown);
		return await answerExchange(request.exchange, unknown, Buffer.alloc(0), reply);
	});

	server.setErrorHandler((error, request, reply) => {
		const status = error.statusCode ?? 500;
		if (status >= 500) console.error('The sandbox itself is broken:', error);
		const text = status === 415 ? 'Invalid content type' : error.message;
		const said = errorAnswer(status === 415 ? 406 : status, text);
		if (request.exchange) request.exchange.record.status = said.status;
		return reply.code(said.status).headers(said.headers).send(JSON.stringify(said.json));
	});
	return server;
}

module.exports = { buildServer };
