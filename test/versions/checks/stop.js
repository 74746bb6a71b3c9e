const assert = require('node:assert/strict');
const { setTimeout: sleep } = require('node:timers/promises');

const LIMIT_MS = 2_000;
const QUIET_MS = 600;

/** Stop ends the node in under two seconds, with no further request and no second try. */
async function stop({ sandbox, prepare, requests }) {
	sandbox.configure({ jobDurationMs: 60_000 });
	const { promise, cancel } = prepare({
		nodeOptions: { pollInterval: 30 },
		settings: { retryOnFail: true, maxTries: 5 },
	}).start();
	while (requests('submit').every(({ endedAt }) => endedAt === null)) await sleep(20);
	await sleep(100);
	const cancelledMs = Date.now();
	cancel();
	const run = await promise;
	const elapsedMs = Date.now() - cancelledMs;
	assert.ok(elapsedMs < LIMIT_MS, `it took ${elapsedMs} ms`);
	const seen = sandbox.requests.length;
	await sleep(QUIET_MS);
	assert.equal(sandbox.requests.length, seen);
	assert.equal(sandbox.acceptedSubmits().length, 1);
	assert.equal(run.status, 'canceled');
	assert.equal(run.data.resultData.runData.PixVerse.length, 1);
}

module.exports = { stop };
