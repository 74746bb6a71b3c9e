import assert from 'node:assert/strict';

import type { Response } from 'playwright-core';

import { PIXVERSE } from '../../host/workflow';
import { SANDBOX_KEY } from '../../sandbox';
import { parseJson, z } from '../../support/json';
import type { Editor } from '../editor';
import type { Moment } from '../moment';
import { inARow, node } from '../workflows';

const isTest = (response: Response) =>
	new URL(response.url()).pathname === '/rest/credentials/test';

const testAnswer = z.object({ data: z.object({ status: z.string(), message: z.string() }) });

/** Presses Save, which tests the credential, too. */
async function save(editor: Editor) {
	const [answer] = await Promise.all([
		editor.page.waitForResponse(isTest),
		editor.part('editCredential-modal').getByTestId('credential-save-button').click(),
	]);
	return parseJson(await answer.text(), testAnswer).data;
}

export const credential: Moment = {
	name: 'credential',
	title: 'The credential dialog refuses a bad key readably and accepts a good one',
	readme: true,
	async run({ client, editor, pictures, sandbox }) {
		const { id } = await client.createWorkflow(inARow('Credential', [node('PixVerse', PIXVERSE)]));
		await editor.openNode(id);
		await editor.part('node-credentials-select').click();
		await editor.part('node-credentials-select-item-new').click();
		const dialog = editor.part('editCredential-modal');
		const fill = async (name: string, value: string) =>
			await dialog.getByTestId(`parameter-input-${name}`).locator('input').fill(value);

		await fill('apiKey', 'SG_fedcba9876543210');
		await fill('baseUrl', sandbox.url);
		const refusal = await save(editor);
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
		const acceptance = await save(editor);
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
