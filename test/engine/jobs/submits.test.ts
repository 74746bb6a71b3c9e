// What becomes of a submit that meets a fault: sent again, or never.

import { describe, expect, test } from '@jest/globals';

import { startSandbox, type Fault } from '../../sandbox';
import { failureOf } from '../../support/assertions';
import { CONTINUE, numberedItems, RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { closedAddress } from '../../support/localServer';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 30 });
const { logged, prepare, run, sandbox, sent } = node;

test.each<[name: string, fault: Fault]>([
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'status', status: 502 }],
	['503', { kind: 'status', status: 503 }],
	['429 with a reset', { kind: 'rateLimit', resetMs: 100 }],
	['429 with Retry-After', { kind: 'rateLimit', retryAfterS: 0 }],
])('%s is sent again, and makes one video', async (_, fault) => {
	sandbox.addFault({ ...fault, phase: 'submit', times: 1 });
	const { items, error } = await run(video(), { items: numberedItems(1) });
	expect(error).toBeUndefined();
	expect(items[0]?.json.resumed).toBe(false);
	expect(sent('submit')).toHaveLength(2);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test('a refused connection is sent again when somebody listens', async () => {
	const baseUrl = await closedAddress();
	const node = prepare(video(), {
		items: numberedItems(1),
		credential: { baseUrl },
	});
	const running = node.start().promise;
	await new Promise((resolve) => setTimeout(resolve, 500));
	const late = await startSandbox({ port: Number(new URL(baseUrl).port), jobDurationMs: 30 });
	try {
		const { items, error } = summarise(await running);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(late.acceptedSubmits()).toHaveLength(1);
	} finally {
		await late.close();
	}
});

describe.each<
	[kind: 'acceptedThen504' | 'acceptedThenReset' | 'reset' | 'weirdRequestId', accepted: number]
>([
	['acceptedThen504', 1],
	['acceptedThenReset', 1],
	['reset', 0],
	['weirdRequestId', 1],
])('%s: the outcome is unknown', (kind, accepted) => {
	test('it is never sent again: not by Retry On Fail, not by "Retry execution"', async () => {
		sandbox.addFault({ phase: 'submit', kind, times: 1 });
		const node = prepare(video(), { items: numberedItems(1), settings: RETRY });
		const failed = await node.start().promise;
		const { error } = summarise(failed);
		expect(error?.message).toMatch(/may have been accepted/);
		expect(error?.description).toMatch(/Job > Get Many/);
		expect(error?.description).toMatch(/Running the workflow anew orders it again/);
		const retried = summarise(await node.retry(failed));
		expect(retried.error?.message).toMatch(/may have been accepted/);
		expect(sent('submit')).toHaveLength(1);
		expect(sandbox.acceptedSubmits()).toHaveLength(accepted);
	});
});

test.each(['noRequestId', 'badJson', 'truncate'] as const)(
	'%s: the ID that stands somewhere in the answer is followed, never ordered again',
	async (kind) => {
		sandbox.addFault({ phase: 'submit', kind, times: 1 });
		const { items, error } = await run(video(), { items: numberedItems(1), settings: RETRY });
		expect(error).toBeUndefined();
		expect(items[0]?.json.requestId).toBe(sandbox.jobs[0]?.requestId);
		expect(sent('submit')).toHaveLength(1);
	},
);

test('an ID of an odd form still stands in the error', async () => {
	sandbox.addFault({ phase: 'submit', kind: 'weirdRequestId', id: '../../x' });
	const { error } = await run(video(), { items: numberedItems(1) });
	expect(error?.description).toContain('../../x');
	expect(sent('status')).toEqual([]);
});

test('a refusal (406) is not sent again in the same try', async () => {
	sandbox.addFault({
		kind: 'status',
		phase: 'submit',
		times: 1,
		status: 406,
		body: { error: 'Invalid value' },
	});
	const { error } = await run(video(), { items: numberedItems(1) });
	expect(error?.message).toBe('Segmind refused a value of this request');
	expect(sent('submit')).toHaveLength(1);
});

describe('failure metadata, where n8n has a word for it', () => {
	test.each([
		['credential-invalid', { status: 401, body: { error: 'invalid_api_key' } }],
		['quota-exhausted', { status: 406, body: { error: 'Insufficient credits' } }],
	])('%s', async (cause, fault) => {
		sandbox.addFault({ phase: 'submit', kind: 'status', ...fault });
		const { error } = await run(video(), { items: numberedItems(1) });
		expect(failureOf(error)).toMatchObject({ cause });
		expect(sent('submit')).toHaveLength(1);
	});

	test('rate-limited, with the time after which to try again', async () => {
		sandbox.addFault({ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 });
		const { error } = await run(video({ timeout: 0.005 }), { items: numberedItems(1) });
		const retryAfterMs: unknown = expect.any(Number);
		expect(failureOf(error)).toMatchObject({ cause: 'rate-limited', retryAfterMs });
		expect(error?.description).toContain('not accepted');
	});
});

test('every accepted ID is logged at info level, with model, item and the way to the video', async () => {
	await run(video(), { items: numberedItems(2) });
	const ids = sandbox.jobs.map(({ requestId }) => requestId);
	const accepted = logged.filter(({ event }) => event === 'accepted');
	expect(accepted.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
	for (const line of accepted) {
		expect(line).toMatchObject({ model: 'pixverse-4.5-video' });
		expect(line.message).toContain(line.requestId);
		expect(line.message).toContain(`item ${String(line.itemIndex)}`);
		expect(line.message).toContain('Job > Get');
	}
});

test('at most Max Concurrent Jobs at once, and the output is in input order', async () => {
	sandbox.configure({ jobDurationMs: (_, n) => 200 - n * 15 });
	const { items } = await run(video({ maxConcurrentJobs: 3 }), { items: numberedItems(7) });
	const times = sandbox.jobs.map((job) => job.createdAt);
	const downloads = sent('download').map((record) => record.at);
	for (let index = 3; index < 7; index += 1) {
		const done = downloads.filter((at) => at <= elementAt(times, index)).length;
		expect(done).toBeGreaterThanOrEqual(index - 2);
	}
	const prompts = new Map(sandbox.jobs.map((job) => [job.requestId, job.body.prompt]));
	expect(items.map(({ json }) => prompts.get(json.requestId ?? ''))).toEqual(
		numberedItems(7).map(({ json }) => json.prompt),
	);
});

test("continuing, one item's failure leaves the others alone", async () => {
	sandbox.addFault({
		phase: 'submit',
		kind: 'acceptedThen504',
		match: { bodyContains: 'video 1;' },
	});
	const { items } = await run(video(), { items: numberedItems(3), settings: CONTINUE });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	expect(items[1]?.json.error).toMatch(/may have been accepted/);
	expect([items[0], items[2]].map((item) => item?.json.status)).toEqual(['COMPLETED', 'COMPLETED']);
});
