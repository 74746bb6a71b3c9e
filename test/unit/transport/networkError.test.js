// Whether a request can have arrived, told from errors that n8n's client really throws: by sockets.
const http = require('node:http');
const net = require('node:net');
const { classifyNetworkError } = require('../../../nodes/PixVerse/transport/http/networkError');

const servers = [];
afterAll(() => {
	for (const server of servers) server.close();
});

async function listen(server) {
	servers.push(server);
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server.address().port;
}

/** The error of one POST, wrapped as n8n's helpers wrap it. */
async function errorOf(options) {
	const cause = await new Promise((resolve, reject) => {
		const request = http.request({ method: 'POST', agent: false, ...options }, () =>
			reject(new Error('answered')),
		);
		request.on('error', resolve);
		request.setTimeout(500, () => {
			const late = Object.assign(new Error('timeout exceeded'), { code: 'ECONNABORTED' });
			request.destroy(late);
		});
		request.end('{}');
	});
	return Object.assign(new Error('wrapped'), {
		cause: Object.assign(new Error('axios'), { cause }),
	});
}

async function closedPort() {
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
		const lookup = (_, options, callback) =>
			callback(null, [
				{ address: '127.0.0.1', family: 4 },
				{ address: '127.0.0.2', family: 4 },
			]);
		const port = await closedPort();
		const error = await errorOf({ host: 'two.example', port, lookup, autoSelectFamily: true });
		expect(classifyNetworkError(error).kind).toBe('notSent');
	});

	test('an unknown host, and a name server that does not answer', async () => {
		for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
			const lookup = (_, __, callback) =>
				callback(Object.assign(new Error(code), { code, syscall: 'getaddrinfo' }));
			const error = await errorOf({ host: 'nobody.example', lookup });
			expect(classifyNetworkError(error)).toEqual({ kind: 'notSent', reason: code });
		}
	});

	test.each([
		[
			'all addresses timed out',
			{ code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] },
		],
		['a certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
		['a certificate for another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
		['a failed handshake', { code: 'EPROTO', syscall: 'write' }],
	])('%s', (_, error) => {
		expect(classifyNetworkError({ cause: error }).kind).toBe('notSent');
	});

	test("n8n's SSRF protection", () => {
		const error = Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
		expect(classifyNetworkError({ cause: error })).toMatchObject({ kind: 'notSent', isBlocked: true });
	});
});

describe('perhaps arrived', () => {
	const answers = {
		'a reset': (socket) => socket.resetAndDestroy(),
		'a hang-up': (socket) => socket.end(),
		'no HTTP': (socket) => socket.end('SSH-2.0-other\r\n'),
		'a broken header': (socket) => socket.end('HTTP/1.1 200 OK\r\nBad\u0001: x\r\n\r\n'),
		silence: () => undefined,
	};
	test.each(Object.entries(answers))('%s', async (_, answer) => {
		const server = net.createServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => answer(socket));
		});
		const error = await errorOf({ host: '127.0.0.1', port: await listen(server) });
		expect(classifyNetworkError(error).kind).toBe('broken');
	});

	test.each([
		['an error within TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
		[
			'one address reset after connecting',
			{ code: 'X', errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNRESET', syscall: 'read' }] },
		],
		['nothing known', undefined],
		['a text', 'boom'],
	])('%s', (_, error) => {
		expect(classifyNetworkError(error).kind).toBe('broken');
	});

	test('a chain of causes without end', () => {
		const error = new Error('round');
		error.cause = error;
		expect(classifyNetworkError(error).kind).toBe('broken');
	});
});
