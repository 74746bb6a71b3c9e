import { afterEach, describe, expect, test } from '@jest/globals';

import { seededFaults, type Fault, type Phase } from '..';
import { closeAll, open, said, V6_BODY } from './open';

afterEach(closeAll);

const teapot: Fault<'status'> = { kind: 'status', status: 418 };

async function statuses(
	get: (path: string) => Promise<Response>,
	count: number,
	path = '/v1/get-user-credits',
) {
	const seen: number[] = [];
	for (let n = 0; n < count; n += 1) seen.push((await get(path)).status);
	return seen;
}

describe('when a fault applies', () => {
	test('always, to every phase, unless told otherwise', async () => {
		const { sandbox, get } = await open({ faults: [teapot] });
		expect(await statuses(get, 2)).toEqual([418, 418]);
		expect((await fetch(`${sandbox.url}/files/sample-1x1.mp4`)).status).toBe(418);
		expect((await get('/nothing')).status).toBe(418);
	});

	test('to one phase, or to several', async () => {
		const { sandbox, get, submit } = await open();
		const id = await submit();
		sandbox.addFault({ ...teapot, phase: ['status', 'result'] });
		expect((await get(`/v2/requests/${id}/status`)).status).toBe(418);
		expect((await get(`/v2/requests/${id}`)).status).toBe(418);
		expect((await get('/v1/get-user-credits')).status).toBe(200);
	});

	test('after so many requests, so many times', async () => {
		const { get } = await open({ faults: [{ ...teapot, after: 1, times: 2 }] });
		expect(await statuses(get, 5)).toEqual([200, 418, 418, 200, 200]);
	});

	test('for a time, counted from when it was added', async () => {
		const { clock, get } = await open({ faults: [{ ...teapot, afterMs: 1000, untilMs: 2000 }] });
		expect(await statuses(get, 1)).toEqual([200]);
		clock.advance(1000);
		expect(await statuses(get, 1)).toEqual([418]);
		clock.advance(1000);
		expect(await statuses(get, 1)).toEqual([200]);
	});

	test('with a probability, the same for the same seed', async () => {
		const faults = [{ ...teapot, probability: 0.5 }];
		const run = async (seed: number) => await statuses((await open({ faults, seed })).get, 24);
		const first = await run(1);
		expect(first).toContain(200);
		expect(first).toContain(418);
		expect(await run(1)).toEqual(first);
		expect(await run(2)).not.toEqual(first);
	});

	test('to one request or to the jobs with a text in their body', async () => {
		const { sandbox, get, post, submit } = await open();
		const red = await submit({ ...V6_BODY, prompt: 'a red car' });
		const blue = await submit({ ...V6_BODY, prompt: 'a blue car' });
		sandbox.addFault({ ...teapot, match: { bodyContains: 'red' } });
		expect((await get(`/v2/requests/${red}/status`)).status).toBe(418);
		expect((await get(`/v2/requests/${blue}/status`)).status).toBe(200);
		expect((await post('/v2/pixverse-v6', { ...V6_BODY, prompt: 'redder' })).status).toBe(418);
		sandbox.clearFaults();
		sandbox.addFault({ ...teapot, match: { requestId: blue } });
		expect((await get(`/v2/requests/${blue}`)).status).toBe(418);
		expect((await fetch(`${sandbox.url}/files/${blue}.mp4`)).status).toBe(418);
		expect((await get(`/v2/requests/${red}`)).status).toBe(200);
	});

	test('to one model', async () => {
		const { post } = await open({ faults: [{ ...teapot, match: { slug: 'muscle-surge' } }] });
		expect((await post('/v2/muscle-surge', {})).status).toBe(418);
		expect((await post('/v2/warmth-of-jesus', {})).status).toBe(200);
	});

	test('the first that is due, and the next when it is used up', async () => {
		const faults: Fault[] = [
			{ ...teapot, times: 1 },
			{ kind: 'status', status: 503, times: 1 },
		];
		const { get } = await open({ faults });
		expect(await statuses(get, 3)).toEqual([418, 503, 200]);
	});
});

describe('a fault that is none', () => {
	test.each([
		[{ kind: 'meteor' }, /no fault "meteor".*latency/s],
		[{ kind: 'status' }, /needs "status"/],
		[{ kind: 'latency' }, /needs "ms"/],
		[{ ...teapot, phase: 'poll' }, /no phase "poll".*status/],
		[{ ...teapot, time: 1 }, /has no "time".*times/],
		[{ ...teapot, match: { prompt: 'x' } }, /match has no "prompt"/],
		[null, /no fault "undefined"/],
	])('%j', async (fault, message) => {
		const { post, sandbox } = await open();
		for (const [path, body] of [
			['faults', [fault]],
			['configure', { faults: [fault] }],
		] as const) {
			const refused = await said(await post(`/_sandbox/${path}`, body));
			expect(refused.status).toBe(400);
			expect(refused.body.error).toMatch(message);
		}
		const listed = await fetch(`${sandbox.url}/_sandbox/faults`);
		expect(await listed.json()).toEqual([]);
	});
});

describe('seededFaults', () => {
	test('gives the same plan for the same seed, as plain values', () => {
		const wanted = { seed: 7, rate: 0.3, count: 50 };
		const plan = seededFaults(wanted);
		expect(seededFaults(wanted)).toEqual(plan);
		expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
		expect(seededFaults({ ...wanted, seed: 8 })).not.toEqual(plan);
	});

	test('keeps to its rate, phases and kinds', () => {
		const plan = seededFaults({
			seed: 1,
			rate: 0.25,
			phases: ['status'],
			kinds: ['status', 'reset'],
		});
		expect(plan.length / 500).toBeCloseTo(0.25, 1);
		expect(new Set(plan.map(({ phase }) => phase))).toEqual(new Set(['status']));
		expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(['status', 'reset']));
		expect(seededFaults({ seed: 1, rate: 0 })).toEqual([]);
	});

	test('hits exactly the requests that it names', async () => {
		const phases: Phase[] = ['credits'];
		const faults = seededFaults({ seed: 3, rate: 0.4, phases, kinds: ['rateLimit'], count: 20 });
		const { get } = await open({ faults });
		const hit = faults.map((fault) => fault.after);
		const expected = Array.from({ length: 20 }, (_, n) => (hit.includes(n) ? 429 : 200));
		expect(await statuses(get, 20)).toEqual(expected);
	});

	test('is accepted by the sandbox, for every phase and its usual kinds', async () => {
		const phases: Phase[] = ['submit', 'status', 'result', 'upload', 'download', 'credits', 'sync'];
		await open({ faults: seededFaults({ seed: 1, rate: 1, phases, count: 40 }) });
	});
});
