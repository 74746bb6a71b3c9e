// What the panel must show of a model, by its page; for every model of the catalogue, and for one
// that somebody adds.
import { expect, test } from '@jest/globals';

import type { Editor } from './editor';
import { additionalFields, topLevelFields, type ModelCase } from './pageFields';

export const SELECTORS = ['resource', 'operation'];
const TAIL = ['waitForCompletion', 'additionalFields', 'options'];

/** What Options holds whether the node waits or not, and what only when it does. */
export const OPTIONS_ALWAYS = [
	'dryRun',
	'additionalBody',
	'includeInputFields',
	'maxConcurrentJobs',
	'maxCost',
	'maxCostPerDay',
	'maxVideos',
	'reuseHours',
	'requestMode',
	'minimumCredits',
];
export const OPTIONS_WHEN_WAITING = [
	'binaryPropertyName',
	'downloadVideo',
	'fileName',
	'pollInterval',
	'timeout',
];

/**
 * Registers the tests of one operation with one model; call it in a describe.
 *
 * @param open the editor, once the tests run
 * @param all the cases among which a field of this operation must be found
 */
export function testVisibility(open: () => Editor, it: ModelCase, all: readonly ModelCase[]): void {
	const { operation, slug: model } = it;
	const values = { resource: 'video', operation, model };

	test('shows its fields, in order, each once', () => {
		const editor = open();
		expect(editor.shownFields(editor.parametersOf(values))).toEqual([
			...SELECTORS,
			...topLevelFields(it),
			...TAIL,
		]);
	});

	test('offers its additional fields', () => {
		const editor = open();
		const offered = editor.shownChildren(editor.parametersOf(values), 'additionalFields');
		expect(offered.sort()).toEqual(additionalFields(it).sort());
	});

	test('offers by Wait for Completion what applies', () => {
		const editor = open();
		const offered = (waitForCompletion: boolean) =>
			editor.shownChildren(editor.parametersOf({ ...values, waitForCompletion }), 'options').sort();
		expect(offered(true)).toEqual([...OPTIONS_ALWAYS, ...OPTIONS_WHEN_WAITING].sort());
		expect(offered(false)).toEqual([...OPTIONS_ALWAYS].sort());
	});

	test('asks for the input field where a file is binary', () => {
		for (const source of topLevelFields(it).filter((name) => name.endsWith('Source'))) {
			const editor = open();
			const stem = source.slice(0, -'Source'.length);
			const shown = editor.shownFields(editor.parametersOf({ ...values, [source]: 'binary' }));
			expect(shown).toContain(`${stem}BinaryProperty`);
			expect(shown).not.toContain(`${stem}Url`);
		}
	});

	test('loses no field and shows none twice when Model is an expression', () => {
		const editor = open();
		const byExpression = editor.parametersOf({ ...values, model: '={{ $json.model }}' });
		const shown = editor.shownFields(byExpression);
		const children = editor.shownChildren(byExpression, 'additionalFields');
		for (const names of [shown, children]) expect(new Set(names).size).toBe(names.length);
		expect(shown).toEqual(expect.arrayContaining(topLevelFields(it)));
		expect(children).toEqual(expect.arrayContaining(additionalFields(it)));
		const known = all
			.filter((other) => other.operation === operation)
			.flatMap((other) => [...topLevelFields(other), ...additionalFields(other)]);
		expect([...SELECTORS, ...TAIL, ...known]).toEqual(
			expect.arrayContaining([...shown, ...children]),
		);
	});
}
