// A connection that never was carried no order: the node says that nothing was sent, and tries again.
import http from 'node:http';
import net from 'node:net';

import { afterAll, expect, test } from '@jest/globals';

import { VIDEO } from '../../support/inputs';
import { listen, shut } from '../../support/localServer';
import { useNode } from '../../support/useNode';

const { run } = useNode();
const servers: net.Server[] = [];
afterAll(() => {
	delete process.env['HTTPS_PROXY'];
	delete process.env['NO_PROXY'];
	servers.forEach(shut);
});

async function open(server: net.Server): Promise<string> {
	servers.push(server);
	return await listen(server);
}

/** A server whose TLS handshake ends in `answer`. */
async function handshake(answer: (socket: net.Socket) => void): Promise<string> {
	const server = net.createServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => answer(socket));
	});
	return (await open(server)).replace('http:', 'https:');
}

/** A proxy that gives `answer` to CONNECT. */
async function proxy(answer: string): Promise<string> {
	const server = http.createServer();
	server.on('connect', (_, socket) => {
		socket.on('error', () => undefined);
		socket.end(answer);
	});
	return await open(server);
}

async function expectNotSent(baseUrl: string): Promise<void> {
	const { error } = await run(VIDEO, { credential: { baseUrl } });
	expect(error?.message).toBe('Segmind could not be reached');
	expect(error?.context.code).toBe('not-reached');
	expect(error?.description).toMatch(/never left n8n .*Nothing was charged/);
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
	const { error } = await run(VIDEO, { credential: { baseUrl: 'https://segmind.test' } });
	expect(error?.context.code).toBe(code);
	expect(error?.message).not.toMatch(/may have been accepted/);
});
