// Dry Run as a choice: which runs are free, which are refused, and what stands behind a dry run.
import { describe, expect, test } from '@jest/globals';

import { CONTINUE, numberedItems, video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const node = useNode();
const { sandbox } = node;

const ordered = () => sandbox.acceptedSubmits().length;

describe.each([
	['whileTesting', 'manual', true],
	['whileTesting', 'trigger', false],
	['whileTesting', 'webhook', false],
	['always', 'trigger', true],
	['off', 'manual', false],
	['={{ true }}', 'trigger', true],
	['={{ "false" }}', 'manual', false],
	['={{ " WhileTesting " }}', 'manual', true],
	[undefined, 'manual', false],
] as const)('%s in a run of mode %s', (dryRun, mode, isFree) => {
	test(isFree ? 'is free' : 'is real', async () => {
		const options = dryRun === undefined ? {} : { dryRun };
		const { items, error } = await node.run(video(options), { mode });
		expect(error).toBeUndefined();
		expect(ordered()).toBe(isFree ? 0 : 1);
		expect(items[0]?.json.status).toBe('COMPLETED');
	});
});

describe('Executions > Retry', () => {
	const FAILING = { timeout: '={{ $json.timeout }}' };
	const items = [{ json: { timeout: -1 } }];

	const dry = video({ dryRun: 'whileTesting' });

	test('of an editor run stays free, by what n8n tells', async () => {
		const failed = await node.prepare({ ...dry, duration: 9 }).start().promise;
		expect(summarise(failed).error).toBeDefined();
		if (failed.data.executionData) failed.data.executionData.contextData = {};
		const retried = summarise(await node.prepare(dry).retry(failed));
		expect(retried.items[0]?.json.dryRun).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});

	test('of an editor run stays free, by what the node remembers', async () => {
		const failed = await node.prepare({ ...dry, duration: 9 }).start().promise;
		delete failed.data.executionData?.runtimeData;
		const retried = summarise(await node.prepare(dry).retry(failed));
		expect(retried.items[0]?.json.dryRun).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});

	test('of a production run stays real', async () => {
		const prepared = node.prepare(video({ ...FAILING, dryRun: 'whileTesting' }), {
			items,
			mode: 'webhook',
		});
		const failed = await prepared.start().promise;
		const mended = node.prepare(video({ dryRun: 'whileTesting' }), { items, mode: 'webhook' });
		expect(summarise(await mended.retry(failed)).items[0]?.json).not.toHaveProperty('dryRun');
		expect(ordered()).toBe(1);
	});
});

describe('a guard that is set to nothing is refused', () => {
	test.each([
		['dryRun', /^Dry Run must be whileTesting, always or off$/],
		['maxVideos', /^Max Videos must be a whole number from 1$/],
		['maxCost', /^Max Cost must be a number of US dollars from 0$/],
		['maxCostPerDay', /^Max Cost per Day must be a number of US dollars from 0$/],
		['minimumCredits', /^Stop If Credits Are Below must be a number from 0$/],
		['reuseHours', /^Reuse Equal Jobs must be a number of hours from 0 to 168$/],
	])('%s', async (name, message) => {
		for (const nothing of ['={{ $json.missing }}', '={{ null }}', '={{ "" }}', '={{ " " }}']) {
			const { error } = await node.run(video({ [name]: nothing }));
			expect(error?.message).toMatch(message);
			expect(error?.description).toMatch(/empty now.*Nothing was sent/);
			const { items } = await node.run(video({ [name]: nothing }), { settings: CONTINUE });
			expect(items[0]?.json.message).toMatch(message);
		}
		expect(sandbox.requests).toEqual([]);
	});

	test.each([
		['dryRun', 'perhaps'],
		['reuseHours', 169],
		['reuseHours', -1],
		['maxCost', -0.01],
		['maxCostPerDay', '={{ "ten" }}'],
	])('%s of %p, too', async (name, value) => {
		const { error } = await node.run(video({ [name]: value }));
		expect(error?.message).toMatch(/ must be /);
		expect(sandbox.requests).toEqual([]);
	});
});

test('items that disagree about Dry Run are refused', async () => {
	const options = { dryRun: '={{ $json.prompt.includes("2") ? "off" : "always" }}' };
	const { error } = await node.run(video(options), { items: numberedItems(4) });
	expect(error?.message).toBe('Dry Run must be the same for all items of a run');
	expect(error?.description).toContain('Item 2 has another value than item 0');
	const empty = { dryRun: '={{ $json.prompt.includes("2") ? "" : "always" }}' };
	const { error: other } = await node.run(video(empty), { items: numberedItems(4) });
	expect(other?.message).toBe('Dry Run must be the same for all items of a run');
	const equal = await node.run(video({ dryRun: '={{ "always" }}' }), { items: numberedItems(4) });
	expect(equal.items).toHaveLength(4);
	expect(sandbox.requests).toEqual([]);
});

describe('what stands behind a dry run', () => {
	test('each item has an ID of its own, and no real one looks like it', async () => {
		const { items } = await node.run(video({ dryRun: 'always' }), { items: numberedItems(3) });
		const ids = items.map(({ json }) => json.requestId);
		expect(new Set(ids).size).toBe(3);
		for (const id of ids) expect(id).toMatch(/^dry-run-/);
	});

	test('Job > Get answers with the stand-in, and sends nothing', async () => {
		const later = await node.run(
			video({ dryRun: 'always' }, { aspectRatio: '9:16', waitForCompletion: false }),
		);
		const requestId = String(later.items[0]?.json.requestId);
		expect(later.items[0]?.json).toMatchObject({ status: 'QUEUED', finished: false });
		expect(later.items[0]?.json).not.toHaveProperty('videoUrl');
		const got = await node.run({ resource: 'job', operation: 'get', requestId });
		expect(got.items[0]?.json).toEqual({
			dryRun: true,
			requestId,
			status: 'COMPLETED',
			finished: true,
			videoUrl: `https://dry-run.invalid/${requestId}.mp4`,
			resumed: false,
		});
		expect(got.items[0]?.binary?.['data']).toMatchObject({
			mimeType: 'video/mp4',
			fileName: `DRY-RUN-pixverse-${requestId}.mp4`,
		});
		expect(node.sent('status')).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});

	test('the endpoint does not show a proxy’s password', async () => {
		const baseUrl = sandbox.url.replace('://', '://me:s%40cret@');
		const { items } = await node.run(video({ dryRun: 'always' }), { credential: { baseUrl } });
		expect(items[0]?.json).toMatchObject({ endpoint: `${sandbox.url}/v2/pixverse-4.5-video` });
		expect(JSON.stringify(items)).not.toContain('cret');
	});

	test('a model whose price nobody knows has no estimate', async () => {
		const { items } = await node.run({
			resource: 'video',
			operation: 'custom',
			modelSlug: 'seedream-4',
			body: '{}',
			options: { dryRun: 'always' },
		});
		expect(items[0]?.json.cost).toBeNull();
	});
});
