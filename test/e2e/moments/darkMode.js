'use strict';

const assert = require('node:assert/strict');

const { inARow, pixVerse } = require('../workflows');

module.exports = {
	name: 'dark-mode',
	title: "The dark editor shows the dark icon, on the canvas and in the node's view",
	/** @param {import('../stage').Stage} stage */
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
