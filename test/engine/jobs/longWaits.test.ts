// Times beyond what a timer can wait (2^31 ms, about 25 days): a timer that is given more ends at
// once, which would break off a paid order, or poll without a pause.
import { expect, test } from '@jest/globals';

import { fileOf, until } from '../../support/assertions';
import { video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, run, sandbox, sent } = useNode();

/** Minutes: a little, and far, more than a timer can wait. */
const TIMEOUTS = [2 ** 31 / 60_000 + 1, 1e300];

test.each(TIMEOUTS)('a synchronous order with a timeout of %d minutes', async (timeout) => {
	sandbox.configure({ jobDurationMs: 700 });
	const { items, error } = await run(video({ requestMode: 'sync', timeout }));
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sent('sync')).toHaveLength(1);
});

test.each(TIMEOUTS)('a job with a timeout of %d minutes', async (timeout) => {
	sandbox.configure({ jobDurationMs: 1_200 });
	const { items, error } = await run(video({ timeout, pollInterval: 0.3 }));
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sent('status').length).toBeLessThan(10);
});

test.each([2 ** 31 / 1_000 + 1, 1e300])(
	'a poll interval of %d seconds: nobody polls, and Stop ends it',
	async (pollInterval) => {
		const started = prepare(video({ pollInterval, timeout: 1e9 })).start();
		await until(() => sandbox.acceptedSubmits().length === 1);
		await new Promise((resolve) => setTimeout(resolve, 700));
		expect(sent('status')).toHaveLength(0);
		const stoppedAt = performance.now();
		started.cancel();
		summarise(await started.promise);
		expect(performance.now() - stoppedAt).toBeLessThan(2_000);
	},
);
