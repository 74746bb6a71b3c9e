import assert from 'node:assert/strict';

import { elementAt } from '../../support/lists';
import type { Moment } from '../moment';
import { inARow, items, pixVerse, START } from '../workflows';

const PROMPTS = ['a red boat', 'a blue boat', 'a green boat'];

export const retryInEditor: Moment = {
	name: 'retry',
	title: 'Retry in the executions list picks up what was paid for: resumed is true',
	readme: true,
	async run({ client, credential, editor, pictures, sandbox }) {
		sandbox.addFault({
			phase: 'result',
			kind: 'noUrl',
			times: 1,
			match: { bodyContains: elementAt(PROMPTS, 1) },
		});
		const row = [items(PROMPTS), pixVerse(credential, { prompt: '={{ $json.value }}' })];
		const { id } = await client.createWorkflow(inARow('Three boats', row));
		const failedId = await client.startWorkflow(id, START);
		const { status } = await client.waitForExecution(failedId);
		assert.equal(status, 'error');
		const submitted = sandbox.acceptedSubmits().length;

		await editor.page.goto(`${editor.url}/workflow/${id}/executions`);
		const failed = editor.part(`execution-details-${failedId}`);
		await failed.waitFor();
		await editor.part('retry-execution-button').first().click();
		await editor.part('retry-execution-button-item-original-workflow').waitFor();
		await pictures.take('retry-menu');
		await editor.part('retry-execution-button-item-original-workflow').click();
		const list = editor.part('current-executions-list');
		const retried = list.getByText(`Retry of execution #${failedId}`);
		await retried.waitFor();
		await retried.click();
		await list.getByText('Succeeded').waitFor();
		await editor.closeNotices();
		await pictures.take('retry-list');
		await editor.part('canvas-node-status-success').nth(2).waitFor();
		await editor.part('canvas-node').filter({ hasText: 'PixVerse' }).dblclick();
		await editor.showOutputAs('table');
		const resumed = editor.output.locator('th').filter({ hasText: 'resumed' });
		await resumed.waitFor();
		await editor.showOutputAs('json');
		await editor.output.getByText('resumed').first().waitFor();
		await editor.output.getByText(/picked up from an earlier try, not paid again/).waitFor();
		await pictures.take('retry', { of: [editor.output], maxHeight: 420, readme: true });
		assert.equal(sandbox.acceptedSubmits().length, PROMPTS.length);
		return `${submitted} submits in the failed run, ${PROMPTS.length} after the retry`;
	},
};
