import { afterEach, describe, expect, test } from '@jest/globals';

import type { Fault } from '..';
import { DELIVERING } from '../faults/delivery';
import { closeAll, KEY_HEADER, rawRequest, V6_BODY } from './open';
import { openWith, tested } from './openWithFault';

afterEach(closeAll);

describe('faults of the connection', () => {
	test('reset: the connection breaks, nothing is accepted', async () => {
		const { accepted, last, order } = await openWith({ kind: 'reset', phase: 'submit' });
		expect(await order()).toMatchObject({ status: null, end: 'broken', error: 'ECONNRESET' });
		expect(accepted()).toBe(0);
		expect(last()).toMatchObject({ status: null, fault: 'reset', accepted: false });
		expect(last().body).toEqual(V6_BODY);
	});

	test('reset, clean: closed without a word', async () => {
		const { order } = await openWith({ kind: 'reset', clean: true });
		expect(await order()).toMatchObject({ status: null, end: 'broken' });
	});

	test('timeout: silence, nothing is accepted', async () => {
		const { accepted, order } = await openWith({ kind: 'timeout' });
		expect(await order(undefined, { patienceMs: 400 })).toMatchObject({
			status: null,
			end: 'left',
		});
		expect(accepted()).toBe(0);
	});

	test('acceptedThenReset', async () => {
		const { accepted, last, order } = await openWith({ kind: 'acceptedThenReset' });
		expect(await order()).toMatchObject({ status: null, end: 'broken', error: 'ECONNRESET' });
		expect(accepted()).toBe(1);
		expect(last()).toMatchObject({ status: null, accepted: true });
	});

	test('acceptedThen504', async () => {
		const { accepted, last, order } = await openWith({ kind: 'acceptedThen504' });
		expect(await order()).toMatchObject({ status: 504, end: 'whole' });
		expect(accepted()).toBe(1);
		expect(last()).toMatchObject({ status: 504, accepted: true });
	});

	test('acceptedThenTimeout', async () => {
		const { accepted, order } = await openWith({ kind: 'acceptedThenTimeout' });
		expect(await order(undefined, { patienceMs: 400 })).toMatchObject({
			status: null,
			end: 'left',
		});
		expect(accepted()).toBe(1);
	});

	test('accepted kinds do not let a v1 call wait for its job', async () => {
		const { accepted, order, sandbox } = await openWith({ kind: 'acceptedThen504', phase: 'sync' });
		sandbox.configure({ jobDurationMs: 60_000 });
		expect((await order('/v1/pixverse-v6')).status).toBe(504);
		expect(accepted()).toBe(1);
	});

	test('a request that is refused is not accepted by an accepted kind', async () => {
		const { accepted, order } = await openWith({ kind: 'acceptedThenReset' });
		await order(undefined, { body: '{}' });
		expect(accepted()).toBe(0);
	});

	test('stall: headers and some bytes, then silence', async () => {
		const { download } = await openWith({ kind: 'stall', phase: 'download', bytes: 300 });
		const seen = await download({ patienceMs: 400 });
		expect(seen).toMatchObject({ status: 200, end: 'left' });
		expect(seen.headers['content-length']).toBe('100000');
		expect(seen.body).toHaveLength(300);
	});

	test('truncate: less than content-length says, then a broken connection', async () => {
		const { download, order, accepted } = await openWith({ kind: 'truncate' });
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'broken' });
		expect(seen.headers['content-length']).toBe('100000');
		expect(seen.body).toHaveLength(50_000);
		expect((await order()).end).toBe('broken');
		expect(accepted()).toBe(1);
	});

	test('truncateSilently: too little, and a clean end', async () => {
		const { download, result } = await openWith({ kind: 'truncateSilently', bytes: 99 });
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'whole' });
		expect(seen.headers).not.toHaveProperty('content-length');
		expect(seen.body).toHaveLength(99);
		expect((await result()).body).toHaveLength(99);
	});

	test('slowDrip: all of it, bit by bit', async () => {
		const fault: Fault = { kind: 'slowDrip', phase: 'download', bytesPerStep: 20_000, everyMs: 5 };
		const { download } = await openWith(fault);
		const start = Date.now();
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'whole' });
		expect(seen.body).toHaveLength(100_000);
		expect(Date.now() - start).toBeGreaterThanOrEqual(20);
	});
});

test('closes at once with requests that hang', async () => {
	const { sandbox, order, download } = await openWith({
		kind: 'acceptedThenTimeout',
		phase: 'submit',
	});
	sandbox.addFault({ kind: 'stall', phase: 'download' });
	sandbox.addFault({ kind: 'latency', phase: 'credits', ms: 60_000 });
	const hanging = [
		order(),
		download(),
		rawRequest(`${sandbox.url}/v1/get-user-credits`, { headers: KEY_HEADER }),
	];
	await new Promise((resolve) => setTimeout(resolve, 50));
	const start = Date.now();
	await sandbox.close();
	expect(Date.now() - start).toBeLessThan(500);
	for (const seen of await Promise.all(hanging)) expect(seen.end).toBe('broken');
});

test('every one of these kinds is tested here', () => {
	expect([...tested].sort()).toEqual([...Object.keys(DELIVERING), 'acceptedThen504'].sort());
});
