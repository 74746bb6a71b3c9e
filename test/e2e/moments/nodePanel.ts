import assert from 'node:assert/strict';

import type { Moment } from '../moment';

/** "PixVerse" is the name; the others are aliases, one of them a person's own words. */
const SEARCHES = ['PixVerse', 'Segmind', 'text to video'];
const NOTHING = 'xyzzy plugh';

export const nodePanel: Moment = {
	name: 'node-panel',
	title: 'PixVerse is found in the node panel by name and by alias, and added with an operation',
	readme: true,
	async run({ editor, pictures }) {
		await editor.openNewWorkflow();
		const entry = editor.nodePanelEntry('PixVerse');
		for (const words of SEARCHES) {
			// What an earlier search has found must be gone before it counts as found again.
			await editor.searchNode(NOTHING);
			await entry.waitFor({ state: 'hidden' });
			await editor.searchNode(words);
			await entry.waitFor();
		}
		await pictures.take('node-panel-search', { of: [editor.part('node-creator')] });

		await entry.click();
		// Before the first step n8n asks for a trigger, and folds the actions.
		await editor
			.part('node-creator')
			.getByText(/^Actions \(\d+\)$/)
			.click();
		const action = editor.nodePanelEntry('Generate video from text');
		await action.waitFor();
		await pictures.tall(async () => {
			await pictures.take('node-panel', { of: [editor.part('node-creator')], readme: true });
		});

		await action.click();
		await editor.part('node-parameters').waitFor();
		await editor.shows('resource', 'Video');
		await editor.shows('operation', 'Generate From Text');
		await editor.closeNode();
		assert.equal(await editor.part('canvas-default-node').count(), 1);
		await pictures.take('node-on-canvas');
	},
};
