// A user changes model and operation back and forth in the editor: what still applies stays.
const { change, parametersOf, shownChildren, shownField, shownFields } = require('./editor');

const START = parametersOf({
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-4.5-video',
	prompt: 'A paper boat',
	duration: 8,
	additionalFields: { negativePrompt: 'blurry', style: 'anime' },
	options: { timeout: 20, maxVideos: 3 },
});

function hiddenValues(parameters) {
	const offered = shownChildren(parameters, 'additionalFields');
	return Object.keys(parameters.additionalFields ?? {}).filter((name) => !offered.includes(name));
}

test('another model keeps prompt, negative prompt and options', () => {
	const changed = change(START, 'model', 'pixverse-v6');
	expect(changed).toMatchObject({
		model: 'pixverse-v6',
		prompt: 'A paper boat',
		duration: 8,
		additionalFields: { negativePrompt: 'blurry' },
		options: { timeout: 20, maxVideos: 3 },
	});
	expect(hiddenValues(changed)).toEqual([]);
	const back = change(changed, 'model', 'pixverse-4.5-video');
	expect(back.additionalFields.negativePrompt).toBe('blurry');
	expect(back.motionMode).toBe('normal');
});

test('another operation keeps them, too', () => {
	let parameters = START;
	for (const operation of ['imageToVideo', 'extend', 'textToVideo']) {
		parameters = change(parameters, 'operation', operation);
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
		const parameters = change(START, 'operation', operation);
		const offered = shownField(parameters, 'model').options.map(({ value }) => value);
		expect(offered).toContain(parameters.model);
	}
});

test('what does not apply any more is gone, so that nothing can be wrong with it', () => {
	const mimic = change(START, 'operation', 'mimic');
	expect(mimic).not.toHaveProperty('prompt');
	expect(hiddenValues(mimic)).toEqual([]);
	const job = change(START, 'resource', 'job');
	expect(Object.keys(job).sort()).not.toEqual(expect.arrayContaining(['model']));
	expect(job).not.toHaveProperty('additionalFields');
});

describe('Generate Audio, which costs', () => {
	const SILENT = parametersOf({
		resource: 'video',
		operation: 'textToVideo',
		model: 'pixverse-v6',
		prompt: 'A paper boat',
		generateAudioSwitch: false,
	});

	test('stays off when another model is looked at', () => {
		for (const model of ['pixverse-5-video', '={{ $json.model }}']) {
			const away = change(SILENT, 'model', model);
			expect(change(away, 'model', 'pixverse-v6').generateAudioSwitch).toBe(false);
		}
	});

	test('stays off when another operation is looked at', () => {
		for (const operation of ['imageToVideo', 'extend', 'custom']) {
			const back = change(change(SILENT, 'operation', operation), 'operation', 'textToVideo');
			expect(back).toMatchObject({ model: 'pixverse-v6', generateAudioSwitch: false });
		}
	});

	test('is on where nobody touched it, and seen only where it applies', () => {
		const back = change(change(START, 'model', 'pixverse-v6'), 'model', 'pixverse-5-video');
		expect(change(back, 'model', 'pixverse-v6').generateAudioSwitch).toBe(true);
		expect(shownFields(SILENT)).toContain('generateAudioSwitch');
		expect(shownFields(change(SILENT, 'model', 'pixverse-5-video'))).not.toContain(
			'generateAudioSwitch',
		);
	});
});
