// Bodies: parsed without the key, and what they say in words of bounded length.
import { expect, test } from '@jest/globals';

import {
	apiText,
	cutKey,
	pageText,
	parseBody,
	redactKey,
} from '../../../../nodes/PixVerse/transport/http/json';

const KEY = 'SG_0123456789abcdef';

test.each([
	['as it is', `{"a":{"b":["x ${KEY}"]}}`],
	['as a name', `{"${KEY}":1}`],
	['in escapes', `{"a":"\\u0053G_0123456789\\u0061bcdef"}`],
])('the key is cut out of an answer: %s', (_, text) => {
	const body = parseBody(text, KEY);
	expect(body.kind).toBe('json');
	expect(JSON.stringify(body)).not.toContain('SG_');
	expect(JSON.stringify(body)).toContain('[API key]');
});

test('an address or a name that only looks like a key is left as it is', () => {
	const value = { url: 'https://images.segmind.com/MSG_1/SG_clip.mp4' };
	expect(parseBody(JSON.stringify(value), KEY)).toEqual({ kind: 'json', value });
	expect(redactKey('wrong key SG_other', KEY)).toBe('wrong key [API key]');
});

test.each(['test', 'video', 'placeholder'])(
	'a placeholder as short as %s does not mangle what an answer holds, only words',
	(key) => {
		const value = { request_id: `0b6f-${key}-1`, output: `https://cdn.example/${key}.mp4` };
		const text = JSON.stringify(value);
		expect(parseBody(text, key)).toEqual({ kind: 'json', value });
		expect(cutKey(text, key)).toBe(text);
		expect(redactKey(`the key ${key} is wrong`, key)).toBe('the key [API key] is wrong');
	},
);

test.each(['twelve-chars', 'SG_short'])('a key as short as %s is cut out of values', (key) => {
	expect(JSON.stringify(parseBody(`{"a":"x${key}y"}`, key))).not.toContain(key);
	expect(cutKey(`x${key}y`, key)).toBe('x[API key]y');
});

test('deep JSON with escapes is cut where nobody reads it, and can be written again', () => {
	const deep = `{"x":"\\u0041","n":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
	const parsed = parseBody(deep, KEY);
	if (parsed.kind !== 'json') throw new Error('it is JSON');
	expect(parsed.value).toMatchObject({ x: 'A' });
	expect(JSON.stringify(parsed.value).length).toBeLessThan(1_000);
	const error: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
	expect(apiText({ error })).toBeUndefined();
});

test.each<[unknown, string | undefined]>([
	[{ error: 'no' }, 'no'],
	[{ error: 'code', error_description: 'why' }, 'code: why'],
	[{ error: { message: 'inner' } }, 'inner'],
	[{ detail: [{ loc: ['body'], msg: 'bad' }] }, '[{"loc":["body"],"msg":"bad"}]'],
	[{ error: null, message: ' said ' }, 'said'],
	[{ error: 406 }, '406'],
	[{ error: '' }, undefined],
	['text', undefined],
	[null, undefined],
])('%j says %p', (value, words) => {
	expect(apiText(value)).toBe(words);
});

test('a page is its title, or its words, shortened', () => {
	expect(pageText('<html><title>502 Bad Gateway</title><body>x</body>')).toBe('502 Bad Gateway');
	expect(pageText('<p>Not\n here</p>')).toBe('Not here');
	expect(pageText('x'.repeat(5_000))).toHaveLength(200);
});
