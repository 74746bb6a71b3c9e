// Run Other Model: any slug, any body, and whatever comes back is handed on once it is paid.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { FAST } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { expectSchema } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';

const node = useNode({
	models: [
		{ slug: 'any-picture', output: 'image' },
		{ slug: 'any-words', output: 'text' },
	],
});

const custom = (modelSlug: string, body?: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation: 'custom',
	modelSlug,
	...(body === undefined ? {} : { body }),
	options: FAST,
	...more,
});

test.each([
	['left alone', undefined, {}],
	['{}', '{}', {}],
	['text', '{"a":{"b":[1,null,"x"]},"seed":0}', { a: { b: [1, null, 'x'] }, seed: 0 }],
	['an expression', '={{ { prompt: $json.prompt, n: 1 } }}', { prompt: 'hi', n: 1 }],
	['an expression in text', '={"prompt": "{{ $json.prompt }}"}', { prompt: 'hi' }],
])('a body as %s arrives as it is', async (_, body, expected) => {
	const { items, error } = await node.run(custom('pixverse-lipsync', body), {
		items: [{ json: { prompt: 'hi' } }],
	});
	expect(error).toBeUndefined();
	const submit = elementAt(node.sandbox.requests, 0);
	expect(submit.path).toBe('/v2/pixverse-lipsync');
	expect(submit.body).toEqual(expected);
	expect(submit.headers['content-type']).toMatch(/^application\/json/);
	expectSchema('video', 'custom', items);
	const { output, videoUrl } = elementAt(items, 0).json;
	expect(output).toMatchObject({ status: 'COMPLETED', video: { url: videoUrl } });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
});

test('a picture keeps its own type and extension', async () => {
	const { items } = await node.run(custom('any-picture', '{}'));
	expectSchema('video', 'custom', items);
	expect(fileOf(items[0])).toMatchObject({ mimeType: 'image/png', fileExtension: 'png' });
	expect(fileOf(items[0]).fileName).toMatch(/^pixverse-.*\.png$/);
});

test('words are the output, and no error', async () => {
	const { items, error } = await node.run(custom('any-words', '{"prompt":"say"}'));
	expect(error).toBeUndefined();
	expectSchema('video', 'custom', items);
	expect(elementAt(items, 0).json).toMatchObject({
		status: 'COMPLETED',
		finished: true,
		output: { output: 'Sandbox output for: say' },
	});
	expect(items[0]?.binary).toBeUndefined();
});

test.each([
	'videoOnly',
	'outputOnly',
	'outputList',
	'outputObject',
	'videosList',
	'noUrl',
	'bare',
] as const)('an answer of the form %s never fails after payment', async (resultShape) => {
	node.sandbox.configure({ resultShape });
	const { items, error } = await node.run(custom('muscle-surge', '{}'));
	expect(error).toBeUndefined();
	expect(elementAt(items, 0).json).toMatchObject({
		status: 'COMPLETED',
		finished: true,
		output: expect.anything(),
	});
});

test.each(
	[
		'={{ "" }}',
		' ',
		'../v1/get-user-credits',
		'a/b',
		'a b',
		'a?b',
		'-a',
		'.',
		'%2e%2e',
		'https://example.com',
		'={{ null }}',
		'={{ ["a", "b"] }}',
	].map((slug) => [slug]),
)('the slug %p is refused before a request', async (slug) => {
	const { error } = await node.run(custom(slug, '{}'));
	expect(node.sandbox.requests).toEqual([]);
	expect(error?.message).toMatch(
		/^Model Slug must be letters, digits, dots, dashes and underscores only$/,
	);
});

test.each([
	['[]', /^Body must be a JSON object$/],
	['7', /^Body must be a JSON object$/],
	['{"a":', /^Body must be valid JSON$/],
	['{"__proto__":{}}', /^Body must not hold __proto__$/],
	['={{ "text" }}', /^Body must be valid JSON$/],
])('the body %p is refused before a request', async (body, message) => {
	const { error } = await node.run(custom('muscle-surge', body));
	expect(node.sandbox.requests).toEqual([]);
	expect(error?.message).toMatch(message);
});

test('a retired and an unknown model say what to do, and cost nothing', async () => {
	const retired = await node.run(custom('sandbox-retired', '{}'));
	expect(retired.error?.message).toMatch(/retired/i);
	const unknown = await node.run(custom('no-such-model', '{}'));
	expect(unknown.error?.message).toMatch(/no-such-model|no model/i);
	expect(node.sandbox.acceptedSubmits()).toEqual([]);
});

test('without waiting the request ID comes back at once', async () => {
	const { items } = await node.run(custom('muscle-surge', '{}', { waitForCompletion: false }));
	expect(Object.keys(elementAt(items, 0).json).sort()).toEqual([
		'finished',
		'model',
		'requestId',
		'status',
	]);
});
