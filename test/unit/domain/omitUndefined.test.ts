// What is not there is left out, so that JSON and `in` say the same.
import { expect, test } from '@jest/globals';

import { omitUndefined } from '../../../nodes/PixVerse/domain/omitUndefined';

test('leaves out what is undefined, and nothing else', () => {
	const value = { a: undefined, b: null, c: 0, d: '', e: false, f: { g: undefined } };
	expect(Object.keys(omitUndefined(value))).toEqual(['b', 'c', 'd', 'e', 'f']);
});

test('the result fits where a member may be missing, but not undefined', () => {
	const seed: number | undefined = Number('7');
	const fits: { name: string; seed?: number } = omitUndefined({ name: 'a', seed });
	expect(fits).toEqual({ name: 'a', seed: 7 });
});
