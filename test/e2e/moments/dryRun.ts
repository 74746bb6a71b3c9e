import assert from 'node:assert/strict';

import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

export const dryRun: Moment = {
	name: 'dry-run',
	title: 'Adding the option Dry Run is enough: Execute step then orders nothing',
	async run({ client, credential, editor, pictures, sandbox }) {
		const parameters = { prompt: 'A paper boat sails down a rainy street' };
		const { id } = await client.createWorkflow(
			inARow('Dry run', [pixVerse(credential, parameters)]),
		);
		await editor.openNode(id);
		await editor.addField('Options', 'Dry Run');
		await editor.shows('dryRun', 'While Testing');
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();
		await editor.showOutputAs('json');
		await editor.output.getByText('dryRun').first().waitFor();
		await pictures.take('dry-run');
		assert.deepEqual(sandbox.acceptedSubmits(), []);
		assert.equal(sandbox.jobs.length, 0);
	},
};
