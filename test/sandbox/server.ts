import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { errorAnswer } from './answer';
import { answerExchange, nothingHere, openExchange, type Exchange, type Route } from './exchange';
import { accountRoutes } from './routes/account';
import { addControlRoutes } from './routes/control';
import { fileRoutes } from './routes/files';
import { modelRoutes } from './routes/models';
import { pollRoutes } from './routes/polls';
import type { AddressedRoute } from './routes/route';
import type { World } from './world';

/** Uploads come as base64 in one JSON body. Segmind's own limit is unknown. */
const LARGEST_BODY_BYTES = 1024 ** 3;
const LONGEST_PARAMETER = 2000;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const routes = [...modelRoutes, ...pollRoutes, ...accountRoutes, ...fileRoutes];

const allowedOn = (route: AddressedRoute) =>
	route.method === 'GET' && !route.needsKey ? ['GET', 'HEAD'] : [route.method];

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Missing on the sandbox's own routes, which are not recorded. */
		sandboxRoute?: Route;
	}
}

const UNKNOWN: Route = { phase: 'other', handle: nothingHere };

const isServerError = (error: unknown): error is Error & { statusCode?: number } =>
	error instanceof Error;

function rawServer(): FastifyInstance {
	const server = fastify({
		bodyLimit: LARGEST_BODY_BYTES,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: LONGEST_PARAMETER },
	});
	// Bodies are read by hand: their content type is part of what the sandbox judges.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
		done(null, body),
	);
	return server;
}

/** The HTTP face of a world; not yet listening. */
export function buildServer(world: World): FastifyInstance {
	const server = rawServer();
	const exchanges = new WeakMap<FastifyRequest, Exchange>();
	const open = (request: FastifyRequest, reply: FastifyReply, route: Route) => {
		const exchange = openExchange(world, request, reply, route);
		exchanges.set(request, exchange);
		return exchange;
	};
	server.addHook('onRequest', async (request, reply) => {
		const route = request.routeOptions.config.sandboxRoute;
		if (route) open(request, reply, route);
	});

	for (const addressed of routes) {
		const route: Route = { ...addressed, allowed: allowedOn(addressed) };
		server.route({
			method: METHODS,
			url: addressed.url,
			config: { sandboxRoute: route },
			handler: async (request, reply) => {
				const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
				const exchange = exchanges.get(request) ?? open(request, reply, route);
				return await answerExchange(exchange, route, raw, reply);
			},
		});
	}
	addControlRoutes(server, world);

	server.setNotFoundHandler(
		async (request, reply) =>
			await answerExchange(open(request, reply, UNKNOWN), UNKNOWN, Buffer.alloc(0), reply),
	);
	server.setErrorHandler((error, request, reply) => {
		const said = saidOn(error);
		const record = exchanges.get(request)?.record;
		if (record) record.status = said.status;
		return reply.code(said.status).headers(said.headers).send(JSON.stringify(said.json));
	});
	return server;
}

function saidOn(error: unknown) {
	const { statusCode: status = 500, message } = isServerError(error)
		? error
		: { message: String(error) };
	if (status >= 500) console.error('The sandbox itself is broken:', error);
	return status === 415 ? errorAnswer(406, 'Invalid content type') : errorAnswer(status, message);
}
