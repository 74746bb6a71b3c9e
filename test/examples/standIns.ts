import { once } from 'node:events';
import http from 'node:http';

import { portOf } from '../host/ports';
import { messageOf } from '../support/errors';
import { parseJson, z } from '../support/json';
import { elementAt } from '../support/lists';
import { chatRoutes } from './chatStandIn';
import { driveRoutes } from './driveStandIn';
import { publishRoutes } from './publishStandIn';
import { Services, type Answer, type Call, type Route } from './services';
import { sheetRoutes } from './sheetStandIn';

const webhookSchema = z.object({ url: z.string(), secret_token: z.string() });

/** Telegram: what the bot sent, and one photo that can be fetched. */
function telegramRoutes(services: Services): Route[] {
	const ok = (result: unknown) => ({ json: { ok: true, result } });
	return [
		[
			/^POST \/bot[^/]+\/setWebhook$/,
			(call) => {
				services.webhook = call.json(webhookSchema);
				return ok(true);
			},
		],
		[/^(GET|POST) \/bot[^/]+\/(deleteWebhook|getWebhookInfo)$/, () => ok({ url: '' })],
		[/^(GET|POST) \/bot[^/]+\/getFile$/, () => ok({ file_path: 'photos/photo.png' })],
		[/^GET \/file\/bot[^/]+\/photos\/photo\.png$/, () => ({ bytes: services.photo })],
		[
			/^POST \/bot[^/]+\/(sendVideo|sendMessage)$/,
			(call) => {
				services.sent.push({ method: elementAt(call.path.split('/'), -1), bytes: call.bytes });
				return ok({ message_id: services.sent.length });
			},
		],
	];
}

/** An S3-compatible store that keeps what is put into it; signatures are not checked. */
function s3Routes(services: Services): Route[] {
	const bucket = '/YOUR_BUCKET/';
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
				services.objects.set(decodeURIComponent(call.path.slice(bucket.length)), call.bytes);
				return { text: '' };
			},
		],
	];
}

async function readCall(request: http.IncomingMessage): Promise<Call> {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	await once(request, 'end');
	const bytes = Buffer.concat(chunks);
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
	return {
		method: request.method ?? '',
		path: decodeURIComponent(pathname),
		query: searchParams,
		headers: request.headers,
		bytes,
		json: (schema) => parseJson(bytes.toString('utf8'), schema),
	};
}

function send(response: http.ServerResponse, answer: Answer) {
	const { status = 200, headers = {}, json, text, bytes, type } = answer;
	const body = json === undefined ? (bytes ?? text ?? '') : JSON.stringify(json);
	const contentType =
		type ?? (json === undefined ? 'application/octet-stream' : 'application/json');
	response.writeHead(status, { 'content-type': contentType, ...headers });
	response.end(body);
}

/** The stand-in's answer; what none knows, or none can answer, is noted in `unknown`. */
function answerTo(call: Call, routes: Route[], unknown: string[]): Answer {
	const line = `${call.method} ${call.path}`;
	const [, answer] = routes.find(([pattern]) => pattern.test(line)) ?? [];
	if (!answer) {
		unknown.push(line);
		return { status: 404, json: { error: 'not known here' } };
	}
	try {
		return answer(call);
	} catch (error) {
		unknown.push(`${line}: ${messageOf(error)}`);
		return { status: 500, json: { error: messageOf(error) } };
	}
}

export interface StandIns {
	services: Services;
	close: () => Promise<void>;
}

/**
 * Starts local stand-ins for the services that the examples use: Google Sheets and Drive, YouTube,
 * Instagram, Telegram, S3 and OpenAI, as far as n8n's nodes ask them.
 */
export async function startStandIns(): Promise<StandIns> {
	const services = new Services();
	const routes = [
		...sheetRoutes(services),
		...driveRoutes(services),
		...telegramRoutes(services),
		...s3Routes(services),
		...chatRoutes(services),
		...publishRoutes(services),
	];
	const server = http.createServer((request, response) => {
		void readCall(request).then((call) => send(response, answerTo(call, routes, services.unknown)));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	services.url = `http://127.0.0.1:${portOf(server)}`;
	return {
		services,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
