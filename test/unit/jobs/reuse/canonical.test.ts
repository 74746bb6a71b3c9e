// Equal bodies: the same values in any order of keys, numbers equal to their text, and nothing that
// one of them sent and the other did not.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	canonical,
	hasShape,
	projection,
	type BodyShape,
} from '../../../../nodes/PixVerse/jobs/reuse/canonical';

describe('canonical', () => {
	test.each<[unknown, unknown]>([
		[
			{ a: 1, b: [2, { c: 3 }] },
			{ b: ['2', { c: 3 }], a: '1' },
		],
		[5, '5'],
		[{ a: 1, b: undefined }, { a: 1 }],
	])('%j equals %j', (a, b) => expect(canonical(a)).toBe(canonical(b)));

	test.each<[unknown, unknown]>([
		['007', 7],
		['5.0', 5],
		[true, 'true'],
		[null, ''],
		[
			[1, 2],
			[2, 1],
		],
		[{ a: 1 }, { a: 1, b: 2 }],
		['{"a":"1"}', { a: 1 }],
	])('%j differs from %j', (a, b) => expect(canonical(a)).not.toBe(canonical(b)));

	test('does not depend on the order of keys, at any depth', () => {
		const reversed = (value: unknown): unknown => {
			if (Array.isArray(value)) return value.map(reversed);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(
				Object.entries(value)
					.reverse()
					.map(([name, part]) => [name, reversed(part)]),
			);
		};
		fc.assert(
			fc.property(fc.jsonValue(), (value) => canonical(value) === canonical(reversed(value))),
		);
	});
});

describe('a recorded body has the shape of an order', () => {
	const shape: BodyShape = {
		values: ['duration', 'prompt'],
		files: ['image_url'],
		defaults: { thinking_type: 'auto' },
	};
	const sent = { prompt: 'a boat', duration: 5, image_url: 'https://files.example/1.jpg' };

	test.each<[string, Record<string, unknown>]>([
		['as sent', sent],
		['with what was not sent as null', { ...sent, seed: null }],
		['with what was not sent as an empty text', { ...sent, negative_prompt: '' }],
		["with the page's default of what was not sent", { ...sent, thinking_type: 'auto' }],
	])('%s', (_, body) => expect(hasShape(body, shape)).toBe(true));

	test.each<[string, Record<string, unknown>]>([
		['a field more', { ...sent, seed: 7 }],
		['another value than the default', { ...sent, thinking_type: 'enabled' }],
		['a field less', { prompt: 'a boat', image_url: sent.image_url }],
		['no file', { prompt: 'a boat', duration: 5 }],
	])('not with %s', (_, body) => expect(hasShape(body, shape)).toBe(false));

	test('files are not part of what is compared at once', () =>
		expect(projection({ ...sent, image_url: 'https://files.example/2.jpg' }, shape)).toBe(
			projection(sent, shape),
		));
});
