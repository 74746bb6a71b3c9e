import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { waitFor } from '../../support/waiting';
import type { CheckContext } from './context';

const LIMIT_MS = 2_000;
const QUIET_MS = 600;

/** Stop ends the node in under two seconds, with no further request and no second try. */
export async function stop({ sandbox, prepare, requests }: CheckContext) {
	sandbox.configure({ jobDurationMs: 60_000 });
	const started = prepare({
		nodeOptions: { pollInterval: 30 },
		settings: { retryOnFail: true, maxTries: 5 },
	}).start();
	const isOrdered = () => requests('submit').some(({ endedAt }) => endedAt !== null);
	await waitFor('the order', isOrdered, { everyMs: 20 });
	await sleep(100);
	const cancelledMs = Date.now();
	started.cancel();
	const run = await started.promise;
	const elapsedMs = Date.now() - cancelledMs;
	assert.ok(elapsedMs < LIMIT_MS, `it took ${elapsedMs} ms`);
	const seen = sandbox.requests.length;
	await sleep(QUIET_MS);
	assert.equal(sandbox.requests.length, seen);
	assert.equal(sandbox.acceptedSubmits().length, 1);
	assert.equal(run.status, 'canceled');
	assert.equal(run.data.resultData.runData.PixVerse?.length, 1);
}
