'use strict';

const { FAULT_KINDS } = require('../../sandbox');
const {
	JSON_HEADERS,
	KEY_HEADER,
	V6_BODY,
	closeAll,
	open,
	rawRequest,
	said,
} = require('./helpers.js');

afterEach(closeAll);

const tested = new Set();

/** A sandbox with one fault, and a job that is done, whose video has 100 kB. */
async function openWith(fault) {
	tested.add(fault.kind);
	const opened = await open({ clock: null, jobDurationMs: 0, videoBytes: 100_000 });
	const id = await opened.submit();
	opened.sandbox.addFault(fault);
	const { url } = opened.sandbox;
	const ordered = { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(V6_BODY) };
	return {
		...opened,
		id,
		order: (path = '/v2/pixverse-v6', more) => rawRequest(url + path, { ...ordered, ...more }),
		status: (more) => rawRequest(`${url}/v2/requests/${id}/status`, more),
		result: (more) => rawRequest(`${url}/v2/requests/${id}`, more),
		download: (more) => rawRequest(`${url}/files/${id}.mp4`, { headers: {}, ...more }),
		/** Jobs made by what came after the first. */
		accepted: () => opened.sandbox.acceptedSubmits().length - 1,
		last: () => opened.sandbox.requests.at(-1),
	};
}

const jsonOf = (seen) => JSON.parse(seen.body.toString());

describe('faults that answer in the place of Segmind', () => {
	it.each([400, 401, 403, 500, 502, 503, 504])('status %i accepts nothing', async (status) => {
		const { accepted, last, order } = await openWith({ kind: 'status', phase: 'submit', status });
		expect(await order()).toMatchObject({ status, end: 'whole' });
		expect(accepted()).toBe(0);
		expect(last()).toMatchObject({ status, fault: 'status', accepted: false });
	});

	it('status: gateways answer in HTML unless a body is given', async () => {
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

	it('rateLimit: with the documented header, with retry-after, with neither', async () => {
		const before = Date.now();
		const first = await openWith({ kind: 'rateLimit', resetMs: 5000 });
		const seen = await first.order();
		expect(seen.status).toBe(429);
		const reset = Date.parse(seen.headers['x-rate-limit-reset-at-utc']);
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

	it.each([
		['space', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
		['epochSeconds', /^\d{10}$/],
		['epochMs', /^\d{13}$/],
		['garbage', /^soon$/],
	])('rateLimit: the moment written as %s', async (resetFormat, form) => {
		const { order } = await openWith({ kind: 'rateLimit', resetMs: 1000, resetFormat });
		expect((await order()).headers['x-rate-limit-reset-at-utc']).toMatch(form);
	});

	it('redirect', async () => {
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

	it('expired', async () => {
		const { id, status, result } = await openWith({ kind: 'expired', phase: ['status', 'result'] });
		for (const poll of [status, result]) {
			const seen = await poll();
			expect(seen.status).toBe(404);
			expect(jsonOf(seen)).toEqual({ error: `Request ${id} not found` });
		}
	});

	it('wrongType: a page with status 200', async () => {
		const { accepted, order, download } = await openWith({ kind: 'wrongType' });
		for (const seen of [await order(), await download()]) {
			expect(seen).toMatchObject({ status: 200, end: 'whole' });
			expect(seen.headers['content-type']).toMatch(/^text\/html/);
		}
		expect(accepted()).toBe(0);
	});

	it('notVideo: HTML or garbage that calls itself a video', async () => {
		const html = await (await openWith({ kind: 'notVideo', phase: 'download' })).download();
		expect(html.headers['content-type']).toBe('video/mp4');
		expect(html.body.toString()).toMatch(/^<html>/);
		const fault = { kind: 'notVideo', phase: 'download', body: 'garbage', bytes: 5000 };
		const garbage = await (await openWith(fault)).download();
		expect(garbage.body).toHaveLength(5000);
		expect(garbage.body.toString('latin1', 4, 8)).not.toBe('ftyp');
	});
});

describe('faults of the connection', () => {
	it('reset: the connection breaks, nothing is accepted', async () => {
		const { accepted, last, order } = await openWith({ kind: 'reset', phase: 'submit' });
		expect(await order()).toMatchObject({ status: null, end: 'broken', error: 'ECONNRESET' });
		expect(accepted()).toBe(0);
		expect(last()).toMatchObject({ status: null, fault: 'reset', accepted: false });
		expect(last().body).toEqual(V6_BODY);
	});

	it('reset, clean: closed without a word', async () => {
		const { order } = await openWith({ kind: 'reset', clean: true });
		expect(await order()).toMatchObject({ status: null, end: 'broken' });
	});

	it('timeout: silence, nothing is accepted', async () => {
		const { accepted, order } = await openWith({ kind: 'timeout' });
		expect(await order(undefined, { patienceMs: 40 })).toMatchObject({ status: null, end: 'left' });
		expect(accepted()).toBe(0);
	});

	it('acceptedThenReset', async () => {
		const { accepted, last, order } = await openWith({ kind: 'acceptedThenReset' });
		expect(await order()).toMatchObject({ status: null, end: 'broken', error: 'ECONNRESET' });
		expect(accepted()).toBe(1);
		expect(last()).toMatchObject({ status: null, accepted: true });
	});

	it('acceptedThen504', async () => {
		const { accepted, last, order } = await openWith({ kind: 'acceptedThen504' });
		expect(await order()).toMatchObject({ status: 504, end: 'whole' });
		expect(accepted()).toBe(1);
		expect(last()).toMatchObject({ status: 504, accepted: true });
	});

	it('acceptedThenTimeout', async () => {
		const { accepted, order } = await openWith({ kind: 'acceptedThenTimeout' });
		expect(await order(undefined, { patienceMs: 40 })).toMatchObject({ status: null, end: 'left' });
		expect(accepted()).toBe(1);
	});

	it('accepted kinds do not let a v1 call wait for its job', async () => {
		const { accepted, order, sandbox } = await openWith({ kind: 'acceptedThen504', phase: 'sync' });
		sandbox.configure({ jobDurationMs: 60_000 });
		expect((await order('/v1/pixverse-v6')).status).toBe(504);
		expect(accepted()).toBe(1);
	});

	it('a request that is refused is not accepted by an accepted kind', async () => {
		const { accepted, order } = await openWith({ kind: 'acceptedThenReset' });
		await order(undefined, { body: '{}' });
		expect(accepted()).toBe(0);
	});

	it('stall: headers and some bytes, then silence', async () => {
		const { download } = await openWith({ kind: 'stall', phase: 'download', bytes: 300 });
		const seen = await download({ patienceMs: 60 });
		expect(seen).toMatchObject({ status: 200, end: 'left' });
		expect(seen.headers['content-length']).toBe('100000');
		expect(seen.body).toHaveLength(300);
	});

	it('truncate: less than content-length says, then a broken connection', async () => {
		const { download, order, accepted } = await openWith({ kind: 'truncate' });
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'broken' });
		expect(seen.headers['content-length']).toBe('100000');
		expect(seen.body).toHaveLength(50_000);
		expect((await order()).end).toBe('broken');
		expect(accepted()).toBe(1);
	});

	it('truncateSilently: too little, and a clean end', async () => {
		const { download, result } = await openWith({ kind: 'truncateSilently', bytes: 99 });
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'whole' });
		expect(seen.headers).not.toHaveProperty('content-length');
		expect(seen.body).toHaveLength(99);
		expect((await result()).body).toHaveLength(99);
	});

	it('slowDrip: all of it, bit by bit', async () => {
		const fault = { kind: 'slowDrip', phase: 'download', bytesPerStep: 20_000, everyMs: 5 };
		const { download } = await openWith(fault);
		const start = Date.now();
		const seen = await download();
		expect(seen).toMatchObject({ status: 200, end: 'whole' });
		expect(seen.body).toHaveLength(100_000);
		expect(Date.now() - start).toBeGreaterThanOrEqual(20);
	});
});

describe('faults that change the genuine answer', () => {
	it('badJson', async () => {
		const { accepted, order } = await openWith({ kind: 'badJson', phase: 'submit' });
		const seen = await order();
		expect(seen).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
		expect(() => jsonOf(seen)).toThrow(SyntaxError);
		expect(accepted()).toBe(1);
	});

	it('hugeJson: the answer with megabytes more, and still valid', async () => {
		const { id, result } = await openWith({ kind: 'hugeJson', bytes: 3_000_000 });
		const seen = await result();
		expect(seen.body.length).toBeGreaterThan(3_000_000);
		expect(Number(seen.headers['content-length'])).toBe(seen.body.length);
		expect(jsonOf(seen)).toMatchObject({ status: 'COMPLETED', request_id: id });
	});

	it('deepJson: the answer with lists in lists, and still valid', async () => {
		const { id, result } = await openWith({ kind: 'deepJson', depth: 500 });
		const json = jsonOf(await result());
		expect(json).toMatchObject({ status: 'COMPLETED', request_id: id });
		let depth = 0;
		for (let list = json.nested; list !== undefined; list = list[0]) depth += 1;
		expect(depth).toBe(500);
	});

	it('jsonWith: members put in and left out, another status', async () => {
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

	it('noUrl', async () => {
		const { result } = await openWith({ kind: 'noUrl', phase: 'result' });
		const json = jsonOf(await result());
		expect(json.status).toBe('COMPLETED');
		expect(JSON.stringify(json)).not.toMatch(/http/);
	});

	it('noRequestId: accepted; the addresses may go as well', async () => {
		const first = await openWith({ kind: 'noRequestId' });
		const json = jsonOf(await first.order());
		expect(json).not.toHaveProperty('request_id');
		expect(json).toHaveProperty('status_url');
		expect(first.accepted()).toBe(1);
		const second = await openWith({ kind: 'noRequestId', keepUrls: false });
		expect(jsonOf(await second.order())).toEqual({ status: 'QUEUED' });
	});

	it('weirdRequestId', async () => {
		const first = await openWith({ kind: 'weirdRequestId' });
		expect(jsonOf(await first.order()).request_id).toBe('../../x');
		expect(first.accepted()).toBe(1);
		for (const id of [null, 17, 'a b', { id: 1 }]) {
			const { order } = await openWith({ kind: 'weirdRequestId', id });
			expect(jsonOf(await order()).request_id).toEqual(id);
		}
	});
});

describe('faults that add up', () => {
	it('latency waits, then all goes on', async () => {
		const { order, accepted, last } = await openWith({ kind: 'latency', ms: 40 });
		const start = Date.now();
		expect((await order()).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(39);
		expect(accepted()).toBe(1);
		expect(last().fault).toBe('latency');
	});

	it('latency goes together with another fault', async () => {
		const { sandbox, status, last } = await openWith({ kind: 'latency', ms: 40 });
		sandbox.addFault({ kind: 'status', status: 503 });
		const start = Date.now();
		expect((await status()).status).toBe(503);
		expect(Date.now() - start).toBeGreaterThanOrEqual(39);
		expect(last().fault).toBe('status');
	});

	it('latency does not hold up a job whose client leaves: it is accepted', async () => {
		const { accepted, last, order } = await openWith({ kind: 'latency', ms: 60_000 });
		expect((await order(undefined, { patienceMs: 20 })).end).toBe('left');
		const deadline = Date.now() + 1000;
		while (last().endedAt === null && Date.now() < deadline) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(accepted()).toBe(1);
	});

	it('job: it fails, lasts longer, has another size or form', async () => {
		const fault = { kind: 'job', phase: 'submit', times: 1, fails: 'no luck' };
		const { sandbox, submit, get } = await openWith(fault);
		const failed = await said(await get(`/v2/requests/${await submit()}`));
		expect(failed).toMatchObject({ status: 422, body: { error: 'no luck' } });
		sandbox.addFault({ kind: 'job', times: 1, durationMs: 60_000 });
		const slow = await said(await get(`/v2/requests/${await submit()}`));
		expect(slow.body.status).toBe('QUEUED');
		sandbox.addFault({ kind: 'job', times: 1, videoBytes: 7777, resultShape: 'lastFrame' });
		const sized = await said(await get(`/v2/requests/${await submit()}`));
		expect(sized.body.video.file_size).toBe(7777);
		expect(sized.body.video.last_frame_url).toMatch(/^http/);
	});
});

it('closes at once with requests that hang', async () => {
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

it('every kind of fault is tested here', () => {
	expect([...tested].sort()).toEqual([...FAULT_KINDS].sort());
});
