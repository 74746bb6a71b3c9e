// Which fields a user sees, for every operation and model, by n8n's own logic.
import { describe, expect, test } from '@jest/globals';

import { Editor } from '../../support/catalogue/editor';
import { modelCases } from '../../support/catalogue/pageFields';
import {
	OPTIONS_ALWAYS,
	OPTIONS_WHEN_WAITING,
	SELECTORS,
	testVisibility,
} from '../../support/catalogue/visibilityChecks';

const editor = new Editor();
const cases = modelCases();

describe.each(cases)('$operation with $slug', (it) => {
	testVisibility(() => editor, it, cases);
});

test.each([
	['pixverse-v6', ['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9']],
	['pixverse-5-video', ['16:9', '4:3', '1:1', '3:4', '9:16']],
])('%s offers the ratios %p', (model, ratios) => {
	const parameters = editor.parametersOf({ resource: 'video', operation: 'textToVideo', model });
	expect(editor.shownOptions(parameters, 'aspectRatio')).toEqual(ratios);
});

test.each([
	['video', 'custom', ['modelSlug', 'body', 'waitForCompletion', 'options']],
	['job', 'get', ['requestId', 'waitForCompletion', 'options']],
	['job', 'getMany', ['returnAll', 'limit', 'filters', 'simplify', 'options']],
	['asset', 'upload', ['binaryPropertyName']],
	['account', 'getCredits', []],
])('%s %s shows its fields only', (resource, operation, fields) => {
	const parameters = editor.parametersOf({ resource, operation });
	expect(editor.shownFields(parameters)).toEqual([...SELECTORS, ...fields]);
});

test('Run Other Model has no Extra API Fields: its body is a field', () => {
	const parameters = editor.parametersOf({ resource: 'video', operation: 'custom' });
	const all = [...OPTIONS_ALWAYS, ...OPTIONS_WHEN_WAITING];
	expect(editor.shownChildren(parameters, 'options').sort()).toEqual(
		all.filter((name) => name !== 'additionalBody').sort(),
	);
});

test('Job > Get offers what concerns waiting only when it waits', () => {
	const offered = (more: { waitForCompletion?: boolean }) =>
		editor.shownChildren(
			editor.parametersOf({ resource: 'job', operation: 'get', ...more }),
			'options',
		);
	const file = ['binaryPropertyName', 'downloadVideo', 'fileName', 'maxConcurrentJobs'];
	expect(offered({}).sort()).toEqual(file);
	expect(offered({ waitForCompletion: true }).sort()).toEqual(
		[...file, 'pollInterval', 'timeout'].sort(),
	);
});
