'use strict';

const assert = require('node:assert/strict');

const { everyChoice, offered, shownProperties } = require('../expectedFields');
const { inARow, pixVerse } = require('../workflows');

const SELECTORS = ['resource', 'operation', 'model'];

/** @param {string[]} labels */
const sorted = (labels) => [...labels].sort((a, b) => a.localeCompare(b));

/** A list of which some entries are for some models only. */
const dependsOnModel = (/** @type {any} */ { type, options }) =>
	type === 'options' && options.some((/** @type {any} */ { displayOptions }) => displayOptions);

module.exports = {
	name: 'fields',
	title: 'Each operation and model shows its own fields and no others',
	readme: true,
	/** @param {import('../stage').Stage} stage */
	async run({ client, credential, editor, pictures }) {
		const { id } = await client.createWorkflow(inARow('Fields', [pixVerse(credential, {})]));
		await editor.openNode(id);
		let read = 0;
		for (const { chosen, labels } of everyChoice()) {
			for (const selector of SELECTORS) {
				if (labels[selector]) await editor.choose(selector, labels[selector]);
			}
			const place = Object.values(labels).join(' > ');
			const shown = shownProperties(chosen);
			const expected = shown.map(({ displayName }) => displayName);
			// The page follows a choice with a short delay.
			await editor.part('node-parameters').getByText(expected.at(-1), { exact: true }).waitFor();
			const seen = await editor.fieldLabels();
			assert.deepEqual(seen, expected, place);
			read += seen.length;

			for (const property of shown) {
				if (property.type === 'collection') {
					const offers = await editor.offeredFields(property.displayName);
					const wanted = offered(property, chosen).map(({ displayName }) => displayName);
					assert.deepEqual(sorted(offers), sorted(wanted), `${place} > ${property.displayName}`);
					read += offers.length;
				}
				if (dependsOnModel(property) && !SELECTORS.includes(property.name)) {
					const choices = await editor.choicesOf(property.name);
					const wanted = offered(property, chosen).map(({ name }) => name);
					assert.deepEqual(choices, wanted, `${place} > ${property.displayName}`);
				}
			}
			assert.equal(await editor.errorMarkers().count(), 0, `${place}: an error marker`);
			await pictures.take(`fields-${Object.values(chosen).join('-')}`);
		}

		const filled = await client.createWorkflow(inARow('Filled in', [pixVerse(credential, {})]));
		await editor.openNode(filled.id);
		await editor.addField('Additional Fields', 'Negative Prompt');
		await editor.type('negativePrompt', 'blurry, text, watermark');
		await editor.type('prompt', 'A paper boat sails down a rainy street, slow tracking shot');
		await pictures.tall(async () => {
			await editor.leaveField();
			await editor.part('node-credentials-slot').scrollIntoViewIfNeeded();
			await pictures.take('fields', { of: [editor.part('node-parameters')], readme: true });
		});
		return `${everyChoice().length} combinations, ${read} labels`;
	},
};
