'use strict';

const assert = require('node:assert/strict');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { assertPlayable } = require('../host/mp4');

const MANUAL = 'When clicking ‘Execute workflow’';
const WAIT_MS = 60_000;

/** Two pictures that differ: the first bytes of a PNG are enough for the node and the sandbox. */
const picture = (text) =>
	Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]);

/** Waits for something that happens in another process. */
async function until(what, look) {
	const deadlineMs = Date.now() + WAIT_MS;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > deadlineMs) throw new Error(`waited for ${what} in vain`);
		await sleep(200);
	}
}

function nodeOf(workflow, name) {
	return workflow.nodes.find((node) => node.name === name);
}

/** Runs the example's flow from one trigger and expects n8n to call it a success. */
async function runFrom(stage, trigger) {
	const { client, workflow } = stage;
	const id = await client.runWorkflow(workflow.id, { trigger });
	const execution = await client.waitForExecution(id);
	assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
	return execution;
}

/** The execution that a webhook started, once it has ended. */
async function webhookExecution({ client, workflow }) {
	const started = await until('an execution', async () => {
		const executions = await client.listExecutions({ filter: { workflowId: workflow.id } });
		return executions[0];
	});
	const execution = await client.waitForExecution(started.id);
	assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
	return execution;
}

async function savedVideo({ userFolder }, fileName) {
	return await assertPlayable(path.resolve(userFolder, fileName));
}

module.exports = {
	MANUAL,
	nodeOf,
	picture,
	runFrom,
	savedVideo,
	until,
	webhookExecution,
};
