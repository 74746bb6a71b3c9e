// Which fields a user sees, for every operation and model, by n8n's own logic.
const { parametersOf, shownChildren, shownFields, shownOptions } = require('./editor');

const SELECTORS = ['resource', 'operation'];
const TAIL = ['waitForCompletion', 'additionalFields', 'options'];
const TEXT = ['model', 'prompt', 'aspectRatio', 'duration', 'quality'];
const IMAGE = ['model', 'imageSource', 'imageUrl', 'prompt', 'duration', 'quality'];
const FRAMES = ['firstFrameSource', 'firstFrameUrl', 'lastFrameSource', 'lastFrameUrl'];
const TRANSITION = ['model', ...FRAMES, 'prompt', 'duration', 'quality'];

const VIDEO_CASES = [
	[
		'textToVideo',
		'pixverse-v6',
		[...TEXT, 'generateAudioSwitch'],
		['negativePrompt', 'thinkingType'],
	],
	[
		'textToVideo',
		'pixverse-5-video',
		TEXT,
		['lipSyncSwitch', 'negativePrompt', 'seed', 'soundEffectSwitch'],
	],
	[
		'textToVideo',
		'pixverse-4.5-video',
		[...TEXT, 'motionMode'],
		['negativePrompt', 'seed', 'style'],
	],
	[
		'textToVideo',
		'pixverse-text2video',
		[...TEXT, 'motionMode'],
		['negativePrompt', 'seed', 'style'],
	],
	[
		'imageToVideo',
		'pixverse-v6',
		[...IMAGE, 'generateAudioSwitch'],
		['aspectRatio', 'negativePrompt', 'thinkingType'],
	],
	[
		'imageToVideo',
		'pixverse-5-video',
		IMAGE,
		['lipSyncSwitch', 'negativePrompt', 'seed', 'soundEffectSwitch'],
	],
	[
		'imageToVideo',
		'pixverse-4.5-video',
		[...IMAGE, 'motionMode'],
		['negativePrompt', 'seed', 'style'],
	],
	[
		'imageToVideo',
		'pixverse-image2video',
		[...IMAGE, 'motionMode'],
		['negativePrompt', 'seed', 'style'],
	],
	[
		'transition',
		'pixverse-5-transition',
		TRANSITION,
		['lipSyncSwitch', 'seed', 'soundEffectSwitch', 'soundEffectContent'],
	],
	['transition', 'pixverse-4.5-transition', [...TRANSITION, 'motionMode'], ['seed']],
	['transition', 'pixverse-transition', [...TRANSITION, 'motionMode'], ['seed']],
	[
		'extend',
		'pixverse-5-extend',
		['model', 'videoSource', 'videoUrl', 'prompt', 'duration', 'quality'],
		['negativePrompt', 'seed', 'style'],
	],
	[
		'mimic',
		'pixverse-mimic',
		['model', 'videoSource', 'videoUrl', 'imageSource', 'imageUrl'],
		['quality'],
	],
];

const ALWAYS = [
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
const WHEN_WAITING = ['binaryPropertyName', 'downloadVideo', 'fileName', 'pollInterval', 'timeout'];

describe.each(VIDEO_CASES)('%s with %s', (operation, model, fields, additional) => {
	const values = { resource: 'video', operation, model };

	test('shows its fields, in order, each once', () => {
		expect(shownFields(parametersOf(values))).toEqual([...SELECTORS, ...fields, ...TAIL]);
	});

	test('offers its additional fields', () => {
		expect(shownChildren(parametersOf(values), 'additionalFields').sort()).toEqual(
			[...additional].sort(),
		);
	});

	test('offers by Wait for Completion what applies', () => {
		const waiting = shownChildren(parametersOf(values), 'options');
		expect(waiting.sort()).toEqual([...ALWAYS, ...WHEN_WAITING].sort());
		const not = shownChildren(parametersOf({ ...values, waitForCompletion: false }), 'options');
		expect(not.sort()).toEqual([...ALWAYS].sort());
	});

	test('asks for the input field where a file is binary', () => {
		for (const source of fields.filter((name) => name.endsWith('Source'))) {
			const stem = source.slice(0, -'Source'.length);
			const shown = shownFields(parametersOf({ ...values, [source]: 'binary' }));
			expect(shown).toContain(`${stem}BinaryProperty`);
			expect(shown).not.toContain(`${stem}Url`);
		}
	});

	test('loses no additional field and shows none twice when Model is an expression', () => {
		const byExpression = parametersOf({ ...values, model: '={{ $json.model }}' });
		const shown = shownFields(byExpression);
		expect(new Set(shown).size).toBe(shown.length);
		expect(shown).toEqual(expect.arrayContaining(fields));
		const children = shownChildren(byExpression, 'additionalFields');
		expect(new Set(children).size).toBe(children.length);
		expect(children).toEqual(expect.arrayContaining(additional));
		const ofOperation = VIDEO_CASES.filter(([name]) => name === operation);
		const known = ofOperation.flatMap(([, , top, more]) => [...top, ...more]);
		for (const name of [...shown, ...children])
			expect([...SELECTORS, ...TAIL, ...known]).toContain(name);
	});
});

test.each([
	[['pixverse-v6'], ['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9']],
	[
		['pixverse-5-video', 'pixverse-4.5-video', 'pixverse-text2video'],
		['16:9', '4:3', '1:1', '3:4', '9:16'],
	],
])('%p offer the ratios %p', (models, ratios) => {
	for (const model of models) {
		const parameters = parametersOf({ resource: 'video', operation: 'textToVideo', model });
		expect(shownOptions(parameters, 'aspectRatio')).toEqual(ratios);
	}
});

test.each([
	['video', 'custom', ['modelSlug', 'body', 'waitForCompletion', 'options']],
	['job', 'get', ['requestId', 'waitForCompletion', 'options']],
	['job', 'getMany', ['returnAll', 'limit', 'filters', 'simplify']],
	['asset', 'upload', ['binaryPropertyName']],
	['account', 'getCredits', []],
])('%s %s shows its fields only', (resource, operation, fields) => {
	expect(shownFields(parametersOf({ resource, operation }))).toEqual([...SELECTORS, ...fields]);
});

test('Run Other Model has no Extra API Fields: its body is a field', () => {
	const parameters = parametersOf({ resource: 'video', operation: 'custom' });
	expect(shownChildren(parameters, 'options').sort()).toEqual(
		[...ALWAYS, ...WHEN_WAITING].filter((name) => name !== 'additionalBody').sort(),
	);
});

test('Job > Get offers what concerns waiting only when it waits', () => {
	const values = { resource: 'job', operation: 'get' };
	const file = ['binaryPropertyName', 'downloadVideo', 'fileName', 'maxConcurrentJobs'];
	expect(shownChildren(parametersOf(values), 'options').sort()).toEqual(file);
	expect(
		shownChildren(parametersOf({ ...values, waitForCompletion: true }), 'options').sort(),
	).toEqual([...file, 'pollInterval', 'timeout'].sort());
});
