import assert from 'node:assert/strict';

import { fileOf, itemsOf, plainId, textOf } from '../../host/executionData';
import { waitForExecutions } from '../../host/executions';
import { theOnly } from '../../support/lists';
import type { Moment } from '../moment';
import { waitForRequest } from '../silence';
import { inARow, items, pixVerse } from '../workflows';

const PROMPTS = ['a red boat', 'a blue boat'];
/** Until the moment ends them: none is ready before Stop, however slow the machine. */
const JOB_MS = 600_000;

export const reuse: Moment = {
	name: 'reuse',
	title: 'Stop while two jobs are under way, then run again with Reuse Equal Jobs: no new order',
	async run({ client, credential, editor, pictures, sandbox }) {
		sandbox.configure({ jobDurationMs: JOB_MS });
		const options = { reuseHours: 1, pollInterval: 0.5 };
		const row = [items(PROMPTS), pixVerse(credential, { prompt: '={{ $json.value }}', options })];
		const { id } = await client.createWorkflow(inARow('Stopped and run again', row));
		await editor.openWorkflow(id);
		await editor.part('execute-workflow-button').click();
		for (const prompt of PROMPTS) {
			await waitForRequest(
				sandbox,
				({ phase, requestId }) =>
					phase === 'status' &&
					sandbox.jobs.some((job) => job.requestId === requestId && job.body.prompt === prompt),
			);
		}
		await editor.part('stop-execution-button').click();
		await editor.part('stop-execution-button').waitFor({ state: 'hidden' });
		const ordered = sandbox.jobs.map(({ requestId }) => plainId(requestId)).sort();
		assert.equal(ordered.length, PROMPTS.length);

		const stopped = sandbox.requests.length;
		await editor.part('execute-workflow-button').click();
		await waitForRequest(sandbox, ({ n, phase }) => n >= stopped && phase === 'status');
		for (const requestId of ordered) sandbox.finish(requestId);
		await editor.part('canvas-node-status-success').nth(2).waitFor();
		await pictures.take('reuse');
		assert.equal(sandbox.acceptedSubmits().length, PROMPTS.length, 'ordered anew');
		const statuses = ['success'];
		const { id: again } = theOnly(await waitForExecutions(client, id, { statuses }));
		const videos = itemsOf(await client.getExecution(again), 'PixVerse');
		assert.deepEqual(videos.map((video) => plainId(textOf(video, 'requestId'))).sort(), ordered);
		for (const video of videos) assert.equal(fileOf(video).mimeType, 'video/mp4');
		return `${ordered.length} orders in two runs, ${videos.length} videos`;
	},
};
