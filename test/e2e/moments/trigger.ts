import assert from 'node:assert/strict';

import { plainId } from '../../host/executionData';
import { theOnly } from '../../support/lists';
import { orderedJob, V6 } from '../../support/orderedJob';
import { eventually } from '../../support/waiting';
import type { Moment } from '../moment';

const FIELDS = ['Poll Times', 'Models', 'Event'];
const EVENTS = { 'On job finished': 'Job Finished', 'On video finished': 'Video Finished' };

export const trigger: Moment = {
	name: 'trigger',
	title: 'PixVerse Trigger is found in the node panel, says what it does, and fetches a test event',
	async run({ editor, pictures, sandbox }) {
		sandbox.configure({ jobDurationMs: 0 });
		await orderedJob(sandbox.url, { ...V6, prompt: 'A boat that has arrived' }, 'pixverse-v6');

		for (const [entry, event] of Object.entries(EVENTS)) {
			await editor.openNewWorkflow();
			await editor.searchNode('video finished');
			await editor.nodePanelEntry('PixVerse').click();
			await editor.nodePanelEntry(entry).waitFor();
			await pictures.take('trigger-panel', { of: [editor.part('node-creator')] });
			await editor.nodePanelEntry(entry).click();
			await editor.part('node-parameters').waitFor();
			await editor.shows('event', event);
		}
		await eventually(async () => {
			const labels = await editor.fieldLabels();
			assert.deepEqual(
				labels.filter((label) => FIELDS.includes(label)),
				FIELDS,
			);
		});
		const fields = editor.part('node-parameters');
		await fields.getByText(/one item, without the file: put a PixVerse node with Job/).waitFor();
		await fields.getByText(/set Max Cost per Day on that node/).waitFor();
		await pictures.take('trigger-fields', { of: [fields] });

		await editor
			.part('node-execute-button')
			.getByText(/Fetch Test Event/i)
			.waitFor();
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();
		await editor.showOutputAs('json');
		const { requestId } = theOnly(sandbox.jobs);
		await editor.output.getByText(plainId(requestId)).first().waitFor();
		await pictures.take('trigger');
		assert.equal(sandbox.jobs.length, 1);
	},
};
