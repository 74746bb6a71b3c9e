'use strict';

const { withoutKeys } = require('../records.js');
const { SANDBOX_KEY } = require('../keys.js');

const page = (address) => `PixVerse sandbox

This server behaves as Segmind's API is documented to, for the PixVerse models. It makes no
videos and costs nothing: every job ends in a small sample video.

To use it in n8n, open the Segmind API credential and set
  API Key       ${SANDBOX_KEY} (unless the sandbox was started with other keys)
  API Base URL  ${address}

Put [fail] or [moderated] into a prompt to see a job fail.
Seen so far:  ${address}/_sandbox/requests  and  ${address}/_sandbox/jobs
`;

/** Turns a TypeError about a wrong option or fault into an answer for the one who sent it. */
function judged(run) {
	return async (request, reply) => {
		let body;
		try {
			body = request.body?.length ? JSON.parse(request.body.toString('utf8')) : {};
			return { ok: true, ...run(body, request) };
		} catch (error) {
			if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
			return reply.code(400).send({ ok: false, error: error.message });
		}
	};
}

/**
 * The sandbox's own routes, for other processes. They are not recorded and meet no faults.
 *
 * @param {import('fastify').FastifyInstance} server
 * @param {import('../world.js').World} world
 */
function addControlRoutes(server, world) {
	const shown = (value) => withoutKeys(value, world.options.apiKeys);

	server.get('/', async (request, reply) =>
		reply.type('text/plain; charset=utf-8').send(page(`http://${request.headers.host}`)),
	);
	server.get('/_sandbox/requests', async () => shown(world.requests));
	server.get('/_sandbox/jobs', async () => shown(world.jobViews()));
	server.get('/_sandbox/faults', async () => shown(world.faults.list()));
	server.post(
		'/_sandbox/faults',
		judged((body) => {
			const faults = Array.isArray(body) ? body : [body];
			faults.forEach((fault) => world.faults.add(fault));
			return { faults: faults.length };
		}),
	);
	server.delete(
		'/_sandbox/faults',
		judged(() => world.faults.clear()),
	);
	server.post(
		'/_sandbox/configure',
		judged((body) => world.configure(body)),
	);
	server.post(
		'/_sandbox/reset',
		judged(() => world.reset()),
	);
	server.post(
		'/_sandbox/expire/:id',
		judged((body, request) => ({ expired: world.expire(request.params.id) })),
	);
}

module.exports = { addControlRoutes };
