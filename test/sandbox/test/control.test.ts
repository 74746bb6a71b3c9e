import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';

import { SANDBOX_KEY } from '..';
import { closeAll, KEY_HEADER, objectsOf, open, present, said, V6_BODY } from './open';

afterEach(closeAll);

const listAt = async (url: string) => objectsOf(await (await fetch(url)).json());

const CLI = join(__dirname, '../cli.ts');

describe('GET /', () => {
	test('says what this is, which key works and where to put the address', async () => {
		const { sandbox } = await open();
		const page = await (await fetch(sandbox.url)).text();
		expect(page).toContain(SANDBOX_KEY);
		expect(page).toContain(`API Base URL  ${sandbox.url}`);
	});
});

describe('the control routes', () => {
	test('are neither recorded nor met by faults', async () => {
		const { sandbox } = await open({ faults: [{ kind: 'reset' }] });
		const listed = await fetch(`${sandbox.url}/_sandbox/requests`);
		expect([listed.status, await listed.json()]).toEqual([200, []]);
		expect(sandbox.requests).toEqual([]);
	});

	test('show requests and jobs without any key', async () => {
		const { sandbox, clock, submit } = await open({ apiKeys: [SANDBOX_KEY, 'own key'] });
		await submit({ ...V6_BODY, prompt: `leak ${SANDBOX_KEY}` });
		await fetch(`${sandbox.url}/v1/get-user-credits`, { headers: { 'x-api-key': 'own key' } });
		await fetch(`${sandbox.url}/v1/get-user-credits`, { headers: { 'x-api-key': 'SG_else' } });
		clock.advance(60_000);
		const requests = await listAt(`${sandbox.url}/_sandbox/requests`);
		const jobs = await listAt(`${sandbox.url}/_sandbox/jobs`);
		expect(requests.map(({ phase, key }) => [phase, key])).toEqual([
			['submit', 'valid'],
			['credits', 'valid'],
			['credits', 'invalid'],
		]);
		expect(jobs).toMatchObject([{ status: 'COMPLETED', charged: true }]);
		expect(JSON.stringify([requests, jobs])).not.toMatch(/SG_0|SG_else|own key/);
	});

	test('add, list and clear faults', async () => {
		const { sandbox, get, post } = await open();
		const fault = { kind: 'status', status: 418, phase: 'credits' };
		expect(await said(await post('/_sandbox/faults', [fault]))).toMatchObject({
			status: 200,
			body: { ok: true, faults: 1 },
		});
		expect((await get('/v1/get-user-credits')).status).toBe(418);
		const listed = await listAt(`${sandbox.url}/_sandbox/faults`);
		expect(listed).toEqual([{ ...fault, seen: 1, used: 1 }]);
		await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
		expect((await get('/v1/get-user-credits')).status).toBe(200);
	});

	test('configure, reset, expire and finish', async () => {
		const { sandbox, get, post, submit } = await open();
		await post('/_sandbox/configure', { credits: 7 });
		expect(sandbox.credits().credits).toBe(7);
		const id = await submit();
		expect(await said(await post(`/_sandbox/expire/${id}`, ''))).toMatchObject({
			body: { ok: true, expired: true },
		});
		expect((await get(`/v2/requests/${id}`)).status).toBe(404);
		expect(await said(await post(`/_sandbox/finish/${id}`, ''))).toMatchObject({
			body: { ok: true, finished: true },
		});
		expect(sandbox.jobs).toMatchObject([{ status: 'COMPLETED' }]);
		await post('/_sandbox/reset', '');
		expect(sandbox.credits().credits).toBe(100);
		expect(sandbox.jobs).toEqual([]);
	});

	test('say what is wrong', async () => {
		const { post } = await open();
		const wrong: Array<[string, unknown]> = [
			['/_sandbox/configure', { speed: 1 }],
			['/_sandbox/configure', '{'],
			['/_sandbox/faults', { kind: 'x' }],
		];
		for (const [path, body] of wrong) {
			const answer = await said(await post(path, body));
			expect(answer).toMatchObject({ status: 400, body: { ok: false } });
			expect(answer.body.error).not.toBe('');
		}
	});
});

describe('the command line', () => {
	/** Runs it until it has greeted; `stop` ends it like Ctrl+C and gives its exit code. */
	async function start(...args: string[]) {
		const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const output = { text: '' };
		child.stderr.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
		const exited = new Promise<number | null>((resolve) => {
			child.once('exit', (code) => resolve(code));
		});
		await new Promise<void>((resolve) => {
			child.stdout.on('data', (chunk: Buffer) => {
				output.text += chunk.toString();
				if (output.text.includes('Ctrl+C')) resolve();
			});
			child.once('exit', () => resolve());
		});
		const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
			child.kill(signal);
			return await exited;
		};
		return { output, stop, exited, url: /runs at (\S+)/.exec(output.text)?.[1] ?? '' };
	}

	test('greets with address and key, prints a line per request, and ends on Ctrl+C', async () => {
		const { output, stop, url } = await start('--port', '0', '--credits', '7');
		expect(output.text).toContain(`API Base URL  ${url}`);
		expect(output.text).toContain(SANDBOX_KEY);
		const credits = await fetch(`${url}/v1/get-user-credits`, { headers: KEY_HEADER });
		expect(await credits.json()).toEqual({ credits: 7, 'free-credits': 0 });
		expect(await stop()).toBe(0);
		expect(output.text).toMatch(/GET \/v1\/get-user-credits 200\n$/);
	});

	test('takes the next port when one is taken', async () => {
		const blocker = createServer().listen(0, '127.0.0.1');
		await once(blocker, 'listening');
		const address = blocker.address();
		const port = typeof address === 'object' ? present(address).port : 0;
		const { stop, url } = await start('--port', String(port));
		await stop();
		blocker.close();
		expect(Number(new URL(url).port)).toBeGreaterThan(port);
	});
});
