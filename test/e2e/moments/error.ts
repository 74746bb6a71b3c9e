import assert from 'node:assert/strict';

import { theOnly } from '../../support/lists';
import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

export const error: Moment = {
	name: 'error',
	title: 'An error says what happened, what to do, and the request ID',
	readme: true,
	async run({ client, credential, editor, pictures, sandbox }) {
		const parameters = { prompt: 'A paper boat sails on [moderated] water' };
		const { id } = await client.createWorkflow(inARow('Error', [pixVerse(credential, parameters)]));
		await editor.openNode(id);
		await editor.executeStep();
		const message = editor.part('node-error-message');
		await message.waitFor();
		const { requestId } = theOnly(sandbox.jobs);
		assert.ok((await message.innerText()).includes(requestId));
		const description = await editor.part('node-error-description').innerText();
		assert.match(description, /Nothing was charged/);
		assert.match(description, /[Cc]hange the prompt/);
		await editor.closeNotices();
		await pictures.take('error', { of: [editor.output], maxHeight: 385, readme: true });
	},
};
