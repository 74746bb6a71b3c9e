'use strict';

const { randomUUID } = require('node:crypto');
const http = require('node:http');
const { once } = require('node:events');

const { chatRoutes } = require('./chatStandIn');
const { driveRoutes } = require('./driveStandIn');
const { publishRoutes } = require('./publishStandIn');
const { sheetRoutes } = require('./sheetStandIn');

/** @typedef {{ method: string, path: string, query: URLSearchParams, headers: any, bytes: Buffer, json(): any }} Call */

/** Telegram: what the bot sent, and one photo that can be fetched. */
function telegramRoutes(world) {
	const ok = (result) => ({ json: { ok: true, result } });
	return [
		[
			/^POST \/bot[^/]+\/setWebhook$/,
			(call) => {
				world.webhook = call.json();
				return ok(true);
			},
		],
		[/^(GET|POST) \/bot[^/]+\/(deleteWebhook|getWebhookInfo)$/, () => ok({ url: '' })],
		[/^(GET|POST) \/bot[^/]+\/getFile$/, () => ok({ file_path: 'photos/photo.png' })],
		[/^GET \/file\/bot[^/]+\/photos\/photo\.png$/, () => ({ bytes: world.photo })],
		[
			/^POST \/bot[^/]+\/(sendVideo|sendMessage)$/,
			(call) => {
				world.sent.push({ method: call.path.split('/').pop(), bytes: call.bytes });
				return ok({ message_id: world.sent.length });
			},
		],
	];
}

/** An S3-compatible store that keeps what is put into it; signatures are not checked. */
function s3Routes(world) {
	return [
		[
			/^GET \/YOUR_BUCKET\/?$/,
			() => ({
				text: '<?xml version="1.0"?><LocationConstraint>us-east-1</LocationConstraint>',
				type: 'application/xml',
			}),
		],
		[
			/^PUT \/YOUR_BUCKET\/.+$/,
			(call) => {
				world.objects.set(decodeURIComponent(call.path.slice('/YOUR_BUCKET/'.length)), call.bytes);
				return { text: '' };
			},
		],
	];
}

/** @param {http.IncomingMessage} request */
async function readCall(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
	return {
		method: request.method,
		path: decodeURIComponent(pathname),
		query: searchParams,
		headers: request.headers,
		bytes,
		json: () => JSON.parse(bytes.toString('utf8')),
	};
}

function send(response, { status = 200, headers = {}, json, text, bytes, type }) {
	const body = json === undefined ? (bytes ?? text ?? '') : JSON.stringify(json);
	const contentType =
		type ?? (json === undefined ? 'application/octet-stream' : 'application/json');
	response.writeHead(status, { 'content-type': contentType, ...headers });
	response.end(body);
}

/**
 * Local stand-ins for the services that the examples use: Google Sheets and Drive, YouTube,
 * Instagram, Telegram, S3 and OpenAI, as far as n8n's nodes ask them. `world` is what they hold.
 *
 * @returns {Promise<{ url: string, world: any, unknown: string[], close(): Promise<void> }>}
 */
async function startStandIns() {
	const world = {
		sheets: new Map(),
		files: [],
		objects: new Map(),
		sent: [],
		chats: [],
		published: [],
		idea: '',
		webhook: undefined,
		photo: Buffer.alloc(0),
		newId: () => randomUUID().replaceAll('-', ''),
		url: '',
	};
	const routes = [
		...sheetRoutes(world),
		...driveRoutes(world),
		...telegramRoutes(world),
		...s3Routes(world),
		...chatRoutes(world),
		...publishRoutes(world),
	];
	/** Requests that no stand-in knows: a sign that an example does something that is not tested. */
	const unknown = [];
	const server = http.createServer(async (request, response) => {
		const call = await readCall(request);
		const line = `${call.method} ${call.path}`;
		const [, answer] = routes.find(([pattern]) => pattern.test(line)) ?? [];
		if (!answer) unknown.push(line);
		try {
			send(response, answer ? answer(call) : { status: 404, json: { error: 'not known here' } });
		} catch (error) {
			unknown.push(`${line}: ${error.message}`);
			send(response, { status: 500, json: { error: error.message } });
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	world.url = `http://127.0.0.1:${server.address().port}`;
	return {
		url: world.url,
		world,
		unknown,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

module.exports = { startStandIns };
