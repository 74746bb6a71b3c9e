'use strict';

const assert = require('node:assert/strict');

const { itemsOf } = require('../../host/executionData');
const { START, asPictures, inARow, items, pixVerse } = require('../workflows');

const COUNT = 10;
const BROKEN_ITEM = 6;

/**
 * @param {import('../stage').Stage} stage
 * @param {string} name
 * @param {object[]} row
 * @param {string} brokenPrompt
 */
async function failThenRetry({ client, sandbox }, name, row, brokenPrompt) {
	sandbox.reset();
	// COMPLETED, but without a file in the first look: paid, and not delivered.
	const match = { bodyContains: brokenPrompt };
	sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1, match });
	const { id } = await client.createWorkflow(inARow(name, /** @type {any} */ (row)));
	const failed = await client.waitForExecution(await client.runWorkflow(id, { trigger: START }));
	assert.equal(failed.status, 'error', name);
	const paid = sandbox.acceptedSubmits().map(({ requestId }) => requestId);
	assert.ok(paid.length > BROKEN_ITEM, `${name}: only ${paid.length} jobs were submitted`);

	await client.retryExecution(failed.id);
	const [newest] = await client.listExecutions({ limit: 1 });
	const retried = await client.waitForExecution(newest.id);
	assert.equal(retried.status, 'success', name);
	const videos = itemsOf(retried, 'PixVerse');
	assert.equal(videos.length, COUNT, name);
	assert.equal(sandbox.acceptedSubmits().length, COUNT, `${name}: bought twice`);
	const inOutput = videos.map(({ json }) => json.requestId);
	assert.deepEqual([...inOutput].sort(), sandbox.jobs.map(({ requestId }) => requestId).sort());
	for (const { binary, json } of videos) {
		assert.equal(json.resumed, paid.includes(json.requestId), json.requestId);
		assert.equal(binary?.data.mimeType, 'video/mp4');
	}
	return paid.length;
}

module.exports = {
	name: 'retry-execution',
	title:
		'Retry execution of a failed run submits nothing that was paid for, and uploads nothing twice',
	/** @param {import('../stage').Stage} stage */
	async run(stage) {
		const { credential, sandbox } = stage;
		const options = { maxConcurrentJobs: COUNT, pollInterval: 0.5 };
		const prompts = Array.from({ length: COUNT }, (_, index) => `boat number ${index}.`);
		const paid = await failThenRetry(
			stage,
			'Ten prompts',
			[items(prompts), pixVerse(credential, { prompt: '={{ $json.value }}', options })],
			prompts[BROKEN_ITEM],
		);

		const images = prompts.map((prompt) => Buffer.from(`picture of ${prompt}`).toString('base64'));
		const parameters = {
			operation: 'imageToVideo',
			imageSource: 'binary',
			prompt: '=boat number {{ $itemIndex }}.',
			options,
		};
		await failThenRetry(
			stage,
			'Ten pictures',
			[items(images), asPictures(), pixVerse(credential, parameters)],
			prompts[BROKEN_ITEM],
		);
		const uploads = sandbox.requests.filter(({ phase }) => phase === 'upload');
		assert.equal(uploads.length, COUNT);
		return `${paid} of ${COUNT} paid in the failed run, ${COUNT} submits and ${COUNT} uploads in all`;
	},
};
