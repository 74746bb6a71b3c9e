// What n8n shows of the PixVerse Trigger, as its loader finds it in the built package.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, expect, test } from '@jest/globals';
import { loadOutputSchema } from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import type { INodeType } from 'n8n-workflow';

import { MODELS, OTHER_KNOWN_SLUGS } from '../../../nodes/PixVerse/models';
import { PROJECT } from '../../support/engine';
import { loadTriggerSchema, NODE_DIR } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';

const kit = useNode();
let trigger: INodeType;
beforeAll(() => {
	const { type } = kit.engine.loader.getNode('pixVerseTrigger');
	trigger = kit.engine.workflow.NodeHelpers.getVersionedNodeType(type);
});

test('is a polling trigger with icons, codex and the same credential test as the node', () => {
	const { description } = trigger;
	expect(description).toMatchObject({
		displayName: 'PixVerse Trigger',
		name: 'pixVerseTrigger',
		polling: true,
		group: ['trigger'],
		inputs: [],
		credentials: [{ name: 'segmindApi', required: true, testedBy: 'segmindApiTest' }],
		codex: { categories: ['AI', 'Marketing'] },
	});
	expect(description.codex?.alias).toContain('Segmind');
	expect(JSON.stringify(description.iconUrl)).toMatch(/pixverse\.svg.*pixverse\.dark\.svg/);
	expect(description).not.toHaveProperty('usableAsTool');
	expect(trigger.methods?.credentialTest).toHaveProperty('segmindApiTest');
});

// n8n's node panel makes one entry of both, and looks for the words of the node only.
test("is found by its own words, which are the node's, too", () => {
	const { type } = kit.engine.loader.getNode('pixVerse');
	const node = kit.engine.workflow.NodeHelpers.getVersionedNodeType(type);
	expect(node.description.codex?.alias).toEqual(
		expect.arrayContaining(trigger.description.codex?.alias ?? ['no words']),
	);
});

test('asks for models first, then the event, below the poll times that n8n adds', () => {
	const names = trigger.description.properties.map(({ name }) => name);
	expect(names.filter((name) => name !== 'pollTimes')).toEqual(['models', 'event', 'notice']);
	const models = trigger.description.properties.find(({ name }) => name === 'models');
	const values = models?.options?.map((option) => ('value' in option ? option.value : undefined));
	expect(values).toEqual([...MODELS.map(({ slug }) => slug), ...OTHER_KNOWN_SLUGS, 'any']);
	expect(models?.default).toEqual([]);
	const event = trigger.description.properties.find(({ name }) => name === 'event');
	expect(event?.default).toBe('videoFinished');
});

test('its notice says what costs money or surprises', () => {
	const notice = trigger.description.properties.find(({ type }) => type === 'notice');
	for (const words of [/Job > Get/, /waits for/, /Max Cost per Day/, /renaming/]) {
		expect(notice?.displayName).toMatch(words);
	}
});

test("n8n's own resolver finds its output schema", () => {
	const found = loadOutputSchema({ nodeDir: NODE_DIR, version: 1 });
	expect(found).toEqual(loadTriggerSchema());
});

test('is registered in package.json', () => {
	const manifest = readFileSync(path.join(PROJECT, 'package.json'), 'utf8');
	expect(manifest).toContain('"dist/nodes/PixVerse/PixVerseTrigger.node.js"');
});
