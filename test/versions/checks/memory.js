const assert = require('node:assert/strict');

const { summarise } = require('../../support/runNode');

/** A refused poll fails the try after the job is paid. */
const REFUSED_POLL = { phase: 'status', kind: 'status', status: 403, times: 1 };

function assertPickedUp({ sandbox }, { error, items }) {
	assert.equal(error, undefined);
	assert.equal(sandbox.acceptedSubmits().length, 1);
	assert.equal(items[0].json.requestId, sandbox.jobs[0].requestId);
	assert.equal(items[0].json.resumed, true);
	assert.equal(items[0].binary.data.mimeType, 'video/mp4');
}

/** Retry On Fail calls the node again: the paid job is picked up. */
async function retryOnFail(context) {
	context.sandbox.addFault(REFUSED_POLL);
	const settings = { retryOnFail: true, maxTries: 3 };
	assertPickedUp(context, await context.run({ settings }));
}

/** "Retry execution" starts from what n8n saved of the failed one. */
async function retryExecution(context) {
	context.sandbox.addFault(REFUSED_POLL);
	const workflow = context.prepare();
	const failed = await workflow.start().promise;
	assert.match(summarise(failed).error.message, /is under way/);
	assertPickedUp(context, summarise(await workflow.retry(failed)));
}

module.exports = { retryOnFail, retryExecution };
