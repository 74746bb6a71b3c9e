// What a user meets first: where things stand in the panel, how they are called, and what is found.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { childrenOf, Editor, entriesOf } from '../../support/catalogue/editor';
import { elementAt } from '../../support/lists';

const editor = new Editor();
const { description } = editor;

const ROOT = path.resolve(__dirname, '../../..');

const choices = (values: INodeParameters, name: string) =>
	entriesOf(editor.shownField(editor.parametersOf(values), name));

describe('the panel', () => {
	test('begins with Video', () => {
		const resource = elementAt(description.properties, 0);
		expect(entriesOf(resource).map(({ value }) => value)).toEqual([
			'video',
			'job',
			'asset',
			'account',
		]);
		const operations = description.properties.filter(({ name }) => name === 'operation');
		expect(elementAt(operations, 0).displayOptions?.show?.resource).toEqual(['video']);
	});

	test('has under the node’s name what the operation is called', () => {
		const [, code] = /^=\{\{ (.*) \}\}$/.exec(description.subtitle ?? '') ?? [];
		const operations = description.properties.filter(({ name }) => name === 'operation');
		for (const { value, name } of operations.flatMap(entriesOf)) {
			expect(code).toContain(`"${String(value)}":"${name}"`);
		}
		expect(code).toMatch(/\[\$parameter\["operation"\]\]$/);
	});

	test.each(['AI video', 'video generation', 'lip sync', 'extend video', 'text to video'])(
		'is found by "%s"',
		(words) => {
			const codex = JSON.parse(
				readFileSync(path.join(ROOT, 'nodes/PixVerse/PixVerse.node.json'), 'utf8'),
			) as { alias: string[] };
			expect(codex.alias).toContain(words);
		},
	);
});

describe('Duration', () => {
	const V6 = { resource: 'video', operation: 'textToVideo', model: 'pixverse-v6' };

	test('is a list of the model’s lengths, as numbers', () => {
		expect(editor.shownOptions(editor.parametersOf(V6), 'duration')).toEqual(
			Array.from({ length: 15 }, (_, index) => index + 1),
		);
		for (const model of ['pixverse-5-video', 'pixverse-text2video']) {
			expect(editor.shownOptions(editor.parametersOf({ ...V6, model }), 'duration')).toEqual([
				5, 8,
			]);
		}
		for (const operation of ['transition', 'extend']) {
			const parameters = editor.parametersOf({ resource: 'video', operation });
			expect(editor.shownOptions(parameters, 'duration')).toEqual([5, 8]);
		}
	});

	test('is labelled in seconds, and starts at 5', () => {
		const field = editor.shownField(editor.parametersOf(V6), 'duration');
		expect(field).toMatchObject({ displayName: 'Duration (Seconds)', default: 5 });
		const names = choices(V6, 'duration').map(({ name }) => name);
		expect(names.slice(0, 2)).toEqual(['1 Second', '2 Seconds']);
	});
});

test('each operation has a prompt of its own as an example', () => {
	const operations = ['textToVideo', 'imageToVideo', 'transition', 'extend'];
	const placeholders = operations.map(
		(operation) =>
			editor.shownField(editor.parametersOf({ resource: 'video', operation }), 'prompt')
				.placeholder,
	);
	expect(new Set(placeholders).size).toBe(operations.length);
	for (const placeholder of placeholders) expect(placeholder).toMatch(/^e\.g\. [A-Z]/);
});

test('a model says what a video costs as the fields start', () => {
	const models = choices({ resource: 'video', operation: 'textToVideo' }, 'model');
	expect(models[0]?.description).toContain('about 0.28 USD as the fields start (estimate)');
	expect(models[1]?.description).toContain('about 0.38 USD as the fields start (estimate)');
	const [mimic] = choices({ resource: 'video', operation: 'mimic' }, 'model');
	expect(mimic?.description).toMatch(/^about 2\.03 USD a video/);
});

test('Get Many offers every model that is known', () => {
	const filters = editor.shownField(
		editor.parametersOf({ resource: 'job', operation: 'getMany' }),
		'filters',
	);
	const model = elementAt(
		childrenOf(filters).filter(({ name }) => name === 'model'),
		0,
	);
	expect(entriesOf(model).map(({ value }) => value)).toEqual(
		expect.arrayContaining(['pixverse-v6', 'pixverse-lipsync']),
	);
	expect(model.noDataExpression).toBeUndefined();
});
