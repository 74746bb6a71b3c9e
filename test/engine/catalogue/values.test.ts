// Values as expressions and sheets give them: what has no sensible reading is refused, and named.
import { describe, expect, test } from '@jest/globals';
import type { NodeParameterValueType } from 'n8n-workflow';

import { expectations, orderOf } from '../../support/catalogue/orders';
import { useNode } from '../../support/useNode';

const node = useNode();
const { expectRefusal } = expectations(node);

describe('values from expressions and old workflows', () => {
	const cases: Array<[string, Record<string, NodeParameterValueType>, RegExp]> = [
		['an unknown quality', { quality: '4k' }, /^Quality must be 360p, 540p, 720p or 1080p$/],
		['a quality without p', { quality: '={{ 1080 }}' }, /^Quality must be/],
		['an empty prompt', { prompt: '={{ "" }}' }, /^Prompt must be a text that is not empty$/],
		['a prompt of spaces', { prompt: ' \n ' }, /^Prompt must be/],
		['a list as prompt', { prompt: '={{ ["a", "b"] }}' }, /^Prompt must be/],
		['an object as prompt', { prompt: '={{ ({ a: 1 }) }}' }, /^Prompt must be/],
		['a word as duration', { duration: '={{ "long" }}' }, /^Duration must be 5 or 8$/],
		['true as duration', { duration: '={{ true }}' }, /^Duration must be 5 or 8$/],
		['a list as duration', { duration: '={{ [5] }}' }, /^Duration must be 5 or 8$/],
		['an emptied duration', { duration: '={{ "" }}' }, /^Duration must be 5 or 8$/],
		['a word as style', { additionalFields: { style: 'baroque' } }, /^Style must be 3d_animation/],
		[
			'another model',
			{ model: '={{ "pixverse-mimic" }}' },
			/^Model must be pixverse-v6, .* for this operation$/,
		],
		['no model', { model: '={{ null }}' }, /^Model must be/],
		[
			'JSON with a slip',
			{ options: { additionalBody: '{"a": 1' } },
			/^Extra API Fields must be valid JSON$/,
		],
		[
			'extra fields of which an expression gives none',
			{ options: { additionalBody: '={{ $json.extra }}' } },
			/^Extra API Fields must be a JSON object$/,
		],
		[
			'a choice about the file of which an expression gives none',
			{ waitForCompletion: true, options: { downloadVideo: '={{ $json.none }}' } },
			/^Download Video must be true or false$/,
		],
		[
			'a field name of which an expression gives none',
			{ waitForCompletion: true, options: { binaryPropertyName: '={{ "" }}' } },
			/^Output Data Field Name must be a plain name$/,
		],
		[
			'no answer to whether input fields are kept',
			{ options: { includeInputFields: '={{ null }}' } },
			/^Include Input Fields must be true or false$/,
		],
		[
			'a list of extra fields',
			{ options: { additionalBody: '[1]' } },
			/^Extra API Fields must be a JSON object$/,
		],
		[
			'an extra field of the form',
			{ options: { additionalBody: '{"prompt":"x"}' } },
			/^Extra API Fields must not hold prompt: the form sets it already$/,
		],
		[
			'an extra __proto__',
			{ options: { additionalBody: '{"__proto__":{"a":1}}' } },
			/^Extra API Fields must not hold __proto__$/,
		],
		[
			'an extra constructor',
			{ options: { additionalBody: '{"constructor":1}' } },
			/^Extra API Fields must not hold constructor$/,
		],
		[
			'a wait that is neither',
			{ waitForCompletion: '={{ "perhaps" }}' },
			/^Wait for Completion must be true or false$/,
		],
	];
	test.each(cases)('%s', async (_, changes, message) => {
		await expectRefusal(orderOf('textToVideo', 'pixverse-4.5-video', changes), message);
	});

	test('a switch that is neither', async () => {
		await expectRefusal(
			orderOf('textToVideo', 'pixverse-v6', {
				generateAudioSwitch: '={{ "loud" }}',
			}),
			/^Generate Audio must be true or false$/,
		);
	});

	test('the value of a field that the model fixes is not for extra fields', async () => {
		const { description } = await expectRefusal(
			orderOf('textToVideo', 'pixverse-5-video', {
				options: { additionalBody: '{"motion_mode":"fast"}' },
			}),
			/^Extra API Fields must not hold motion_mode/,
		);
		expect(description).toMatch(/takes only normal as Motion Mode/);
	});

	test('several wrong values are named together', async () => {
		const { description } = await expectRefusal(
			orderOf('textToVideo', 'pixverse-4.5-video', { prompt: '={{ "" }}', quality: '4k' }),
			/^Prompt must be/,
		);
		expect(description).toMatch(/Also: Quality must be 360p, 540p, 720p or 1080p/);
	});
});

test('one bad item of three stops the run before a cent is spent', async () => {
	const items = [5, 8, 9].map((seconds) => ({ json: { seconds } }));
	const parameters = orderOf('textToVideo', 'pixverse-5-video', {
		duration: '={{ $json.seconds }}',
	});
	const error = await expectRefusal(parameters, /^Duration must be 5 or 8/, { items });
	expect(error).toMatchObject({ context: { itemIndex: 2 } });
});

test('continuing, only the bad item becomes an error', async () => {
	const items = [5, 9, 8].map((seconds) => ({ json: { seconds } }));
	const { items: out } = await node.run(
		orderOf('textToVideo', 'pixverse-5-video', { duration: '={{ $json.seconds }}' }),
		{ items, settings: { onError: 'continueRegularOutput' } },
	);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(2);
	expect(out.map(({ json }) => json.status)).toEqual(['QUEUED', undefined, 'QUEUED']);
	expect(out[1]?.json).toMatchObject({
		error: 'Duration must be 5 or 8',
		message: 'Duration must be 5 or 8',
		details: { code: 'invalid-input' },
	});
	expect(Object.keys(out[1]?.json ?? {}).sort()).toEqual(['details', 'error', 'message']);
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});
