import assert from 'node:assert/strict';

import type { Fault } from '../../sandbox';
import { theOnly } from '../../support/lists';
import { summarise, type RunResult } from '../../support/runNode';
import type { CheckContext } from './context';

/** A refused poll fails the try after the job is paid. */
const REFUSED_POLL: Fault = { phase: 'status', kind: 'status', status: 403, times: 1 };

function assertPickedUp({ sandbox }: CheckContext, { error, items }: RunResult) {
	assert.equal(error, undefined);
	assert.equal(sandbox.acceptedSubmits().length, 1);
	const { json, binary } = theOnly(items);
	assert.equal(json.requestId, theOnly(sandbox.jobs).requestId);
	assert.equal(json.resumed, true);
	assert.equal(binary?.data?.mimeType, 'video/mp4');
}

/** Retry On Fail calls the node again: the paid job is picked up. */
export async function retryOnFail(context: CheckContext) {
	context.sandbox.addFault(REFUSED_POLL);
	const settings = { retryOnFail: true, maxTries: 3 };
	assertPickedUp(context, await context.run({ settings }));
}

/** "Retry execution" starts from what n8n saved of the failed one. */
export async function retryExecution(context: CheckContext) {
	context.sandbox.addFault(REFUSED_POLL);
	const workflow = context.prepare();
	const failed = await workflow.start().promise;
	assert.match(summarise(failed).error?.message ?? '', /is under way/);
	assertPickedUp(context, summarise(await workflow.retry(failed)));
}
