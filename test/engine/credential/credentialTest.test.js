// The credential's Test button, through n8n's own context for credential tests.
const http = require('node:http');
const net = require('node:net');
const path = require('node:path');
const { loadEngine, PROJECT } = require('../../support/engine');
const { startSandbox, SANDBOX_KEY, NO_BALANCE_KEY } = require('../../sandbox');

jest.setTimeout(20_000);

let engine;
let sandbox;
let context;
const servers = [];
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox();
	const { CredentialTestContext } = engine.core;
	const additionalData = {};
	context = new CredentialTestContext(additionalData);
});
afterAll(async () => {
	await sandbox.close();
	for (const server of servers) server.close();
});
beforeEach(() => sandbox.reset());

async function listen(server) {
	servers.push(server);
	return await new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
	});
}

const answering = (status, type, body) =>
	listen(
		http.createServer((_, response) => {
			response.writeHead(status, { 'content-type': type, connection: 'close' });
			response.end(body);
		}),
	);

async function closedPort() {
	const server = net.createServer();
	const url = await listen(server);
	await new Promise((resolve) => server.close(resolve));
	return url;
}

async function pressTest(data) {
	const { type } = engine.loader.getNode('pixVerse');
	const test = type.methods.credentialTest[type.description.credentials[0].testedBy];
	return await test.call(context, { id: '1', name: 'Segmind', type: 'segmindApi', data });
}

const seen = new Map();
async function expectAnswer(name, data, status, words) {
	const result = await pressTest(data);
	expect(result).toEqual({ status, message: expect.stringMatching(words) });
	expect(JSON.stringify(result)).not.toMatch(/SG_\w/);
	seen.set(name, result.message);
}

test('a good key with credits', async () => {
	sandbox.configure({ credits: 12.5 });
	await expectAnswer(
		'good',
		{ apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		'OK',
		/Credits left: 12\.5$/,
	);
	expect(sandbox.requests.map(({ path: where }) => where)).toEqual(['/v1/get-user-credits']);
});

test('a good key without a balance', async () => {
	const data = { apiKey: NO_BALANCE_KEY, baseUrl: sandbox.url };
	await expectAnswer('no balance', data, 'OK', /works.*no credits yet/);
});

test('a bad key', async () => {
	const data = { apiKey: 'SG_ffffffffffffffff', baseUrl: sandbox.url };
	await expectAnswer('bad key', data, 'Error', /does not accept this key.*platform\.pixverse\.ai/);
});

test.each(['', '/', '//', '/v1', '/v2', '/v1/', '/v2//'])(
	'a key with blanks around it, and a base URL that ends in "%s"',
	async (end) => {
		const data = { apiKey: `  ${SANDBOX_KEY}\n`, baseUrl: ` ${sandbox.url}${end} ` };
		expect((await pressTest(data)).status).toBe('OK');
		expect(sandbox.requests[0]).toMatchObject({ path: '/v1/get-user-credits', key: 'valid' });
	},
);

test('no key, and keys that cannot be sent', async () => {
	await expectAnswer('no key', { apiKey: ' ', baseUrl: sandbox.url }, 'Error', /Enter an API key/);
	const data = { apiKey: 'SG_0123 4567', baseUrl: sandbox.url };
	await expectAnswer('blank', data, 'Error', /a blank or a character/);
	expect(sandbox.requests).toEqual([]);
});

test('base URLs that are not Segmind', async () => {
	const apiKey = SANDBOX_KEY;
	const wrong = /does not lead to Segmind/;
	await expectAnswer(
		'html',
		{ apiKey, baseUrl: await answering(200, 'text/html', '<html>Hi</html>') },
		'Error',
		/status 200 and a web page/,
	);
	for (const [status, type, body] of [
		[200, 'application/json', '{"ok":true}'],
		[200, 'application/json', '{"credits":NaN}'],
		[404, 'application/json', '{"error":"Not found"}'],
		[404, 'text/html', '<html>no</html>'],
		[401, 'text/html', '<html>log in</html>'],
		[302, 'text/html', ''],
	]) {
		const result = await pressTest({ apiKey, baseUrl: await answering(status, type, body) });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(wrong) });
	}
	await expectAnswer('no address', { apiKey, baseUrl: 'segmind' }, 'Error', /not a web address/);
});

test('a key does not follow a redirect', async () => {
	const base = await listen(
		http.createServer((_, response) => {
			response.writeHead(307, { location: `${sandbox.url}/v1/get-user-credits` });
			response.end();
		}),
	);
	expect((await pressTest({ apiKey: SANDBOX_KEY, baseUrl: base })).status).toBe('Error');
	expect(sandbox.requests).toEqual([]);
});

test('nobody there', async () => {
	const apiKey = SANDBOX_KEY;
	await expectAnswer(
		'closed port',
		{ apiKey, baseUrl: await closedPort() },
		'Error',
		/Nothing answers/,
	);
	await expectAnswer(
		'no such host',
		{ apiKey, baseUrl: 'http://no-such-host.invalid' },
		'Error',
		/host was not found/,
	);
	const tls = sandbox.url.replace('http:', 'https:');
	await expectAnswer('no TLS there', { apiKey, baseUrl: tls }, 'Error', /TLS/);
	const reset = await listen(
		net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
	);
	await expectAnswer('reset', { apiKey, baseUrl: reset }, 'Error', /broke before an answer/);
});

test('Segmind busy or down', async () => {
	const data = { apiKey: SANDBOX_KEY, baseUrl: sandbox.url };
	sandbox.addFault({ kind: 'rateLimit', phase: 'credits', times: 1 });
	await expectAnswer('busy', data, 'Error', /no more requests at the moment/);
	sandbox.addFault({ kind: 'status', status: 503, phase: 'credits', times: 1 });
	await expectAnswer('down', data, 'Error', /status 503/);
});

test('each of these has its own words', () => {
	expect(seen.size).toBeGreaterThan(11);
	expect(new Set(seen.values()).size).toBe(seen.size);
});

test('the credential leaves its test to the node, and sends a trimmed key', async () => {
	const { SegmindApi } = require(path.join(PROJECT, 'dist/credentials/SegmindApi.credentials.js'));
	const type = new SegmindApi();
	expect(type).not.toHaveProperty('test');
	const options = { url: 'https://x.example', headers: { accept: 'a' } };
	const signed = await type.authenticate({ apiKey: ' SG_one \n' }, options);
	expect(signed.headers).toEqual({ accept: 'a', 'x-api-key': 'SG_one' });
	expect(options.headers).toEqual({ accept: 'a' });
});
