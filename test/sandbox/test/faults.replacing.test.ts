import { afterEach, describe, expect, test } from '@jest/globals';

import type { Fault } from '..';
import { REPLACING } from '../faults/replacing';
import { closeAll, textOf } from './open';
import { jsonOf, openWith, tested } from './openWithFault';

afterEach(closeAll);

describe('faults that answer in the place of Segmind', () => {
	test.each([400, 401, 403, 500, 502, 503, 504])('status %i accepts nothing', async (status) => {
		const { accepted, last, order } = await openWith({ kind: 'status', phase: 'submit', status });
		expect(await order()).toMatchObject({ status, end: 'whole' });
		expect(accepted()).toBe(0);
		expect(last()).toMatchObject({ status, fault: 'status', accepted: false });
	});

	test('status: gateways answer in HTML unless a body is given', async () => {
		const first = await openWith({ kind: 'status', status: 502 });
		expect((await first.status()).headers['content-type']).toMatch(/^text\/html/);
		const body = { detail: [{ msg: 'x' }] };
		const second = await openWith({ kind: 'status', status: 500, body, headers: { 'x-a': 'b' } });
		const seen = await second.status();
		expect(seen.headers).toMatchObject({ 'content-type': 'application/json', 'x-a': 'b' });
		expect(jsonOf(seen)).toEqual(body);
		const third = await openWith({
			kind: 'status',
			status: 500,
			body: 'no',
			contentType: 'text/plain',
		});
		expect((await third.status()).headers['content-type']).toBe('text/plain');
	});

	test('rateLimit: with the documented header, with retry-after, with neither', async () => {
		const before = Date.now();
		const first = await openWith({ kind: 'rateLimit', resetMs: 5000 });
		const seen = await first.order();
		expect(seen.status).toBe(429);
		const reset = Date.parse(textOf(seen.headers['x-rate-limit-reset-at-utc']));
		expect(reset - before).toBeGreaterThanOrEqual(5000);
		expect(reset - before).toBeLessThan(7000);
		expect(first.accepted()).toBe(0);

		const second = await openWith({ kind: 'rateLimit', retryAfterS: 7 });
		expect((await second.order()).headers['retry-after']).toBe('7');
		const third = await (await openWith({ kind: 'rateLimit' })).order();
		expect(third.status).toBe(429);
		expect(third.headers).not.toHaveProperty('retry-after');
		expect(third.headers).not.toHaveProperty('x-rate-limit-reset-at-utc');
	});

	test.each([
		['space', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
		['epochSeconds', /^\d{10}$/],
		['epochMs', /^\d{13}$/],
		['garbage', /^soon$/],
	] as const)('rateLimit: the moment written as %s', async (resetFormat, form) => {
		const { order } = await openWith({ kind: 'rateLimit', resetMs: 1000, resetFormat });
		expect((await order()).headers['x-rate-limit-reset-at-utc']).toMatch(form);
	});

	test('redirect', async () => {
		const location = 'http://localhost:1{path}';
		const { download, id, order, accepted } = await openWith({ kind: 'redirect', location });
		expect(await download()).toMatchObject({
			status: 302,
			headers: { location: `http://localhost:1/files/${id}.mp4` },
		});
		expect((await order()).status).toBe(302);
		expect(accepted()).toBe(0);
		const permanent = await openWith({ kind: 'redirect', location, status: 308 });
		expect((await permanent.download()).status).toBe(308);
	});

	test('expired', async () => {
		const { id, status, result } = await openWith({ kind: 'expired', phase: ['status', 'result'] });
		for (const poll of [status, result]) {
			const seen = await poll();
			expect(seen.status).toBe(404);
			expect(jsonOf(seen)).toEqual({ error: `Request ${id} not found` });
		}
	});

	test('wrongType: a page with status 200', async () => {
		const { accepted, order, download } = await openWith({ kind: 'wrongType' });
		for (const seen of [await order(), await download()]) {
			expect(seen).toMatchObject({ status: 200, end: 'whole' });
			expect(seen.headers['content-type']).toMatch(/^text\/html/);
		}
		expect(accepted()).toBe(0);
	});

	test('notVideo: HTML or garbage that calls itself a video', async () => {
		const html = await (await openWith({ kind: 'notVideo', phase: 'download' })).download();
		expect(html.headers['content-type']).toBe('video/mp4');
		expect(html.body.toString()).toMatch(/^<html>/);
		const fault: Fault = { kind: 'notVideo', phase: 'download', body: 'garbage', bytes: 5000 };
		const garbage = await (await openWith(fault)).download();
		expect(garbage.body).toHaveLength(5000);
		expect(garbage.body.toString('latin1', 4, 8)).not.toBe('ftyp');
	});
});

describe('answers on polls that say nothing about the job', () => {
	test('gatewayError: a gateway’s word, under any status', async () => {
		const first = await openWith({ kind: 'gatewayError', phase: 'status' });
		const seen = await first.status();
		expect(seen.status).toBe(200);
		expect(jsonOf(seen)).toEqual({ status: 'error', message: 'Internal Polling Error' });
		const fields = { message: null, code: 5 };
		const second = await openWith({ kind: 'gatewayError', status: 422, fields });
		const other = await second.result();
		expect([other.status, jsonOf(other)]).toEqual([422, { status: 'error', ...fields }]);
	});

	test('foreignFailure: FAILED, of another request', async () => {
		const { id, status } = await openWith({ kind: 'foreignFailure' });
		const seen = await status();
		expect(seen.status).toBe(422);
		expect(jsonOf(seen)).toMatchObject({ status: 'FAILED', error: expect.any(String) });
		expect(jsonOf(seen).request_id).not.toBe(id);
		const told = await openWith({ kind: 'foreignFailure', requestId: 'other', error: 'x' });
		expect(jsonOf(await told.result())).toMatchObject({ request_id: 'other', error: 'x' });
	});
});

test('every one of these kinds is tested here', () => {
	expect([...tested].sort()).toEqual(Object.keys(REPLACING).sort());
});
