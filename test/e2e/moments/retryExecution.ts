import assert from 'node:assert/strict';

import { fileOf, itemsOf, textOf } from '../../host/executionData';
import type { WorkflowNode } from '../../host/n8nJson';
import { elementAt } from '../../support/lists';
import type { Moment } from '../moment';
import type { Stage } from '../stage';
import { asPictures, inARow, items, pixVerse, START } from '../workflows';

const COUNT = 10;
const BROKEN_ITEM = 6;

async function failThenRetry(
	{ client, sandbox }: Stage,
	name: string,
	row: WorkflowNode[],
	brokenPrompt: string,
) {
	sandbox.reset();
	// COMPLETED, but without a file in the first look: paid, and not delivered.
	const match = { bodyContains: brokenPrompt };
	sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1, match });
	const { id } = await client.createWorkflow(inARow(name, row));
	const failed = await client.runWorkflow(id, START);
	assert.equal(failed.status, 'error', name);
	const paid = sandbox.acceptedSubmits().map(({ requestId }) => requestId);
	assert.ok(paid.length > BROKEN_ITEM, `${name}: only ${paid.length} jobs were submitted`);

	const retried = await client.waitForExecution(await client.retryExecution(failed.id));
	assert.equal(retried.status, 'success', name);
	const videos = itemsOf(retried, 'PixVerse');
	assert.equal(videos.length, COUNT, name);
	assert.equal(sandbox.acceptedSubmits().length, COUNT, `${name}: bought twice`);
	const inOutput = videos.map((video) => textOf(video, 'requestId'));
	assert.deepEqual(inOutput.sort(), sandbox.jobs.map(({ requestId }) => requestId).sort());
	for (const video of videos) {
		const requestId = textOf(video, 'requestId');
		assert.equal(video.json.resumed, paid.includes(requestId), requestId);
		assert.equal(fileOf(video).mimeType, 'video/mp4');
	}
	return paid.length;
}

export const retryExecution: Moment = {
	name: 'retry-execution',
	title:
		'Retry execution of a failed run submits nothing that was paid for, and uploads nothing twice',
	async run(stage) {
		const { credential, sandbox } = stage;
		const options = { maxConcurrentJobs: COUNT, pollInterval: 0.5 };
		const prompts = Array.from({ length: COUNT }, (_, index) => `boat number ${index}.`);
		const paid = await failThenRetry(
			stage,
			'Ten prompts',
			[items(prompts), pixVerse(credential, { prompt: '={{ $json.value }}', options })],
			elementAt(prompts, BROKEN_ITEM),
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
			elementAt(prompts, BROKEN_ITEM),
		);
		const uploads = sandbox.requests.filter(({ phase }) => phase === 'upload');
		assert.equal(uploads.length, COUNT);
		return `${paid} of ${COUNT} paid in the failed run, ${COUNT} submits and ${COUNT} uploads in all`;
	},
};
