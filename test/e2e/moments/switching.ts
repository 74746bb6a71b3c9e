import assert from 'node:assert/strict';

import { eventually } from '../../support/waiting';
import type { Editor } from '../editor';
import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

const PROMPT = 'A paper boat sails down a rainy street';
const NEGATIVE = 'blurry';
const TIMEOUT_MINUTES = '7';

/** n8n marks each required field that is empty. */
async function isKept(editor: Editor, where: string, missing = 0) {
	await editor.field('negativePrompt').waitFor();
	await editor.shows('prompt', PROMPT, where);
	await editor.shows('negativePrompt', NEGATIVE, where);
	await editor.shows('timeout', TIMEOUT_MINUTES, where);
	await editor.marks(missing, where);
}

export const switching: Moment = {
	name: 'switching',
	title: 'Switching models and operations back and forth keeps what still applies',
	async run({ client, credential, editor, pictures }) {
		const { id } = await client.createWorkflow(inARow('Switching', [pixVerse(credential, {})]));
		await editor.openNode(id);
		await editor.type('prompt', PROMPT);
		await editor.addField('Additional Fields', 'Negative Prompt');
		await editor.type('negativePrompt', NEGATIVE);
		await editor.addField('Options', 'Timeout (Minutes)');
		await editor.type('timeout', TIMEOUT_MINUTES);

		await isKept(editor, 'as filled in');
		for (const model of ['PixVerse 5', 'PixVerse 4.5', 'PixVerse V6']) {
			await editor.choose('model', model);
			await isKept(editor, model);
		}
		await editor.choose('operation', 'Generate From Image');
		await editor.field('imageUrl').waitFor();
		await isKept(editor, 'Generate From Image', 1);
		await editor.choose('operation', 'Generate From Text');
		await editor.field('imageUrl').waitFor({ state: 'hidden' });
		await isKept(editor, 'back at Generate From Text');
		await pictures.take('switching');

		// These have no negative prompt, and required fields that are still empty.
		const others = { 'Generate Transition': 2, 'Transfer Motion': 2, 'Run Other Model': 1 };
		for (const [operation, missing] of Object.entries(others)) {
			await editor.choose('operation', operation);
			await editor.field('negativePrompt').waitFor({ state: 'hidden' });
			await editor.shows('timeout', TIMEOUT_MINUTES, operation);
			await editor.marks(missing, operation);
		}
		// To another resource n8n takes nothing along, whatever the node.
		for (const [resource, missing] of Object.entries({ Job: 1, Asset: 0, Account: 0, Video: 1 })) {
			await editor.choose('resource', resource);
			await editor.marks(missing, resource);
		}
		await editor.type('prompt', PROMPT);
		await editor.closeNode();
		const issues = editor.part('node-issues');
		await eventually(async () => assert.equal(await issues.count(), 0, 'a mark on the canvas'));
	},
};
