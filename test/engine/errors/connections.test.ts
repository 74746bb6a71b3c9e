// A connection that never was carried no order: the node says that nothing was sent, and tries again.
import http from 'node:http';
import net from 'node:net';

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

import { loadEngine } from '../../support/engine';
import { runOnce } from '../../support/runNode';
import { VIDEO } from './helpers';

jest.setTimeout(60_000);

let engine: Awaited<ReturnType<typeof loadEngine>>;
const servers: net.Server[] = [];
beforeAll(async () => {
	engine = await loadEngine();
});
afterAll(() => {
	delete process.env.HTTPS_PROXY;
	delete process.env.NO_PROXY;
	for (const server of servers) server.close();
});

async function listen(server: net.Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return typeof address === 'object' && address ? address.port : 0;
}

/** A server whose TLS handshake ends in `answer`. */
async function handshake(answer: (socket: net.Socket) => void): Promise<string> {
	const server = net.createServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => answer(socket));
	});
	return `https://127.0.0.1:${await listen(server)}`;
}

/** A proxy that gives `answer` to CONNECT. */
async function proxy(answer: string): Promise<string> {
	const server = http.createServer();
	server.on('connect', (_, socket) => {
		socket.on('error', () => undefined);
		socket.end(answer);
	});
	return `http://127.0.0.1:${await listen(server)}`;
}

async function expectNotSent(baseUrl: string): Promise<void> {
	const { error } = await runOnce(engine, {
		parameters: VIDEO,
		credential: { apiKey: 'SG_0123456789abcdef', baseUrl },
	});
	expect(error.message).toBe('Segmind could not be reached');
	expect(error.context.code).toBe('not-reached');
	expect(error.description).toMatch(/never left n8n .*Nothing was charged/);
}

test('a TLS handshake that is cut, reset, or answered in clear', async () => {
	await Promise.all(
		[
			await handshake((socket) => socket.destroy()),
			await handshake((socket) => socket.resetAndDestroy()),
			await handshake((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
		].map(expectNotSent),
	);
});

test('a proxy that hangs up on CONNECT', async () => {
	process.env.NO_PROXY = '127.0.0.1';
	process.env.HTTPS_PROXY = await proxy('');
	await expectNotSent('https://segmind.test');
});

test.each([
	['403 Forbidden', 'not-allowed'],
	['407 Proxy Authentication Required', 'not-reached'],
])('a proxy that answers CONNECT with %s: nothing may have been accepted', async (line, code) => {
	process.env.NO_PROXY = '127.0.0.1';
	process.env.HTTPS_PROXY = await proxy(`HTTP/1.1 ${line}\r\ncontent-length: 2\r\n\r\nno`);
	const { error } = await runOnce(engine, {
		parameters: VIDEO,
		credential: { apiKey: 'SG_0123456789abcdef', baseUrl: 'https://segmind.test' },
	});
	expect(error.context.code).toBe(code);
	expect(error.message).not.toMatch(/may have been accepted/);
});
