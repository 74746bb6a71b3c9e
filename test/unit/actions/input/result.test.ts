// What a user entered, read as JSON or shown back; short, and no name that changes how a request is built.
import { expect, test } from '@jest/globals';

import {
	readCollection,
	readJsonObject,
	shownValue,
} from '../../../../nodes/PixVerse/actions/input/result';
import { contextOf } from '../../../support/parameters';

test.each([
	[undefined, 'It is empty now.'],
	['', 'It is empty now.'],
	[0, 'It is now: 0.'],
	[{ a: 1 }, 'It is now: {"a":1}.'],
	['x'.repeat(121), `It is now: ${'x'.repeat(120)}….`],
])('%p is shown as %p', (value, text) => expect(shownValue(value)).toBe(text));

test('a collection that nobody opened is empty', () => {
	expect(readCollection(contextOf({}), 'options', 0)).toEqual({});
	expect(readCollection(contextOf({ options: 'text' }), 'options', 0)).toEqual({});
	expect(readCollection(contextOf({ options: { a: 1 } }), 'options', 0)).toEqual({ a: 1 });
});

test.each([
	[undefined, {}],
	['', {}],
	['{"seed":7}', { seed: 7 }],
	[{ seed: 7 }, { seed: 7 }],
])('%j is the object %j', (value, object) =>
	expect(readJsonObject('Body', value)).toEqual({ ok: true, value: object }),
);

test.each([
	['{seed: 7}', 'Body must be valid JSON'],
	['[1]', 'Body must be a JSON object'],
	['null', 'Body must be a JSON object'],
	[7, 'Body must be a JSON object'],
	['{"__proto__":{}}', 'Body must not hold __proto__'],
	['{"constructor":1}', 'Body must not hold constructor'],
])('%j is refused: %s', (value, message) => {
	expect(readJsonObject('Body', value)).toMatchObject({ ok: false, problem: { message } });
});
