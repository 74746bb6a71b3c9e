'use strict';

const http = require('node:http');
const { manualClock, startSandbox, SANDBOX_KEY } = require('../../sandbox');

const KEY_HEADER = { 'x-api-key': SANDBOX_KEY };
const JSON_HEADERS = { ...KEY_HEADER, 'content-type': 'application/json' };

/** A body that every rule of pixverse-v6 likes. */
const V6_BODY = { prompt: 'A lighthouse at dusk', duration: 5, quality: '540p' };

const FIVE_VIDEO_BODY = { ...V6_BODY, motion_mode: 'normal' };

const opened = [];

/** A sandbox on a clock that stands still until it is told; closed by `closeAll`. */
async function open(options = {}) {
	const clock = manualClock();
	const sandbox = await startSandbox({ clock, jobDurationMs: 60_000, ...options });
	opened.push(sandbox);
	const post = (path, body, headers = JSON_HEADERS) =>
		fetch(sandbox.url + path, {
			method: 'POST',
			headers,
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
	const get = (path, headers = KEY_HEADER) => fetch(sandbox.url + path, { headers });
	const submit = async (body = V6_BODY, slug = 'pixverse-v6') =>
		(await (await post(`/v2/${slug}`, body)).json()).request_id;
	/** A job that is done, and its result. */
	const finished = async (body, slug) => {
		const id = await submit(body, slug);
		clock.advance(60_000);
		return { id, result: await (await get(`/v2/requests/${id}`)).json() };
	};
	return { sandbox, clock, post, get, submit, finished };
}

async function closeAll() {
	await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
}

/** Status and JSON of an answer, for one `toEqual`. */
const said = async (response) => ({ status: response.status, body: await response.json() });

/**
 * A request that shows how the connection behaved, as `fetch` does not.
 *
 * @returns {Promise<{ status: number | null, headers: object, body: Buffer,
 *   end: 'whole' | 'broken' | 'left', error: string | null }>} `left`: after `patienceMs`
 */
function rawRequest(url, { method = 'GET', headers = KEY_HEADER, body, patienceMs = 2000 } = {}) {
	return new Promise((resolve) => {
		const seen = { status: null, headers: {}, body: Buffer.alloc(0), end: 'broken', error: null };
		const request = http.request(url, { method, headers, agent: false });
		const patience = setTimeout(() => finish('left'), patienceMs);
		let isDone = false;
		const finish = (end, error) => {
			if (isDone) return;
			isDone = true;
			clearTimeout(patience);
			request.destroy();
			resolve({ ...seen, end, error: error?.code ?? null });
		};
		request.on('error', (error) => finish('broken', error));
		request.on('response', (response) => {
			seen.status = response.statusCode;
			seen.headers = response.headers;
			response.on('data', (chunk) => {
				seen.body = Buffer.concat([seen.body, chunk]);
			});
			response.on('end', () => finish('whole'));
			response.on('error', (error) => finish('broken', error));
		});
		request.end(body);
	});
}

module.exports = {
	FIVE_VIDEO_BODY,
	JSON_HEADERS,
	KEY_HEADER,
	V6_BODY,
	closeAll,
	open,
	rawRequest,
	said,
};
