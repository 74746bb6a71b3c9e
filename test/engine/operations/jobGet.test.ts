// Job > Get: what became of a job that was ordered before. Unfinished and failed ones are items.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf, until } from '../../support/assertions';
import { CONTINUE, FAST } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { orderedJob } from '../../support/orderedJob';
import { expectSchema } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';

const node = useNode({
	resultShape: 'lastFrame',
	models: [
		{ slug: 'any-picture', output: 'image' },
		{ slug: 'any-words', output: 'text' },
	],
});

const get = (requestId: string, more: INodeParameters = {}) => ({
	resource: 'job',
	operation: 'get',
	requestId,
	...more,
});

const ordered = async (prompt = 'A boat', slug?: string) =>
	await orderedJob(node.sandbox.url, { prompt }, slug);

async function finished(requestId: string) {
	const isFinished = () =>
		node.sandbox.jobs.some(
			(job) => job.requestId === requestId && /COMPLETED|FAILED/.test(job.status),
		);
	await until(isFinished);
}

const phases = () => node.sandbox.requests.map(({ phase }) => phase).slice(1);

test.each(['QUEUED', 'PROCESSING'])(
	'a %s job comes back at once with its state',
	async (status) => {
		node.sandbox.configure({ jobDurationMs: 60_000, queueMs: status === 'QUEUED' ? 60_000 : 0 });
		const requestId = await ordered();
		const { items, error } = await node.run(get(requestId));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ requestId, status, finished: false }]);
		expectSchema('job', 'get', items);
		expect(phases()).toEqual(['status']);
	},
);

test('a completed job comes with its video, for nothing', async () => {
	node.sandbox.configure({ jobDurationMs: 0 });
	const requestId = await ordered();
	const { items } = await node.run(get(` ${requestId} `));
	expect(elementAt(items, 0).json).toMatchObject({
		requestId,
		status: 'COMPLETED',
		finished: true,
	});
	expect(elementAt(items, 0).json.lastFrameUrl).toMatch(/last-frame/);
	expect(fileOf(items[0])).toMatchObject({
		mimeType: 'video/mp4',
		fileName: `pixverse-${requestId}.mp4`,
	});
	expectSchema('job', 'get', items);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
});

test('only the URL, another name, another field', async () => {
	node.sandbox.configure({ jobDurationMs: 0 });
	const requestId = await ordered();
	const bare = await node.run(get(requestId, { options: { downloadVideo: false } }));
	expect(elementAt(bare.items, 0).binary).toBeUndefined();
	expect(elementAt(bare.items, 0).json.videoUrl).toMatch(/\.mp4$/);
	const named = await node.run(
		get(requestId, { options: { fileName: 'x', binaryPropertyName: 'clip' } }),
	);
	expect(fileOf(named.items[0], 'clip').fileName).toBe('x.mp4');
});

test('with Wait for Completion it waits', async () => {
	node.sandbox.configure({ jobDurationMs: 600 });
	const requestId = await ordered();
	const { items } = await node.run(get(requestId, { waitForCompletion: true, options: FAST }));
	expect(elementAt(items, 0).json).toMatchObject({
		requestId,
		status: 'COMPLETED',
		finished: true,
	});
	expect(phases().filter((phase) => phase === 'status').length).toBeGreaterThan(1);
});

test.each([false, true])(
	'a failed job is an item, no error (waiting: %s)',
	async (waitForCompletion) => {
		node.sandbox.configure({ jobDurationMs: 0 });
		const requestId = await ordered('[moderated] please');
		const { items, error } = await node.run(get(requestId, { waitForCompletion }));
		expect(error).toBeUndefined();
		expect(elementAt(items, 0).json).toMatchObject({ requestId, status: 'FAILED', finished: true });
		expect(elementAt(items, 0).json.failureReason).toMatch(/content_policy_violation/);
		expect(elementAt(items, 0).json).not.toHaveProperty('error');
		expectSchema('job', 'get', items);
	},
);

test.each(['uuid', 'hex'])(
	'an expired job is found in the history, by an ID as %s',
	async (form) => {
		const requestId = await ordered();
		await finished(requestId);
		node.sandbox.expire(requestId);
		const id = form === 'hex' ? requestId.replace(/-/g, '') : requestId;
		const { items, error } = await node.run(get(id));
		expect(error).toBeUndefined();
		expect(elementAt(items, 0).json).toMatchObject({
			requestId: id,
			model: 'muscle-surge',
			status: 'COMPLETED',
			finished: true,
		});
		expect(elementAt(items, 0).json.cost).toBeGreaterThan(0);
		expect(fileOf(items[0]).mimeType).toBe('video/mp4');
		expectSchema('job', 'get', items);
	},
);

test('an expired failed job tells why', async () => {
	const requestId = await ordered('[fail]');
	await finished(requestId);
	node.sandbox.expire(requestId);
	const { items } = await node.run(get(requestId));
	expect(elementAt(items, 0).json).toMatchObject({
		status: 'FAILED',
		finished: true,
		model: 'muscle-surge',
	});
	expect(elementAt(items, 0).json.failureReason).toMatch(/Internal error/);
});

test('an unknown job says so, and names the ID', async () => {
	const { error } = await node.run(get('0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11'));
	expect(`${error?.message} ${error?.description}`).toMatch(/0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11/);
	expect(error?.description).toMatch(/Get Many/);
});

test.each([['={{ "" }}'], ['../x'], ['a/b'], ['a b'], ['={{ null }}']])(
	'the ID %p is refused',
	async (requestId) => {
		const { error } = await node.run(get(requestId));
		expect(error?.message).toMatch(/^Request ID must be the ID of a job/);
		expect(node.sandbox.requests).toEqual([]);
	},
);

test('jobs of other models keep what they made', async () => {
	node.sandbox.configure({ jobDurationMs: 0 });
	const ids = [
		await ordered('p', 'any-picture'),
		await ordered('say', 'any-words'),
		await ordered(),
	];
	const { items } = await node.run(get('={{ $json.id }}'), {
		items: ids.map((id) => ({ json: { id } })),
	});
	expect(items.map(({ json }) => json.requestId)).toEqual(ids);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(items.map(({ binary }) => binary?.data?.mimeType)).toEqual([
		'image/png',
		undefined,
		'video/mp4',
	]);
	expect(items[1]?.json.output).toMatchObject({ output: 'Sandbox output for: say' });
	expectSchema('job', 'get', items);
});

test('continuing, a wrong ID is one error item', async () => {
	node.sandbox.configure({ jobDurationMs: 0 });
	const id = await ordered();
	const { items } = await node.run(get('={{ $json.id }}'), {
		items: [{ json: { id: 'a/b' } }, { json: { id } }],
		settings: CONTINUE,
	});
	expect(items).toHaveLength(2);
	expect(elementAt(items, 0).json.error).toMatch(/^Request ID must be/);
	expect(items[1]?.json.status).toBe('COMPLETED');
});
