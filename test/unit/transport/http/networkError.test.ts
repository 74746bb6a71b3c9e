// Whether a request can have arrived, told from errors that n8n's client really throws: by sockets.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

import { afterAll, describe, expect, test } from '@jest/globals';

import { classifyNetworkError } from '../../../../nodes/PixVerse/transport/http/networkError';

const servers: net.Server[] = [];
afterAll(() => {
	for (const server of servers) server.close();
});

async function listen(server: net.Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return typeof address === 'object' && address ? address.port : 0;
}

function socketServer(answer: (socket: net.Socket) => void): net.Server {
	return net.createServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => answer(socket));
	});
}

/** An error as axios gives it and n8n wraps it. */
function wrapped(cause: unknown, request?: unknown): Error {
	const axios = Object.assign(new Error('axios'), { cause, ...(request ? { request } : {}) });
	return Object.assign(new Error('wrapped'), { cause: axios });
}

/** The error of one POST. */
async function errorOf(
	options: https.RequestOptions & { autoSelectFamily?: boolean },
	scheme: typeof http | typeof https = http,
) {
	return await new Promise<Error>((resolve, reject) => {
		const request = scheme.request({ method: 'POST', agent: false, ...options }, () =>
			reject(new Error('answered')),
		);
		request.on('error', (cause) => resolve(wrapped(cause, request)));
		// axios aborts a request whose time is over, whatever it was at.
		const timer = setTimeout(() => {
			request.destroy(Object.assign(new Error('timeout exceeded'), { code: 'ECONNABORTED' }));
		}, 500);
		request.on('close', () => clearTimeout(timer));
		request.end('{}');
	});
}

async function closedPort(): Promise<number> {
	const server = net.createServer();
	const port = await listen(server);
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe('never sent', () => {
	test('a refused connection', async () => {
		const error = await errorOf({ host: '127.0.0.1', port: await closedPort() });
		expect(classifyNetworkError(error)).toEqual({ kind: 'notSent', reason: 'ECONNREFUSED' });
	});

	test('a refused connection at every address of a name', async () => {
		const lookup: net.LookupFunction = (_, __, callback) =>
			callback(null, [
				{ address: '127.0.0.1', family: 4 },
				{ address: '127.0.0.2', family: 4 },
			]);
		const port = await closedPort();
		const error = await errorOf({ host: 'two.example', port, lookup, autoSelectFamily: true });
		expect(classifyNetworkError(error).kind).toBe('notSent');
	});

	test.each(['ENOTFOUND', 'EAI_AGAIN'])('a name server that says %s', async (code) => {
		const lookup: net.LookupFunction = (_, __, callback) =>
			callback(Object.assign(new Error(code), { code, syscall: 'getaddrinfo' }), '', 4);
		const error = await errorOf({ host: 'nobody.example', lookup });
		expect(classifyNetworkError(error)).toEqual({ kind: 'notSent', reason: code });
	});

	test('a connection that does not come about in time', async () => {
		const error = await errorOf({ host: 'silent.example', lookup: () => undefined });
		expect(classifyNetworkError(error).kind).toBe('notSent');
	});

	test.each([
		['cut', (socket: net.Socket) => socket.destroy()],
		['reset', (socket: net.Socket) => socket.resetAndDestroy()],
		['never answered', () => undefined],
		['answered in clear', (socket: net.Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
	])('a TLS handshake that is %s', async (_, answer) => {
		const port = await listen(socketServer(answer));
		const error = await errorOf({ host: '127.0.0.1', port }, https);
		expect(classifyNetworkError(error).kind).toBe('notSent');
	});

	test('a request without any socket: the proxy hung up on CONNECT', () => {
		const hangUp = wrapped(new Error('Proxy connection ended'), { socket: null });
		expect(classifyNetworkError(hangUp)).toEqual({ kind: 'notSent', reason: 'no connection' });
	});

	test.each([
		[
			'all addresses timed out',
			{ code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] },
		],
		['no way to the host', { code: 'EHOSTUNREACH', syscall: 'connect' }],
		['a name that nobody has', { code: 'ENOTFOUND' }],
		['a name server that fails', { code: 'ESERVFAIL', syscall: 'queryA' }],
		['a name server of an odd code', { code: 'EAI_FAIL', syscall: 'getaddrinfo' }],
		['a certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
		['a certificate for another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
		[
			'a cut handshake, where the socket is not to be seen',
			{
				code: 'ECONNRESET',
				message: 'Client network socket disconnected before secure TLS connection was established',
			},
		],
	])('%s', (_, error) => {
		expect(classifyNetworkError({ cause: error }).kind).toBe('notSent');
	});

	test.each([
		['that is connecting', { connecting: true, _bytesDispatched: 361 }],
		['whose TLS handshake runs', { secureConnecting: true, _bytesDispatched: 361 }],
		['that took no byte', { connecting: false, _bytesDispatched: 0 }],
	])('a request with a socket %s', (_, socket) => {
		const givenUp = Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });
		expect(classifyNetworkError(wrapped(givenUp, { socket })).kind).toBe('notSent');
	});

	test("n8n's SSRF protection", () => {
		const error = Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
		expect(classifyNetworkError({ cause: error })).toMatchObject({
			kind: 'notSent',
			isBlocked: true,
		});
	});
});

const ANSWERS: Array<[string, (socket: net.Socket) => void]> = [
	['a cut', (socket) => socket.destroy()],
	['a hang-up', (socket) => socket.end()],
	['no HTTP', (socket) => socket.end('SSH-2.0-other\r\n')],
	['a broken header', (socket) => socket.end('HTTP/1.1 200 OK\r\nBad\u0001: x\r\n\r\n')],
	['silence', () => undefined],
];

describe('perhaps arrived', () => {
	test('a reset', async () => {
		const server = socketServer((socket) => socket.resetAndDestroy());
		const error = await errorOf({ host: '127.0.0.1', port: await listen(server) });
		expect(classifyNetworkError(error).kind).toBe('broken');
	});

	test.each(ANSWERS)('%s', async (_, answer) => {
		const error = await errorOf({ host: '127.0.0.1', port: await listen(socketServer(answer)) });
		expect(classifyNetworkError(error).kind).toBe('broken');
	});

	test.each(ANSWERS)('%s within TLS', async (_, answer) => {
		const server = tls.createServer(certificate(), (socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => answer(socket));
		});
		const port = await listen(server);
		const error = await errorOf({ host: '127.0.0.1', port, rejectUnauthorized: false }, https);
		expect(classifyNetworkError(error).kind).toBe('broken');
	});

	test.each([
		...['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET'].map((code): [string, unknown] => [
			`read ${code}`,
			{ code, syscall: 'read' },
		]),
		['an error within TLS', { code: 'EPROTO', syscall: 'write' }],
		['another error within TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
		[
			'one address reset after connecting',
			{ code: 'X', errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNRESET', syscall: 'read' }] },
		],
		['nothing known', undefined],
		['a text', 'boom'],
	])('%s', (_, error) => {
		const request = { socket: { connecting: false, _bytesDispatched: 361 } };
		expect(classifyNetworkError(wrapped(error)).kind).toBe('broken');
		expect(classifyNetworkError(wrapped(error, request)).kind).toBe('broken');
	});

	test('a chain of causes without end', () => {
		const error: Error & { cause?: unknown } = new Error('round');
		error.cause = error;
		expect(classifyNetworkError(error).kind).toBe('broken');
	});
});

/** A certificate that nobody signed, made anew. */
function certificate(): { key: Buffer; cert: Buffer } {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'certificate-'));
	try {
		const files = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')] as const;
		const options = '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost'.split(' ');
		execFileSync('openssl', ['req', ...options, '-keyout', files[0], '-out', files[1]], {
			stdio: 'ignore',
		});
		return { key: readFileSync(files[0]), cert: readFileSync(files[1]) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
