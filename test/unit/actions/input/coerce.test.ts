// What expressions give, read in its one sensible way; the rest is left to be refused.
import { expect, test } from '@jest/globals';

import {
	toBoolean,
	toChoice,
	toNumber,
	toText,
} from '../../../../nodes/PixVerse/actions/input/coerce';

type Read = (value: unknown) => unknown;

test.each([undefined, null, '', '  ', '\n'])('%p means not set', (value) => {
	for (const read of [toText, toNumber, toBoolean]) expect(read(value)).toBeUndefined();
	expect(toChoice(value, ['a'])).toBeUndefined();
});

test.each<[Read, unknown, unknown]>([
	[toText, 42, '42'],
	[toText, true, 'true'],
	[toText, ' kept as typed ', ' kept as typed '],
	[toNumber, ' 8 ', 8],
	[toNumber, '1e3', 1000],
	[toNumber, 0, 0],
	[toBoolean, 'TRUE', true],
	[toBoolean, 'no', false],
	[toBoolean, 1, true],
	[toBoolean, '0', false],
	[toBoolean, false, false],
])('%p reads %p as %p', (read, value, expected) => expect(read(value)).toBe(expected));

test('a choice is found whatever its case and the spaces around it', () => {
	expect(toChoice(' 1080P ', ['540p', '1080p'])).toBe('1080p');
	expect(toChoice('anime', ['Anime'])).toBe('Anime');
});

test.each<[Read, unknown]>([
	[toText, ['a']],
	[toText, { a: 1 }],
	[toNumber, 'eight'],
	[toNumber, '8s'],
	[toNumber, true],
	[toNumber, [8]],
	[toNumber, 'Infinity'],
	[toBoolean, 'maybe'],
	[toBoolean, 2],
])('%p leaves %p as it is, to be refused', (read, value) => expect(read(value)).toEqual(value));

test('an unknown choice is left as it is', () => expect(toChoice('4k', ['540p'])).toBe('4k'));
