import assert from 'node:assert/strict';

import type { INodeProperties } from 'n8n-workflow';

import { elementAt } from '../../support/lists';
import { everyChoice, labelOf, offered, shownProperties } from '../expectedFields';
import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

const SELECTORS = ['resource', 'operation', 'model'] as const;

const sorted = (labels: string[]) => [...labels].sort((a, b) => a.localeCompare(b));

/** A list of which some entries are for some models only. */
const dependsOnModel = ({ type, options = [] }: INodeProperties) =>
	type === 'options' && options.some((option) => 'displayOptions' in option);

export const fields: Moment = {
	name: 'fields',
	title: 'Each operation and model shows its own fields and no others',
	readme: true,
	async run({ client, credential, editor, pictures }) {
		const { id } = await client.createWorkflow(inARow('Fields', [pixVerse(credential, {})]));
		await editor.openNode(id);
		let read = 0;
		for (const { chosen, labels } of everyChoice()) {
			for (const selector of SELECTORS) {
				const label = labels[selector];
				if (label) await editor.choose(selector, label);
			}
			const place = Object.values(labels).join(' > ');
			const shown = shownProperties(chosen);
			const expected = shown.map(({ displayName }) => displayName);
			// The page follows a choice with a short delay.
			await editor
				.part('node-parameters')
				.getByText(elementAt(expected, -1), { exact: true })
				.waitFor();
			const seen = await editor.fieldLabels();
			assert.deepEqual(seen, expected, place);
			read += seen.length;

			for (const property of shown) {
				if (property.type === 'collection') {
					const offers = await editor.offeredFields(property.displayName);
					const wanted = offered(property, chosen).map(labelOf);
					assert.deepEqual(sorted(offers), sorted(wanted), `${place} > ${property.displayName}`);
					read += offers.length;
				}
				if (dependsOnModel(property) && !SELECTORS.some((name) => name === property.name)) {
					const choices = await editor.choicesOf(property.name);
					const wanted = offered(property, chosen).map(labelOf);
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
