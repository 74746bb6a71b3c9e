// The form of what went wrong under "continue": which item goes where, what it holds, and that what
// concerns the whole run becomes one item per input item.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf, inputIndexOf } from '../../support/assertions';
import { FAST, GOING_ON, promptItems, VIDEO, video } from '../../support/inputs';
import { outputsOf } from '../../support/runNode';
import { useNode } from '../../support/useNode';
import type { Credential } from '../../support/workflow';

const node = useNode({ jobDurationMs: 20 });
const { run, sandbox } = node;

/** A submit whose prompt says "bad" is refused. */
const refuseBad = () =>
	sandbox.addFault({
		kind: 'status',
		status: 403,
		phase: 'submit',
		body: { error: 'restricted' },
		match: { bodyContains: 'bad' },
	});

test.each(GOING_ON)('one bad item of three, %s', async (onError) => {
	refuseBad();
	const { items, errorItems, error } = await run(video(), {
		items: promptItems('one', 'bad', 'three'),
		settings: { onError },
	});
	expect(error).toBeUndefined();
	const wrong = onError === 'continueErrorOutput' ? errorItems[0] : items[1];
	expect(wrong?.json).toMatchObject({
		error: 'The Segmind account may not use pixverse-4.5-video',
		message: 'The Segmind account may not use pixverse-4.5-video',
		details: { model: 'pixverse-4.5-video', httpCode: 403, code: 'not-allowed' },
	});
	expect(wrong).not.toHaveProperty('error');
	expect(wrong?.pairedItem).toMatchObject({ item: 1 });
	const good = items.filter(({ json }) => json.finished === true);
	expect(good.map(inputIndexOf)).toEqual([0, 2]);
	for (const item of good) expect(fileOf(item).mimeType).toBe('video/mp4');
	expect(items).toHaveLength(onError === 'continueErrorOutput' ? 2 : 3);
	expect(errorItems).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
});

test('the nodes behind both outputs get their items', async () => {
	refuseBad();
	const result = await run(video(), {
		items: promptItems('good', 'bad'),
		settings: { onError: 'continueErrorOutput' },
	});
	const [[good] = []] = outputsOf(result.run, 'After');
	expect(good).toHaveLength(1);
	const [[wrong] = []] = outputsOf(result.run, 'After Error');
	expect(wrong).toHaveLength(1);
	expect(wrong?.[0]?.json).toMatchObject({ details: { httpCode: 403 } });
});

interface RunChange {
	credential?: Partial<Credential>;
	options?: INodeParameters;
}

const WHOLE_RUN: Array<[name: string, change: RunChange, message: RegExp, description: RegExp]> = [
	['no key', { credential: { apiKey: '  ' } }, /no API key/, /platform\.segmind\.com/],
	[
		'a key with a blank',
		{ credential: { apiKey: 'SG_one two' } },
		/a blank or a character/,
		/Copy the key again/,
	],
	[
		'a key with a typographic mark',
		{ credential: { apiKey: 'SG_0123…' } },
		/a blank or a character/,
		/Copy the key again/,
	],
	[
		'a base URL that is none',
		{ credential: { baseUrl: 'segmind' } },
		/not a web address/,
		/https:\/\/api\.segmind\.com/,
	],
	[
		'a base URL of another scheme',
		{ credential: { baseUrl: 'ftp://api.segmind.com' } },
		/not a web address/,
		/http/,
	],
	[
		'a base URL with a query',
		{ credential: { baseUrl: 'https://x.example/?' } },
		/not a web address/,
		/http/,
	],
	[
		'too few credits',
		{ options: { minimumCredits: 1000 } },
		/100 credits left/,
		/Nothing was sent/,
	],
	[
		'too many videos',
		{ options: { maxVideos: 2 } },
		/would order 3 videos.*Max Videos is 2/,
		/Nothing was sent/,
	],
	['a wrong batch option', { options: { timeout: -1 } }, /Timeout must be/, /-1/],
];

describe.each(GOING_ON)('what concerns the whole run, %s', (onError) => {
	test.each(WHOLE_RUN)('%s', async (_, change, message, description) => {
		const { items, errorItems, error } = await run(video(change.options), {
			items: promptItems('one', 'two', 'three'),
			credential: { ...change.credential },
			settings: { onError },
		});
		expect(error).toBeUndefined();
		const [wrong, good] = onError === 'continueErrorOutput' ? [errorItems, items] : [items, []];
		expect(good).toEqual([]);
		expect(wrong.map(inputIndexOf)).toEqual([0, 1, 2]);
		for (const { json } of wrong) {
			expect(json.error).toMatch(message);
			expect(json.details?.description).toMatch(description);
		}
		expect(sandbox.acceptedSubmits()).toEqual([]);
	});
});

test.each(WHOLE_RUN)('%s stops a run that does not go on', async (_, change, message) => {
	const { error } = await run(video(change.options), {
		credential: { ...change.credential },
		items: promptItems('one', 'two', 'three'),
	});
	expect(error?.message).toMatch(message);
});

describe('an expression', () => {
	const parameters = { ...VIDEO, prompt: '={{ $json.fine ? "a fox" : $("Nowhere").item.json.x }}' };

	test.each(GOING_ON)('that fails spoils its own item only, %s', async (onError) => {
		const { items, errorItems } = await run(
			{ ...parameters, options: FAST },
			{
				items: [{ json: { fine: true } }, { json: { fine: false } }, { json: { fine: true } }],
				settings: { onError },
			},
		);
		const all = [...items, ...errorItems];
		expect(all).toHaveLength(3);
		const [wrong] = all.filter(({ json }) => 'error' in json);
		expect(wrong?.pairedItem).toMatchObject({ item: 1 });
		expect(wrong?.json.message).toMatch(/Nowhere|node/i);
		expect(wrong?.json.details?.code).toBe('parameter-unreadable');
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
	});

	test('that fails stops the run before anything is sent', async () => {
		const { error } = await run(
			{ ...parameters, options: FAST },
			{ items: [{ json: { fine: true } }, { json: { fine: false } }] },
		);
		expect(error?.context.itemIndex).toBe(1);
		expect(sandbox.requests).toEqual([]);
	});
});
