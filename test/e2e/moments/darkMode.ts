import assert from 'node:assert/strict';

import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

export const darkMode: Moment = {
	name: 'dark-mode',
	title: "The dark editor shows the dark icon, on the canvas and in the node's view",
	async run({ client, credential, editor, pictures }) {
		const { id } = await client.createWorkflow(inARow('Dark', [pixVerse(credential, {})]));
		await editor.openWorkflow(id);
		const icon = editor.part('canvas-default-node').locator('img').first();
		const addressOf = async () => String(await icon.getAttribute('src'));
		assert.match(await addressOf(), /pixverse\.svg$/);
		await pictures.inDark(async () => {
			await editor.part('canvas-default-node').locator('img[src$="pixverse.dark.svg"]').waitFor();
			await pictures.take('dark-canvas');
			await editor.openNode(id);
			await pictures.take('dark-node');
		});
	},
};
