import { afterEach, describe, expect, test } from '@jest/globals';

import type { Fault } from '..';
import { ALTERING } from '../faults/altering';
import { membersOf } from '../json';
import type { JsonObject } from '../protocol';
import { closeAll, said, textOf, type Seen } from './open';
import { jsonOf, openWith, tested } from './openWithFault';

afterEach(closeAll);

const firstOf = (list: readonly unknown[]): unknown => list[0];

interface Answered {
	headers: Seen['headers'];
	body: JsonObject;
}

describe('faults that change the genuine answer', () => {
	test('badJson', async () => {
		const { accepted, order } = await openWith({ kind: 'badJson', phase: 'submit' });
		const seen = await order();
		expect(seen).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
		expect(() => jsonOf(seen)).toThrow(SyntaxError);
		expect(accepted()).toBe(1);
	});

	test('hugeJson: the answer with megabytes more, and still valid', async () => {
		const { id, result } = await openWith({ kind: 'hugeJson', bytes: 3_000_000 });
		const seen = await result();
		expect(seen.body.length).toBeGreaterThan(3_000_000);
		expect(Number(seen.headers['content-length'])).toBe(seen.body.length);
		expect(jsonOf(seen)).toMatchObject({ status: 'COMPLETED', request_id: id });
	});

	test('deepJson: the answer with lists in lists, and still valid', async () => {
		const { id, result } = await openWith({ kind: 'deepJson', depth: 500 });
		const json = jsonOf(await result());
		expect(json).toMatchObject({ status: 'COMPLETED', request_id: id });
		let depth = 0;
		for (let list = json.nested; Array.isArray(list); list = firstOf(list)) depth += 1;
		expect(depth).toBe(500);
	});

	test('jsonWith: members put in and left out, another status', async () => {
		const fields = { status: 'FAILED', error: { code: 7 } };
		const { status } = await openWith({
			kind: 'jsonWith',
			fields,
			without: ['metrics'],
			status: 202,
		});
		const seen = await status();
		expect(seen.status).toBe(202);
		expect(jsonOf(seen)).toMatchObject(fields);
		expect(jsonOf(seen)).not.toHaveProperty('metrics');
	});

	test('noUrl', async () => {
		const { result } = await openWith({ kind: 'noUrl', phase: 'result' });
		const json = jsonOf(await result());
		expect(json.status).toBe('COMPLETED');
		expect(JSON.stringify(json)).not.toMatch(/http/);
	});

	test('noRequestId: accepted; the addresses may go as well', async () => {
		const first = await openWith({ kind: 'noRequestId' });
		const json = jsonOf(await first.order());
		expect(json).not.toHaveProperty('request_id');
		expect(json).toHaveProperty('status_url');
		expect(first.accepted()).toBe(1);
		const second = await openWith({ kind: 'noRequestId', keepUrls: false });
		expect(jsonOf(await second.order())).toEqual({ status: 'QUEUED' });
	});

	test('weirdRequestId', async () => {
		const first = await openWith({ kind: 'weirdRequestId' });
		expect(jsonOf(await first.order()).request_id).toBe('../../x');
		expect(first.accepted()).toBe(1);
		for (const id of [null, 17, 'a b', { id: 1 }]) {
			const { order } = await openWith({ kind: 'weirdRequestId', id });
			expect(jsonOf(await order()).request_id).toEqual(id);
		}
	});
});

describe('accepted, and answered with an error that names the job', () => {
	test.each([
		[undefined, ({ body }: Answered) => body.request_id],
		['id', ({ body }: Answered) => body.id],
		['nested', ({ body }: Answered) => membersOf(membersOf(body.error).request).id],
		['text', ({ body }: Answered) => /request (.*)\)$/.exec(textOf(body.error))?.[1]],
		['header', ({ headers }: Answered) => headers['x-request-id']],
	] as const)('acceptedThenStatus: its ID in %s', async (idIn, idOf) => {
		const place = idIn === undefined ? {} : { idIn };
		const { accepted, order, sandbox } = await openWith({
			kind: 'acceptedThenStatus',
			phase: 'submit',
			status: 500,
			...place,
		});
		const seen = await order();
		expect([seen.status, accepted()]).toEqual([500, 1]);
		expect(idOf({ headers: seen.headers, body: jsonOf(seen) })).toBe(sandbox.jobs[1]?.requestId);
	});

	test('acceptedThenStatus leaves a refusal as it is', async () => {
		const { accepted, order } = await openWith({ kind: 'acceptedThenStatus', status: 422 });
		expect((await order(undefined, { body: '{}' })).status).toBe(400);
		expect(accepted()).toBe(0);
	});
});

test('stuckResult: COMPLETED, and a result that stays PROCESSING', async () => {
	const { result, sandbox, status } = await openWith({ kind: 'stuckResult', phase: 'result' });
	expect(jsonOf(await status()).status).toBe('COMPLETED');
	expect(jsonOf(await result()).status).toBe('PROCESSING');
	sandbox.clearFaults();
	expect(jsonOf(await result()).status).toBe('COMPLETED');
});

test('otherFile: other bytes under any type, for a download and for v1', async () => {
	const fault: Fault = { kind: 'otherFile', contentType: 'image/svg+xml', text: '<svg/>' };
	const { accepted, download, order } = await openWith({ ...fault, phase: ['download', 'sync'] });
	for (const seen of [await download(), await order('/v1/pixverse-v6')]) {
		expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/svg+xml']);
		expect(seen.body.toString()).toBe('<svg/>');
	}
	expect(accepted()).toBe(1);
	const zip = await openWith({ kind: 'otherFile', contentType: 'video/mp4', base64: 'UEsDBA==' });
	expect((await zip.download()).body.toString('latin1')).toBe('PK\u0003\u0004');
});

describe('faults that add up', () => {
	test('latency waits, then all goes on', async () => {
		const { order, accepted, last } = await openWith({ kind: 'latency', ms: 40 });
		const start = Date.now();
		expect((await order()).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(39);
		expect(accepted()).toBe(1);
		expect(last().fault).toBe('latency');
	});

	test('latency goes together with another fault', async () => {
		const { sandbox, status, last } = await openWith({ kind: 'latency', ms: 40 });
		sandbox.addFault({ kind: 'status', status: 503 });
		const start = Date.now();
		expect((await status()).status).toBe(503);
		expect(Date.now() - start).toBeGreaterThanOrEqual(39);
		expect(last().fault).toBe('status');
	});

	test('latency does not hold up a job whose client leaves: it is accepted', async () => {
		const { accepted, last, order } = await openWith({ kind: 'latency', ms: 60_000 });
		expect((await order(undefined, { patienceMs: 400 })).end).toBe('left');
		const deadline = Date.now() + 5000;
		while (last().endedAt === null && Date.now() < deadline) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(accepted()).toBe(1);
	});

	test('job: it fails, lasts longer, has another size or form', async () => {
		const fault: Fault = { kind: 'job', phase: 'submit', times: 1, fails: 'no luck' };
		const { sandbox, submit, get } = await openWith(fault);
		const failed = await said(await get(`/v2/requests/${await submit()}`));
		expect(failed).toMatchObject({ status: 422, body: { error: 'no luck' } });
		sandbox.addFault({ kind: 'job', times: 1, durationMs: 60_000 });
		const slow = await said(await get(`/v2/requests/${await submit()}`));
		expect(slow.body.status).toBe('QUEUED');
		sandbox.addFault({ kind: 'job', times: 1, videoBytes: 7777, resultShape: 'lastFrame' });
		const sized = await said(await get(`/v2/requests/${await submit()}`));
		const video = membersOf(sized.body.video);
		expect(video.file_size).toBe(7777);
		expect(video.last_frame_url).toMatch(/^http/);
	});
});

test('every one of these kinds is tested here', () => {
	expect([...tested].sort()).toEqual(
		[...Object.keys(ALTERING), 'latency', 'job']
			.filter((kind) => kind !== 'acceptedThen504')
			.sort(),
	);
});
