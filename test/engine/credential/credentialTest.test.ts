// The credential's Test button, through n8n's own context for credential tests.
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

import { afterAll, expect, test } from '@jest/globals';
import type { INodeCredentialTestResult } from 'n8n-workflow';

import type * as Credentials from '../../../credentials/SegmindApi.credentials';
import { NO_BALANCE_KEY, SANDBOX_KEY } from '../../sandbox';
import { present } from '../../support/assertions';
import { PROJECT } from '../../support/engine';
import { elementAt } from '../../support/lists';
import { closedAddress, listen, shut } from '../../support/localServer';
import { useNode } from '../../support/useNode';
import type { Credential } from '../../support/workflow';

const { engine, sandbox } = useNode();
const servers: net.Server[] = [];
afterAll(() => servers.forEach(shut));

async function open(server: net.Server): Promise<string> {
	servers.push(server);
	return await listen(server);
}

const answering = (status: number, type: string, body: string) =>
	open(
		http.createServer((_, response) => {
			response.writeHead(status, { 'content-type': type, connection: 'close' });
			response.end(body);
		}),
	);

async function pressTest(data: Partial<Credential>): Promise<INodeCredentialTestResult> {
	const type = engine.workflow.NodeHelpers.getVersionedNodeType(
		engine.loader.getNode('pixVerse').type,
	);
	const { testedBy } = elementAt(type.description.credentials ?? [], 0);
	const name = typeof testedBy === 'string' ? testedBy : '';
	const test = present(type.methods?.credentialTest?.[name], 'credential test');
	// The test asks for nothing that n8n's server knows.
	const context = new engine.core.CredentialTestContext();
	return await test.call(context, { id: '1', name: 'Segmind', type: 'segmindApi', data });
}

const seen = new Map<string, string>();

/** Presses Test; its words are kept under `name`, to be told apart from all others. */
async function expectAnswer(
	name: string,
	data: Partial<Credential>,
	status: INodeCredentialTestResult['status'],
	words: RegExp,
): Promise<void> {
	const result = await pressTest(data);
	expect(result.status).toBe(status);
	expect(result.message).toMatch(words);
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
	await expectAnswer('no key', { apiKey: ' ', baseUrl: sandbox.url }, 'Error', /holds no API key/);
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
	const answers: Array<[status: number, type: string, body: string]> = [
		[200, 'application/json', '{"ok":true}'],
		[200, 'application/json', '{"credits":NaN}'],
		[404, 'application/json', '{"error":"Not found"}'],
		[404, 'text/html', '<html>no</html>'],
		[401, 'text/html', '<html>log in</html>'],
		[302, 'text/html', ''],
	];
	for (const answer of answers) {
		const result = await pressTest({ apiKey, baseUrl: await answering(...answer) });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(wrong);
	}
	await expectAnswer('no address', { apiKey, baseUrl: 'segmind' }, 'Error', /not a web address/);
});

test('a key does not follow a redirect', async () => {
	const base = await open(
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
		{ apiKey, baseUrl: await closedAddress() },
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
	const reset = await open(
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
	const file = path.join(PROJECT, 'dist/credentials/SegmindApi.credentials.js');
	const { SegmindApi } = (await import(file)) as typeof Credentials;
	const type = new SegmindApi();
	expect(type).not.toHaveProperty('test');
	const options = { url: 'https://x.example', headers: { accept: 'a' } };
	const signed = await type.authenticate({ apiKey: ' SG_one \n' }, options);
	expect(signed.headers).toEqual({ accept: 'a', 'x-api-key': 'SG_one' });
	expect(options.headers).toEqual({ accept: 'a' });
});
