// Job > Get Many with files: recovery in one node. A file that is gone costs nobody the list.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf, present, until } from '../../support/assertions';
import { CONTINUE, FAST, RETRY } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { orderedJob } from '../../support/orderedJob';
import { expectSchema } from '../../support/outputSchema';
import type { OutputItem } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, run, sandbox, sent } = useNode({ jobDurationMs: 0 });

const withFiles = (options: INodeParameters = {}, more: INodeParameters = {}): INodeParameters => ({
	resource: 'job',
	operation: 'getMany',
	...more,
	options: { downloadVideo: true, ...options },
});

async function order(...prompts: string[]) {
	for (const prompt of prompts) await orderedJob(sandbox.url, { prompt });
}

const byPrompt = (items: readonly OutputItem[], prompt: string) =>
	present(
		items.find(({ json }) => json.prompt === prompt),
		`job ${prompt}`,
	);

/** The file of the job with this prompt is not on its host any more. */
const gone = (prompt: string, status = 404) =>
	sandbox.addFault({ phase: 'download', kind: 'status', status, match: { bodyContains: prompt } });

test('unset, nothing is downloaded', async () => {
	await order('a boat');
	const { items } = await run({ resource: 'job', operation: 'getMany', options: {} });
	expect(elementAt(items, 0).binary).toBeUndefined();
	expect(sent('download')).toEqual([]);
});

test('each completed job brings its file, the others come as they are', async () => {
	await order('boat 1', '[fail] boat 2', 'boat 3');
	sandbox.configure({ jobDurationMs: 60_000 });
	await order('boat 4');
	const { items, error } = await run(withFiles());
	expect(error).toBeUndefined();
	expectSchema('job', 'getMany', items);
	expect(items.map(({ json }) => json.prompt)).toEqual([
		'boat 4',
		'boat 3',
		'[fail] boat 2',
		'boat 1',
	]);
	for (const prompt of ['boat 1', 'boat 3']) {
		const item = byPrompt(items, prompt);
		const file = fileOf(item);
		expect(file).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
		expect(file.fileName).toBe(`pixverse-${item.json.requestId}.mp4`);
		expect(item.pairedItem).toEqual({ item: 0 });
	}
	for (const prompt of ['[fail] boat 2', 'boat 4']) {
		expect(byPrompt(items, prompt).binary).toBeUndefined();
		expect(byPrompt(items, prompt).json).not.toHaveProperty('downloadError');
	}
	expect(sent('download')).toHaveLength(2);
});

test('in a field of the chosen name, raw records too, without the key', async () => {
	await order('a boat');
	const { items } = await run(withFiles({ binaryPropertyName: 'movie' }, { simplify: false }));
	expect(fileOf(elementAt(items, 0), 'movie').mimeType).toBe('video/mp4');
	expect(elementAt(items, 0).json).toHaveProperty('model_status', 'COMPLETED');
	for (const { headers } of sent('download')) expect(headers).not.toHaveProperty('x-api-key');
});

test('a few at a time, however many there are', async () => {
	await order(...Array.from({ length: 9 }, (_, n) => `boat ${n}`));
	sandbox.addFault({ phase: 'download', kind: 'latency', ms: 300 });
	const started = prepare(withFiles({}, { returnAll: true })).start();
	await until(() => sent('download').length >= 3);
	await new Promise((resolve) => setTimeout(resolve, 60));
	expect(sent('download')).toHaveLength(3);
	const end = await started.promise;
	expect(end.status).toBe('success');
	expect(sent('download')).toHaveLength(9);
});

test('one list for several input items names every file once', async () => {
	await order('a boat');
	const { items } = await run(withFiles(), { items: [{ json: {} }, { json: {} }] });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(new Set(items.map((item) => fileOf(item).fileName)).size).toBe(2);
});

describe('a file that is gone', () => {
	test.each([
		['', {}],
		[', under "continue"', CONTINUE],
		[', with Retry On Fail', RETRY],
	])('leaves its job in the list, with the reason and the address%s', async (_, settings) => {
		await order('boat 1', 'boat 2', 'boat 3');
		gone('boat 2');
		const { items, error, hints } = await run(withFiles(), { settings });
		expect(error).toBeUndefined();
		expectSchema('job', 'getMany', items);
		const lost = byPrompt(items, 'boat 2');
		expect(lost.binary).toBeUndefined();
		expect(lost.json.downloadError).toContain(lost.json.requestId);
		expect(lost.json.downloadError).toContain(lost.json.videoUrl);
		expect(lost.json).not.toHaveProperty('error');
		for (const prompt of ['boat 1', 'boat 3']) fileOf(byPrompt(items, prompt));
		expect(hints.map(({ message }) => message).join()).toContain('1 of 3 files');
		// Its host is believed at once: a list may hold hundreds of old ones.
		expect(sent('download')).toHaveLength(3);
	});

	test.each([403, 410])('by status %d, too', async (status) => {
		await order('a boat');
		gone('a boat', status);
		const { items } = await run(withFiles());
		expect(elementAt(items, 0).json.downloadError).toContain(String(status));
		expect(sent('download')).toHaveLength(1);
	});

	test('a host that stumbles is asked again', async () => {
		await order('a boat');
		sandbox.addFault({ phase: 'download', kind: 'status', status: 503, times: 1 });
		const { items } = await run(withFiles());
		expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
		expect(sent('download')).toHaveLength(2);
	});
});

test.each([
	[{ downloadVideo: '={{ "perhaps" }}' }, /^Download Video must be true or false$/],
	[{ binaryPropertyName: 'constructor' }, /^Output Data Field Name must be a plain name$/],
])('%j is refused before a request', async (options, message) => {
	const { error } = await run(withFiles(options));
	expect(error?.message).toMatch(message);
	expect(sandbox.requests).toEqual([]);
});

test('Stop during the downloads ends the node at once', async () => {
	await order('boat 1', 'boat 2');
	sandbox.addFault({ phase: 'download', kind: 'stall', times: 2 });
	const started = prepare(withFiles(FAST)).start();
	await until(() => sent('download').length > 0);
	const stoppedAt = Date.now();
	started.cancel();
	const end = await started.promise;
	expect(Date.now() - stoppedAt).toBeLessThan(2_000);
	expect(end.status).toBe('canceled');
});
