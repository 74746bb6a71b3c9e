// Labels, tooltips and conditions of the built node, by n8n's UX rules and the editor's traps.
import { describe, expect, test } from '@jest/globals';
import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { segmindFacts } from '../../fixtures/segmindFacts';
import { builtDescription, childrenOf, Editor, entriesOf } from '../../support/catalogue/editor';

const editor = new Editor();
const description = builtDescription;

describe('the description keeps n8n’s rules', () => {
	const collections = description.properties.filter(({ type }) => type === 'collection');
	const all = [...description.properties, ...collections.flatMap(childrenOf)];

	test('conditions read resource, then operation, then model', () => {
		const order = ['resource', 'operation', 'model'];
		for (const { name, displayOptions } of description.properties) {
			const keys = Object.keys(displayOptions?.show ?? {});
			const places = keys.map((key) => order.indexOf(key)).filter((place) => place >= 0);
			expect({ name, places }).toEqual({ name, places: [...places].sort((a, b) => a - b) });
			if (keys.length > 0) expect(keys[0]).toBe('resource');
		}
	});

	test('no collection is shown by model, and the options of video by resource only', () => {
		for (const { displayOptions, name } of collections) {
			const show = displayOptions?.show ?? {};
			expect(show).not.toHaveProperty('model');
			if (name === 'options' && show.resource?.includes('video')) {
				expect(show).not.toHaveProperty('operation');
			}
		}
	});

	test('only Resource and Operation have no expression toggle', () => {
		const without = all.filter(({ noDataExpression }) => noDataExpression).map(({ name }) => name);
		expect([...new Set(without)]).toEqual(['resource', 'operation']);
	});

	test('what cannot be left empty is marked, and nothing else', () => {
		const marked = new Set(all.filter(({ required }) => required).map(({ name }) => name));
		const urls = ['firstFrameUrl', 'imageUrl', 'lastFrameUrl', 'videoUrl'];
		expect([...marked].sort()).toEqual([...urls, 'modelSlug', 'prompt', 'requestId'].sort());
	});

	test('children of a collection are in the order of their labels, but for From and To', () => {
		for (const collection of collections) {
			const children = childrenOf(collection);
			if (collection.name === 'filters') {
				expect(children.map(({ name }) => name)).toEqual(['from', 'to', 'model', 'status']);
				continue;
			}
			const labels = children.map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
	});

	test('labels are in Title Case', () => {
		const small = ['for', 'or', 'and', 'of', 'per', 'the'];
		for (const { displayName } of all) {
			for (const word of displayName.split(' ')) {
				if (!small.includes(word)) expect(word).toMatch(/^[(A-Z]/);
			}
			expect(displayName).not.toMatch(/binary property/i);
		}
	});

	const hasTooltip = ({ name, type }: INodeProperties) =>
		!['resource', 'operation'].includes(name) && !['collection', 'hidden'].includes(type);

	test('tooltips are sentences, and those of switches begin with Whether', () => {
		for (const { description: text = '', name, type } of all.filter(hasTooltip)) {
			expect({ name, text }).toEqual({ name, text: expect.stringMatching(/^[A-Z0-9]/) });
			if (type === 'boolean') expect(text).toMatch(/^Whether/);
			const isOneSentence = !/[.!?] /.test(text.replace('e.g. ', ''));
			if (isOneSentence)
				expect({ name, text }).toEqual({ name, text: expect.not.stringMatching(/\.$/) });
			expect(text).not.toMatch(/binary property/i);
		}
	});

	test('every operation says in a sentence what it does, and other than its name', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation');
		for (const { action, description: text = '', name } of operations.flatMap(entriesOf)) {
			expect(action).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
			expect(text).not.toBe(name);
			expect(text.length).toBeGreaterThan(20);
		}
	});

	test('every model says price, time and date', () => {
		const parameters = editor.parametersOf({ resource: 'video', operation: 'textToVideo' });
		const facts = segmindFacts();
		for (const { description: text, value } of entriesOf(editor.shownField(parameters, 'model'))) {
			expect(text).toMatch(/\d USD a video, usually about \d+ s \(Segmind's pages, 20\d\d-\d\d\)/);
			// Where only a range is known, an estimate would be its upper end, which stands there.
			if (facts.get(String(value))?.prices) expect(text).toMatch(/; about \d.* \(estimate\)/);
		}
	});

	test('the AI workflow builder is told about money and time, without wire format', () => {
		const { searchHint, relatedNodes = [] } = description.builderHint ?? {};
		expect(searchHint).toMatch(/costs real money/);
		expect(searchHint).toMatch(/Dry Run/);
		for (const text of [searchHint, ...relatedNodes.map(({ relationHint }) => relationHint)]) {
			expect(text).not.toMatch(/=\{\{|\bai_/);
		}
	});

	test.each([
		['video', 'textToVideo', /Generate video from text/i],
		['job', 'get', /Get job/i],
	])('as a tool %s %s tells a model what it does', (resource, operation, text) => {
		const node = {
			id: '1',
			name: 'PixVerse',
			type: 'n8n-nodes-pixverse.pixVerseTool',
			typeVersion: 1,
			position: [0, 0] satisfies [number, number],
			parameters: { resource, operation },
		};
		expect(NodeHelpers.getToolDescriptionForNode(node, { description })).toMatch(text);
	});
});
