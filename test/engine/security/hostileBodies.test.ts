// Answers that nobody should trust: huge, deep, of wrong types; and hostile JSON of the user's own.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Phase } from '../../sandbox';
import { errorOf, expectReadable } from '../../support/assertions';
import { FAST, pngItem, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 20 });
const { run, sandbox } = node;

const MB = 1024 * 1024;
test.each(['status', 'result'] as const)(
	'50 MB of JSON from the %s call are not read',
	async (phase) => {
		sandbox.addFault({ kind: 'hugeJson', bytes: 50 * MB, phase, times: 1 });
		const used = () => process.memoryUsage().external + process.memoryUsage().heapUsed;
		const before = used();
		let peak = 0;
		const watch = setInterval(() => {
			peak = Math.max(peak, used() - before);
		}, 5);
		const { items, error } = await run(video());
		clearInterval(watch);
		expect(error).toBeUndefined();
		expect(items[0]?.json.finished).toBe(true);
		expect(sandbox.requests.filter(({ fault }) => fault === 'hugeJson')).toHaveLength(1);
		expect(peak).toBeLessThan(50 * MB);
	},
);

test.each<[name: string, fault: Fault]>([
	['deep JSON', { kind: 'deepJson', depth: 100_000 }],
	[
		'wrong types everywhere',
		{ kind: 'jsonWith', fields: { metrics: 'x', seed: {}, timings: [[]], prompt: 7 } },
	],
	[
		'NaN-like numbers',
		{
			kind: 'jsonWith',
			fields: {
				metrics: { cost: 'NaN', inference_time: null, remaining_credits: [1] },
				seed: '1e999',
			},
		},
	],
	['prototype keys', { kind: 'jsonWith', fields: { constructor: { prototype: { polluted: 1 } } } }],
])('%s in the result leaves the video as it is', async (_, fault) => {
	sandbox.addFault({ ...fault, phase: ['status', 'result'] });
	const { items, error } = await run(video());
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ finished: true, status: 'COMPLETED' });
	expect(items[0]?.json).not.toHaveProperty('polluted');
	expect({}).not.toHaveProperty('polluted');
	const { json } = elementAt(items, 0);
	for (const name of ['cost', 'seed', 'inferenceTime', 'remainingCredits']) {
		if (name in json) expect(Number.isFinite(json[name])).toBe(true);
	}
});

test.each([
	['a number', 7],
	['a list of numbers', [7]],
	['text that is no address', 'Note: done'],
	['an object', { href: 1 }],
	['null', null],
])('a result whose address is %s names its fields', async (_, output) => {
	sandbox.configure({ resultShape: () => ({ output, extra: 1 }) });
	const seen = await errorOf(node, 'continueRegularOutput', video());
	expect(seen.details).toMatchObject({ code: 'result-without-url' });
	expect(seen.description).toMatch(/output.*extra/);
});

test('text of another model that looks a little like an address is handed over', async () => {
	sandbox.configure({
		models: [{ slug: 'writer' }],
		resultShape: () => ({ output: 'Note: done' }),
	});
	const { items, error } = await run({
		resource: 'video',
		operation: 'custom',
		modelSlug: 'writer',
		body: '{}',
		options: FAST,
	});
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ finished: true, output: { output: 'Note: done' } });
});

test.each<[phase: Phase, parameters: INodeParameters, body: string]>([
	['credits', { resource: 'account', operation: 'getCredits' }, '{"credits":"much"}'],
	['historyList', { resource: 'job', operation: 'getMany' }, '{"rows":7}'],
	[
		'upload',
		{ resource: 'asset', operation: 'upload', binaryPropertyName: 'data' },
		'{"file_urls":[7]}',
	],
])('%s answered with what is none: %j %s', async (phase, parameters, body) => {
	sandbox.addFault({ kind: 'status', status: 200, phase, body, contentType: 'application/json' });
	const seen = await errorOf(node, 'continueErrorOutput', parameters, { items: [pngItem()] });
	expectReadable(seen);
	expect(seen.details.code).toBe('unexpected-answer');
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
	'%s in Extra API Fields does no harm',
	async (name) => {
		const additionalBody = `{"${name}": {"polluted": true}, "extra": 1}`;
		const { items, errorItems } = await run(video({ additionalBody }), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect([...items, ...errorItems]).toHaveLength(1);
		expect({}).not.toHaveProperty('polluted');
		for (const { body } of sandbox.acceptedSubmits()) expect(body).toMatchObject({ extra: 1 });
	},
);
