// n8n's log, which is where people look after a Stop or a crash.
import { describe, expect, test } from '@jest/globals';

import { present, until } from '../../support/assertions';
import { CONTINUE, numberedItems, RETRY, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const { logged, prepare, run, sandbox, sent } = useNode({ jobDurationMs: 30 });

const events = () => logged.map(({ event }) => event);
const linesOf = (event: string) => logged.filter((line) => line.event === event);
const ids = () => sandbox.jobs.map(({ requestId }) => requestId).sort();
const idsOf = (event: string) =>
	linesOf(event)
		.map(({ requestId }) => requestId)
		.sort();

test('a job is logged when it is accepted and when it is delivered, with all that names it', async () => {
	const { run: ended } = await run(video(), { items: numberedItems(1) });
	expect(ended.status).toBe('success');
	expect(events()).toEqual(['accepted', 'delivered']);
	for (const line of logged) {
		expect(line).toMatchObject({
			requestId: ids()[0],
			model: 'pixverse-4.5-video',
			itemIndex: 0,
			nodeName: 'PixVerse',
		});
		expect(line).toHaveProperty('executionId');
		expect(line).toHaveProperty('workflowId');
		expect(line.message).not.toContain('of 1 done');
	}
});

test('a run of several items says how many are done, and what they have cost', async () => {
	const { items } = await run(video({ maxConcurrentJobs: 1 }), { items: numberedItems(3) });
	const delivered = linesOf('delivered');
	expect(delivered.map(({ done, items: all }) => [done, all])).toEqual([
		[1, 3],
		[2, 3],
		[3, 3],
	]);
	const sum = items.reduce((total, { json }) => total + Number(json['cost']), 0);
	expect(sum).toBeGreaterThan(0);
	expect(delivered.at(-1)?.['costUsdSoFar']).toBeCloseTo(sum, 4);
	expect(delivered.at(-1)?.message).toContain('3 of 3 done');
});

test('not waited for, the accepted line is all', async () => {
	await run(video({}, { waitForCompletion: false }), { items: numberedItems(2) });
	expect(events()).toEqual(['accepted', 'accepted']);
});

test('a later try takes up what is paid, and does not count its cost again', async () => {
	sandbox.addFault({
		phase: 'result',
		kind: 'noUrl',
		times: 1,
		match: { bodyContains: 'video 1;' },
	});
	await run(video({ maxConcurrentJobs: 1 }), { items: numberedItems(2), settings: RETRY });
	expect(idsOf('accepted')).toEqual(ids());
	expect(idsOf('resumed')).toEqual(ids());
	expect(linesOf('failed')).toMatchObject([{ code: 'result-without-url', itemIndex: 1 }]);
	expect(linesOf('delivered').at(-1)).toMatchObject({ done: 2, costUsdSoFar: 0 });
});

test('an equal job of another execution is logged as such', async () => {
	await run(video(), { items: numberedItems(1) });
	logged.length = 0;
	await run(video({ reuseHours: 1 }), { items: numberedItems(1) });
	expect(events()).toEqual(['reused', 'delivered']);
	expect(sandbox.jobs).toHaveLength(1);
});

test('a failed job is logged with its code, beside those that go on', async () => {
	const items = [...numberedItems(1), { json: { prompt: '[fail] a boat' } }];
	await run(video({ maxConcurrentJobs: 1 }), { items, settings: CONTINUE });
	expect(linesOf('failed')).toMatchObject([
		{ code: 'job-failed', itemIndex: 1, requestId: sandbox.jobs[1]?.requestId, failed: 1 },
	]);
	expect(linesOf('delivered')).toHaveLength(1);
});

describe('after Stop', () => {
	async function stopWhileSubmitting(parameters = video()) {
		const started = prepare(parameters, { items: numberedItems(1) }).start();
		await until(() => sent('submit').length > 0);
		started.cancel();
		await started.promise;
	}

	test('an order whose answer never says what became of it', async () => {
		sandbox.addFault({ phase: 'submit', kind: 'latency', ms: 150 });
		sandbox.addFault({ phase: 'submit', kind: 'acceptedThen504' });
		await stopWhileSubmitting();
		expect(logged).toEqual([]);
		await until(() => logged.length > 0);
		expect(logged).toMatchObject([{ code: 'outcome-unknown', itemIndex: 0 }]);
	});

	test('an ID in an odd place', async () => {
		const requestId = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
		sandbox.addFault({ phase: 'submit', kind: 'latency', ms: 150 });
		sandbox.addFault({
			phase: 'submit',
			kind: 'status',
			status: 500,
			body: { data: { request_id: requestId } },
		});
		await stopWhileSubmitting();
		await until(() => logged.length > 0);
		expect(logged).toMatchObject([{ event: 'accepted', requestId }]);
	});

	test('a synchronous order, which the Stop has cut off', async () => {
		sandbox.configure({ jobDurationMs: 60_000 });
		const started = prepare(video({ requestMode: 'sync' }), { items: numberedItems(1) }).start();
		await until(() => sent('sync').length > 0);
		started.cancel();
		await started.promise;
		await until(() => logged.length > 0);
		expect(logged).toMatchObject([{ event: 'unknown', itemIndex: 0 }]);
		expect(present(logged[0], 'line').message).toContain('Job > Get Many');
	});
});
