import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { JSON_TYPE } from '../answer';
import { membersOf } from '../json';
import { SANDBOX_KEY } from '../keys';
import { jsonWithoutKeys } from '../records';
import type { World } from '../world';

const page = (address: string) => `PixVerse sandbox

This server behaves as Segmind's API is documented to, for the PixVerse models. It makes no
videos and costs nothing: every job ends in a small sample video.

To use it in n8n, open the Segmind API credential and set
  API Key       ${SANDBOX_KEY} (unless the sandbox was started with other keys)
  API Base URL  ${address}

Put [fail] or [moderated] into a prompt to see a job fail.
Seen so far:  ${address}/_sandbox/requests  and  ${address}/_sandbox/jobs
`;

function readJson(body: unknown): unknown {
	return Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
}

/** Turns a TypeError about a wrong option or fault into an answer for the one who sent it. */
function judged(run: (body: unknown, id: string) => object | void) {
	return async (request: FastifyRequest<{ Params: { id?: string } }>, reply: FastifyReply) => {
		try {
			return { ok: true, ...run(readJson(request.body), request.params.id ?? '') };
		} catch (error) {
			if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
			return await reply.code(400).send({ ok: false, error: error.message });
		}
	};
}

/** A list of what may come one by one. */
const listOf = (body: unknown): unknown[] => (Array.isArray(body) ? body : [body]);

function addFaultRoutes(server: FastifyInstance, world: World): void {
	server.post(
		'/_sandbox/faults',
		judged((body) => {
			const faults = listOf(body);
			faults.forEach((fault) => world.faults.add(fault));
			return { faults: faults.length };
		}),
	);
	server.delete(
		'/_sandbox/faults',
		judged(() => world.faults.clear()),
	);
}

/** The sandbox's own routes, for other processes. They are not recorded and meet no faults. */
export function addControlRoutes(server: FastifyInstance, world: World): void {
	const show = (path: string, look: () => unknown) => {
		server.get(path, async (_request, reply) =>
			reply.type(JSON_TYPE).send(jsonWithoutKeys(look(), world.options.apiKeys)),
		);
	};

	server.get('/', async (request, reply) =>
		reply.type('text/plain; charset=utf-8').send(page(`http://${request.headers.host}`)),
	);
	show('/_sandbox/requests', () => world.requests);
	show('/_sandbox/jobs', () => world.jobViews());
	show('/_sandbox/faults', () => world.faults.list());
	addFaultRoutes(server, world);
	server.post(
		'/_sandbox/configure',
		judged((body) => world.configure(membersOf(body))),
	);
	server.post(
		'/_sandbox/reset',
		judged(() => world.reset()),
	);
	server.post(
		'/_sandbox/history',
		judged((body) => ({ requestIds: world.addHistory(listOf(body)) })),
	);
	server.post(
		'/_sandbox/expire/:id',
		judged((_body, id) => ({ expired: world.expire(id) })),
	);
	server.post(
		'/_sandbox/finish/:id',
		judged((_body, id) => ({ finished: world.finish(id) })),
	);
}
