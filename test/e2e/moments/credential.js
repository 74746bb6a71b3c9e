'use strict';

const assert = require('node:assert/strict');

const { SANDBOX_KEY } = require('../../sandbox');
const { inARow, node } = require('../workflows');

const isTest = (/** @type {import('playwright-core').Response} */ response) =>
	new URL(response.url()).pathname === '/rest/credentials/test';

module.exports = {
	name: 'credential',
	title: 'The credential dialog refuses a bad key readably and accepts a good one',
	readme: true,
	/** @param {import('../stage').Stage} stage */
	async run({ client, editor, pictures, sandbox }) {
		const { id } = await client.createWorkflow(
			inARow('Credential', [node('PixVerse', 'n8n-nodes-pixverse.pixVerse')]),
		);
		await editor.openNode(id);
		await editor.part('node-credentials-select').click();
		await editor.part('node-credentials-select-item-new').click();
		const dialog = editor.part('editCredential-modal');
		const fill = async (/** @type {string} */ name, /** @type {string} */ value) =>
			await dialog.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		const save = async () => {
			const [answer] = await Promise.all([
				editor.page.waitForResponse(isTest),
				dialog.getByTestId('credential-save-button').click(),
			]);
			return (await answer.json()).data;
		};

		await fill('apiKey', 'SG_fedcba9876543210');
		await fill('baseUrl', sandbox.url);
		const refusal = await save();
		assert.equal(refusal.status, 'Error');
		await dialog.getByText('More details').click();
		await dialog.getByText(refusal.message).waitFor();
		assert.match(
			refusal.message,
			/does not accept this key\. Copy it again from platform\.segmind/,
		);
		await editor.closeNotices();
		await pictures.take('credential-refused', { of: [dialog] });

		await fill('apiKey', `  ${SANDBOX_KEY} `);
		const acceptance = await save();
		assert.equal(acceptance.status, 'OK');
		assert.match(acceptance.message, /Credits left: 100$/);

		// n8n closes the dialog of a credential that works the first time.
		await dialog.waitFor({ state: 'hidden' });
		await editor.part('credential-edit-button').click();
		await dialog.getByText('Connection tested successfully').waitFor();
		await editor.closeNotices();
		await pictures.take('credential', { of: [dialog], maxHeight: 545, readme: true });
		assert.ok(sandbox.requests.every(({ phase }) => phase === 'credits'));
	},
};
