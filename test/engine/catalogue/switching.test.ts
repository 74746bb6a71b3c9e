// A user changes model and operation back and forth in the editor: what still applies stays.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { Editor, entriesOf } from '../../support/catalogue/editor';

const editor = new Editor();

const START = editor.parametersOf({
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-4.5-video',
	prompt: 'A paper boat',
	duration: 8,
	additionalFields: { negativePrompt: 'blurry', style: 'anime' },
	options: { timeout: 20, maxVideos: 3 },
});

function hiddenValues(parameters: INodeParameters) {
	const offered = editor.shownChildren(parameters, 'additionalFields');
	return Object.keys(parameters.additionalFields ?? {}).filter((name) => !offered.includes(name));
}

test('another model keeps prompt, negative prompt and options', () => {
	const changed = editor.change(START, 'model', 'pixverse-v6');
	expect(changed).toMatchObject({
		model: 'pixverse-v6',
		prompt: 'A paper boat',
		duration: 8,
		additionalFields: { negativePrompt: 'blurry' },
		options: { timeout: 20, maxVideos: 3 },
	});
	expect(hiddenValues(changed)).toEqual([]);
	const back = editor.change(changed, 'model', 'pixverse-4.5-video');
	expect(back).toMatchObject({
		additionalFields: { negativePrompt: 'blurry' },
		motionMode: 'normal',
	});
});

test('another operation keeps them, too', () => {
	let parameters = START;
	for (const operation of ['imageToVideo', 'extend', 'textToVideo']) {
		parameters = editor.change(parameters, 'operation', operation);
		expect(parameters).toMatchObject({
			operation,
			prompt: 'A paper boat',
			additionalFields: { negativePrompt: 'blurry' },
			options: { timeout: 20, maxVideos: 3 },
		});
	}
});

test('the model of another operation makes room for one that fits', () => {
	for (const operation of ['transition', 'extend', 'mimic', 'imageToVideo']) {
		const parameters = editor.change(START, 'operation', operation);
		expect(entriesOf(editor.shownField(parameters, 'model')).map(({ value }) => value)).toContain(
			parameters.model,
		);
	}
});

test('what does not apply any more is gone, so that nothing can be wrong with it', () => {
	const mimic = editor.change(START, 'operation', 'mimic');
	expect(mimic).not.toHaveProperty('prompt');
	expect(hiddenValues(mimic)).toEqual([]);
	const job = editor.change(START, 'resource', 'job');
	expect(Object.keys(job).sort()).not.toEqual(expect.arrayContaining(['model']));
	expect(job).not.toHaveProperty('additionalFields');
});

describe('Generate Audio, which costs', () => {
	const SILENT = editor.parametersOf({
		resource: 'video',
		operation: 'textToVideo',
		model: 'pixverse-v6',
		prompt: 'A paper boat',
		generateAudioSwitch: false,
	});

	test('stays off when another model is looked at', () => {
		for (const model of ['pixverse-5-video', '={{ $json.model }}']) {
			const away = editor.change(SILENT, 'model', model);
			expect(editor.change(away, 'model', 'pixverse-v6').generateAudioSwitch).toBe(false);
		}
	});

	test('stays off when another operation is looked at', () => {
		for (const operation of ['imageToVideo', 'extend', 'custom']) {
			const back = editor.change(
				editor.change(SILENT, 'operation', operation),
				'operation',
				'textToVideo',
			);
			expect(back).toMatchObject({ model: 'pixverse-v6', generateAudioSwitch: false });
		}
	});

	test('is on where nobody touched it, and seen only where it applies', () => {
		const back = editor.change(
			editor.change(START, 'model', 'pixverse-v6'),
			'model',
			'pixverse-5-video',
		);
		expect(editor.change(back, 'model', 'pixverse-v6').generateAudioSwitch).toBe(true);
		expect(editor.shownFields(SILENT)).toContain('generateAudioSwitch');
		expect(editor.shownFields(editor.change(SILENT, 'model', 'pixverse-5-video'))).not.toContain(
			'generateAudioSwitch',
		);
	});
});
