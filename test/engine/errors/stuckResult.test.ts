// COMPLETED by its status, while the result stays PROCESSING: the job gets its time to be fetched,
// once, and is never bought again. Time runs fast for the node, so that its minute is three seconds.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { runFast } from '../../support/fastTime';
import { video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, run, sandbox, sent } = useNode();

beforeEach(() => {
	runFast(20);
});
afterEach(() => {
	jest.restoreAllMocks();
});

const stick = (times?: number) =>
	sandbox.addFault({
		kind: 'stuckResult',
		phase: 'result',
		...(times === undefined ? {} : { times }),
	});

/** Within a minute and a bit: a deadline of three seconds, extended once. */
async function timed(started: ReturnType<ReturnType<typeof prepare>['start']>) {
	const startMs = performance.now();
	const giveUp = setTimeout(() => started.cancel(), 10_000);
	try {
		return { ...summarise(await started.promise), tookMs: performance.now() - startMs };
	} finally {
		clearTimeout(giveUp);
	}
}

const SHORT = { timeout: 0.05, pollInterval: 5 };

test('it ends a minute after it was first said to be completed, with its ID', async () => {
	stick();
	const node = prepare(video(SHORT));
	const started = node.start();
	const { error, tookMs } = await timed(started);
	const [job] = sandbox.jobs;
	expect(error?.message).toContain(`(job ${job?.requestId}, last state `);
	expect(error?.context).toMatchObject({ code: 'timeout', requestId: job?.requestId });
	expect(tookMs).toBeGreaterThanOrEqual(60_000);
	expect(tookMs).toBeLessThan(120_000);
	expect(sent('result').length).toBeLessThan(20);

	sandbox.clearFaults();
	const { items } = summarise(await node.retry(await started.promise));
	expect(items[0]?.json).toMatchObject({ requestId: job?.requestId, resumed: true });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test('Job > Get that waits ends so, too', async () => {
	const { items } = await run(video({}, { waitForCompletion: false }));
	stick();
	const { error, tookMs } = await timed(
		prepare({
			resource: 'job',
			operation: 'get',
			requestId: items[0]?.json.requestId ?? '',
			waitForCompletion: true,
			options: SHORT,
		}).start(),
	);
	expect(error?.context).toMatchObject({ code: 'timeout', requestId: items[0]?.json.requestId });
	expect(tookMs).toBeGreaterThanOrEqual(60_000);
	expect(tookMs).toBeLessThan(120_000);
});

test('a result that comes within that minute is delivered, the deadline being past', async () => {
	stick(3);
	const { items, error, tookMs } = await timed(prepare(video(SHORT)).start());
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(tookMs).toBeGreaterThanOrEqual(3_000);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});
