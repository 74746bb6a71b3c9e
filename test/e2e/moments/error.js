'use strict';

const assert = require('node:assert/strict');

const { inARow, pixVerse } = require('../workflows');

module.exports = {
	name: 'error',
	title: 'An error says what happened, what to do, and the request ID',
	readme: true,
	/** @param {import('../stage').Stage} stage */
	async run({ client, credential, editor, pictures, sandbox }) {
		const parameters = { prompt: 'A paper boat sails on [moderated] water' };
		const { id } = await client.createWorkflow(inARow('Error', [pixVerse(credential, parameters)]));
		await editor.openNode(id);
		await editor.executeStep();
		const message = editor.part('node-error-message');
		await message.waitFor();
		const [{ requestId }] = sandbox.jobs;
		assert.ok((await message.innerText()).includes(requestId));
		const description = await editor.part('node-error-description').innerText();
		assert.match(description, /Nothing was charged/);
		assert.match(description, /[Cc]hange the prompt/);
		await editor.closeNotices();
		await pictures.take('error', { of: [editor.output], maxHeight: 385, readme: true });
	},
};
