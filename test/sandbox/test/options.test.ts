import { afterEach, describe, expect, test } from '@jest/globals';

import { startSandbox } from '..';
import { addressOf } from '../address';
import { manualClock, realClock, wait } from '../clock';
import { changedOptions } from '../options';
import { closeAll, open, said } from './open';

afterEach(closeAll);

describe('options', () => {
	test.each([
		['jobDuration', 5, /no option "jobDuration".*jobDurationMs/s],
		['jobDurationMs', -1, /"jobDurationMs" must be a number from 0, or a function/],
		['credits', '5', /"credits" must be a number/],
		['syncAnswer', 'xml', /one of bytes, json/],
		['uploadAnswer', 'url', /one of file_urls, urls/],
		['historyIds', 'int', /one of hex, uuid/],
		['resultShape', 'square', /or one of documented, .*bare/],
		['clock', {}, /an object with now\(\)/],
		['apiKeys', 'SG_x', /a list/],
		['pollsCount', 1, /true or false/],
		['rateLimitPerMinute', 'none', /or null/],
	])('%s: %j is refused', async (name, value, message) => {
		await expect(startSandbox({ [name]: value })).rejects.toThrow(message);
	});

	test('that are undefined count as not given', async () => {
		const { sandbox } = await open({ credits: undefined });
		expect(sandbox.credits().credits).toBe(100);
	});

	test('port, host and clock are fixed', () => {
		for (const fixed of [{ port: 1 }, { host: '::' }, { clock: null }]) {
			expect(() => changedOptions(fixed)).toThrow(/no option/);
		}
	});

	test('publicUrl begins every address', async () => {
		const { get, submit } = await open({ publicUrl: 'https://sandbox.example' });
		const id = await submit();
		const { body } = await said(await get(`/v2/requests/${id}/status`));
		expect(body.status_url).toBe(`https://sandbox.example/v2/requests/${id}/status`);
	});

	test('a taken port is an error', async () => {
		const { sandbox } = await open();
		await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({
			code: 'EADDRINUSE',
		});
	});
});

describe('the address', () => {
	test.each([
		['127.0.0.1', 'http://127.0.0.1:80'],
		['0.0.0.0', 'http://127.0.0.1:80'],
		['::', 'http://[::1]:80'],
		['example.com', 'http://example.com:80'],
	])('of a server on %s is %s', (host, address) => {
		expect(addressOf(host, 80)).toBe(address);
	});
});

describe('clocks', () => {
	const never = new AbortController().signal;

	test('waits on a clock that has timers', async () => {
		const clock = manualClock(0);
		const order: string[] = [];
		const long = wait(clock, 20, never).then(() => order.push(`long ${clock.now()}`));
		const short = wait(clock, 10, never).then(() => order.push(`short ${clock.now()}`));
		clock.advance(9);
		await Promise.resolve();
		expect(order).toEqual([]);
		clock.advance(1);
		await short;
		clock.advance(30);
		await long;
		expect(order).toEqual(['short 10', 'long 40']);
	});

	test('waits on a clock that only has now()', async () => {
		let now = 0;
		const waiting = wait({ now: () => now }, 1000, never);
		now = 1000;
		await waiting;
	});

	test('ends early when the other side leaves', async () => {
		const leaving = new AbortController();
		const waiting = wait(realClock, 60_000, leaving.signal);
		leaving.abort();
		await waiting;
		await wait(realClock, 60_000, leaving.signal);
	});
});
