// The schemas by themselves, under zod 3 and zod 4 (see jest.config.js): the messages are ours in
// both, and a schema is built at its first use.
import { expect, test } from '@jest/globals';

import { MODELS } from '../../../nodes/PixVerse/models';
import { allowedText, listed } from '../../../nodes/PixVerse/models/allowedText';
import { pixverse45Video } from '../../../nodes/PixVerse/models/catalogue/pixverse-4.5-video';
import { pixverse5Video } from '../../../nodes/PixVerse/models/catalogue/pixverse-5-video';
import { duration } from '../../../nodes/PixVerse/models/fields';
import { schemaOf, validateBody } from '../../../nodes/PixVerse/models/schema';
import { VIDEO_OPERATIONS } from '../../../nodes/PixVerse/models/types';

const GOOD = {
	prompt: 'A boat',
	duration: 5,
	quality: '540p',
	motion_mode: 'normal',
	aspect_ratio: '16:9',
};
const messagesFor = (changes: Record<string, unknown>) => {
	const judged = validateBody(pixverse45Video, 'textToVideo', { ...GOOD, ...changes });
	return judged.ok ? [] : judged.refusals.map(({ message }) => message);
};

test('a good body comes back as it is, without what the model does not know', () => {
	expect(validateBody(pixverse45Video, 'textToVideo', { ...GOOD, thinking_type: 'auto' })).toEqual({
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
	const judged = validateBody(pixverse45Video, 'textToVideo', {
		...GOOD,
		quality: '1080p',
		motion_mode: 'fast',
		duration: 8,
	});
	expect(judged).toEqual({
		ok: false,
		refusals: [
			{ field: 'duration', message: 'Duration must be 5 when Quality is 1080p' },
			{ field: 'duration', message: 'Duration must be 5 when Motion Mode is Fast' },
			{ field: 'motion_mode', message: 'Motion Mode must be Normal when Quality is 1080p' },
		],
	});
});

test('the value of a fixed field is the only one', () => {
	const judged = validateBody(pixverse5Video, 'textToVideo', { ...GOOD, motion_mode: 'fast' });
	expect(judged).toEqual({
		ok: false,
		refusals: [{ field: 'motion_mode', message: 'Motion Mode must be normal' }],
	});
});

test('every schema can be built, and is built once', () => {
	for (const model of MODELS) {
		for (const operation of VIDEO_OPERATIONS.filter((name) => model.operations[name])) {
			expect(schemaOf(model, operation)).toBe(schemaOf(model, operation));
		}
	}
});

test('what is allowed reads as a sentence’s end', () => {
	expect(listed(['a'])).toBe('a');
	expect(listed(['a', 'b', 'c'])).toBe('a, b or c');
	expect(allowedText(duration({ min: 1, max: 15 }))).toBe('a whole number from 1 to 15');
});
