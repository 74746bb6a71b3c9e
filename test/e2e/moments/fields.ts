import assert from 'node:assert/strict';

import type { INodeProperties } from 'n8n-workflow';

import { eventually } from '../../support/waiting';
import type { Editor } from '../editor';
import { everyChoice, labelOf, offered, shownProperties } from '../expectedFields';
import type { Moment } from '../moment';
import type { Stage } from '../stage';
import { inARow, pixVerse } from '../workflows';

const SELECTORS = ['resource', 'operation', 'model'] as const;

type Choice = ReturnType<typeof everyChoice>[number];

const sorted = (labels: string[]) => [...labels].sort((a, b) => a.localeCompare(b));

/** A list of which some entries are for some models only. */
const dependsOnModel = ({ type, options = [] }: INodeProperties) =>
	type === 'options' && options.some((option) => 'displayOptions' in option);

/** Chooses, and compares what is shown with what the node describes. */
async function compare(editor: Editor, { chosen, labels }: Choice): Promise<number> {
	const place = Object.values(labels).join(' > ');
	const shown = shownProperties(chosen);
	const expected = shown.map(({ displayName }) => displayName);
	// The page follows a choice with a short delay, and then with choices of its own.
	await eventually(async () => {
		for (const selector of SELECTORS) {
			const label = labels[selector];
			if (label) await editor.choose(selector, label);
		}
		assert.deepEqual(await editor.fieldLabels(), expected, place);
	});

	let read = expected.length;
	for (const property of shown) {
		const wanted = offered(property, chosen).map(labelOf);
		const where = `${place} > ${property.displayName}`;
		if (property.type === 'collection') {
			const offers = await editor.offeredFields(property.displayName);
			assert.deepEqual(sorted(offers), sorted(wanted), where);
			read += offers.length;
		}
		if (dependsOnModel(property) && !SELECTORS.some((name) => name === property.name)) {
			assert.deepEqual(await editor.choicesOf(property.name), wanted, where);
		}
	}
	const missing = shown.filter(({ required, default: given }) => required && given === '');
	await editor.marks(missing.length, place);
	return read;
}

async function pictureFilledIn({ client, credential, editor, pictures }: Stage) {
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
}

export const fields: Moment = {
	name: 'fields',
	title: 'Each operation and model shows its own fields and no others',
	readme: true,
	async run(stage) {
		const { client, credential, editor, pictures } = stage;
		const { id } = await client.createWorkflow(inARow('Fields', [pixVerse(credential, {})]));
		await editor.openNode(id);
		let read = 0;
		for (const choice of everyChoice()) {
			read += await compare(editor, choice);
			await pictures.take(`fields-${Object.values(choice.chosen).join('-')}`);
		}
		await pictureFilledIn(stage);
		return `${everyChoice().length} combinations, ${read} labels`;
	},
};
