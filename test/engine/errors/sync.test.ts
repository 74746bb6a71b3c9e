// Sync mode: every form of answer, and that what may be paid is never sent again.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { errorOf, fileOf } from '../../support/assertions';
import { RETRY, video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const sync = (options: INodeParameters = {}, parameters?: INodeParameters) =>
	video({ requestMode: 'sync', ...options }, parameters);
const node = useNode({ jobDurationMs: 20 });
const { prepare, run, sandbox, sent } = node;

test.each(['bytes', 'json'] as const)('the answer as %s becomes the video', async (syncAnswer) => {
	sandbox.configure({ syncAnswer });
	const { items, error } = await run(sync());
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ status: 'COMPLETED', finished: true });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
});

const UNKNOWN: Array<[name: string, fault: Fault]> = [
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'status', status: 502 }],
	['504 after acceptance', { kind: 'acceptedThen504' }],
	['a reset', { kind: 'acceptedThenReset' }],
	[
		'a JSON error with 200',
		{ kind: 'status', status: 200, body: { error: 'Internal Polling Error' } },
	],
	['a page with 200', { kind: 'wrongType' }],
	['a page as video/mp4', { kind: 'notVideo' }],
	['a video that breaks off', { kind: 'truncate' }],
	['a video that ends early without a length', { kind: 'truncateSilently' }],
];

test.each(UNKNOWN)('%s counts as perhaps paid, and no try sends it again', async (_, fault) => {
	sandbox.addFault({ ...fault, phase: 'sync' });
	const run = prepare(sync(), { settings: RETRY });
	const { error } = summarise(await run.start().promise);
	expect(error?.message).toMatch(/may have been accepted/);
	expect(error?.context.code).toBe('outcome-unknown');
	expect(sent('sync')).toHaveLength(1);
});

test('429 is sent again', async () => {
	sandbox.addFault({ kind: 'rateLimit', resetMs: 10, phase: 'sync', times: 1 });
	const { items, error } = await run(sync());
	expect(error).toBeUndefined();
	expect(items[0]?.json.finished).toBe(true);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test.each([
	['not waiting', { waitForCompletion: false }, {}, /^Wait for Completion must be on/],
	['not downloading', {}, { downloadVideo: false }, /^Download Video must be on/],
] satisfies Array<[string, INodeParameters, INodeParameters, RegExp]>)(
	'%s is refused before a request',
	async (_, parameters, options, words) => {
		const seen = await errorOf(node, 'continueErrorOutput', sync(options, parameters));
		expect(seen.message).toMatch(words);
		expect(sandbox.requests).toEqual([]);
	},
);
