// The schemas by themselves, under zod 3 and zod 4 (see jest.config.js): the messages are ours in
// both, and a schema is built at its first use.
const { findModel, MODELS } = require('../../../nodes/PixVerse/models');
const {
	allowedText,
	validateBody,
	listed,
	schemaOf,
} = require('../../../nodes/PixVerse/models/schema');

const V45 = findModel('pixverse-4.5-video');
const GOOD = {
	prompt: 'A boat',
	duration: 5,
	quality: '540p',
	motion_mode: 'normal',
	aspect_ratio: '16:9',
};
const messagesFor = (changes) => {
	const judged = validateBody(V45, 'textToVideo', { ...GOOD, ...changes });
	return judged.ok ? [] : judged.refusals.map(({ message }) => message);
};

test('a good body comes back as it is, without what the model does not know', () => {
	expect(validateBody(V45, 'textToVideo', { ...GOOD, thinking_type: 'auto' })).toEqual({
		ok: true,
		body: GOOD,
	});
});

test.each([
	['prompt', undefined, 'Prompt must be a text that is not empty'],
	['prompt', '', 'Prompt must be a text that is not empty'],
	['prompt', 7, 'Prompt must be a text that is not empty'],
	['prompt', null, 'Prompt must be a text that is not empty'],
	['duration', undefined, 'Duration must be 5 or 8'],
	['duration', '5', 'Duration must be 5 or 8'],
	['duration', Number.NaN, 'Duration must be 5 or 8'],
	['duration', Number.POSITIVE_INFINITY, 'Duration must be 5 or 8'],
	['quality', ['540p'], 'Quality must be 360p, 540p, 720p or 1080p'],
	['quality', undefined, 'Quality must be 360p, 540p, 720p or 1080p'],
	['seed', 2 ** 60, 'Seed must be a whole number'],
	['style', 'oil', 'Style must be 3d_animation, anime, clay, comic or cyberpunk'],
	['negative_prompt', {}, 'Negative Prompt must be a text that is not empty'],
])('%s of %p is refused in our words', (name, value, message) => {
	expect(messagesFor({ [name]: value })).toEqual([message]);
});

test('each wrong field is named, in the order of the form', () => {
	expect(messagesFor({ prompt: '', duration: 1, seed: 0.5 })).toEqual([
		'Prompt must be a text that is not empty',
		'Duration must be 5 or 8',
		'Seed must be a whole number',
	]);
});

test('a broken rule names its field', () => {
	const judged = validateBody(V45, 'textToVideo', {
		...GOOD,
		quality: '1080p',
		motion_mode: 'fast',
		duration: 8,
	});
	expect(judged.refusals).toEqual([
		{ field: 'duration', message: 'Duration must be 5 when Quality is 1080p' },
		{ field: 'duration', message: 'Duration must be 5 when Motion Mode is Fast' },
		{ field: 'motion_mode', message: 'Motion Mode must be Normal when Quality is 1080p' },
	]);
});

test('the value of a fixed field is the only one', () => {
	const v5 = findModel('pixverse-5-video');
	const judged = validateBody(v5, 'textToVideo', { ...GOOD, motion_mode: 'fast' });
	expect(judged.refusals).toEqual([
		{ field: 'motion_mode', message: 'Motion Mode must be normal' },
	]);
});

test('every schema can be built, and is built once', () => {
	for (const model of MODELS) {
		for (const operation of Object.keys(model.operations)) {
			expect(schemaOf(model, operation)).toBe(schemaOf(model, operation));
		}
	}
});

test('what is allowed reads as a sentence’s end', () => {
	expect(listed(['a'])).toBe('a');
	expect(listed(['a', 'b', 'c'])).toBe('a, b or c');
	expect(allowedText(findModel('pixverse-v6').fields.duration)).toBe('a whole number from 1 to 15');
});
