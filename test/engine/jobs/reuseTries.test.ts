// Reuse of equal jobs within an execution, its later tries and its retries: its own orders are its
// own, what it took up stays taken, and a crash alone makes the node look by itself.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { numberedItems, RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { sandbox, prepare, run, sent } = useNode({ jobDurationMs: 30 });

const reusing = (options: INodeParameters = {}, parameters: INodeParameters = {}) =>
	video({ reuseHours: 24, ...options }, parameters);
const submits = () => sandbox.acceptedSubmits().length;

describe('within an execution', () => {
	test("the execution's own orders are never taken up: not by later rounds of a loop", async () => {
		await run(reusing(), { items: numberedItems(1), rounds: 3 });
		expect(submits()).toBe(3);
	});

	test('also where the history names them by other IDs', async () => {
		sandbox.addFault({
			phase: 'historyList',
			kind: 'oddRows',
			fields: { request_id: 'another-id-0000' },
		});
		await run(reusing(), { items: numberedItems(1), rounds: 2 });
		expect(submits()).toBe(2);
	});

	test('what is taken up is picked up again by later tries, and counted by no limit', async () => {
		await run(reusing(), { items: numberedItems(2) });
		sandbox.addFault({ phase: 'download', kind: 'status', status: 503, times: 5 });
		const { items, error } = await run(reusing({ maxVideos: 1 }), {
			items: numberedItems(2),
			settings: RETRY,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(submits()).toBe(2);
	}, 60_000);

	test('an unknown outcome is settled by the row that appeared after it', async () => {
		sandbox.addFault({ phase: 'submit', kind: 'acceptedThenReset', times: 1 });
		const { items, error } = await run(reusing(), { items: numberedItems(1), settings: RETRY });
		expect(error).toBeUndefined();
		expect(submits()).toBe(1);
		expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
	});
});

describe('by itself, in a retried execution that has lost its memory', () => {
	/** A crash: the run that n8n retries has nothing of the node's context. */
	async function crashed(parameters: INodeParameters) {
		await run(parameters, { items: numberedItems(2) });
		const node = prepare(parameters, { items: numberedItems(2) });
		sandbox.addFault({ phase: 'submit', kind: 'status', status: 400, times: 1 });
		const failed = await node.start().promise;
		if (failed.data.executionData) failed.data.executionData.contextData = {};
		return await node.retry(failed);
	}

	test('what was ordered since is taken up', async () => {
		const { items, hints } = summarise(await crashed(video()));
		expect(items.map(({ json }) => json.resumed)).toEqual([true, true]);
		expect(hints.map(({ message }) => message).join()).toContain('to 0');
	});

	test('not with 0', async () => {
		const before = submits();
		const { items } = summarise(await crashed(video({ reuseHours: 0 })));
		expect(items.map(({ json }) => json.resumed)).toEqual([false, false]);
		expect(submits()).toBeGreaterThan(before + 2);
	});

	test('not in a retry that remembers', async () => {
		await run(video(), { items: numberedItems(2) });
		const node = prepare(video({ maxConcurrentJobs: 1 }), { items: numberedItems(2) });
		sandbox.addFault({
			phase: 'result',
			kind: 'noUrl',
			times: 1,
			match: { bodyContains: 'video 0;' },
		});
		const failed = await node.start().promise;
		const { items } = summarise(await node.retry(failed));
		expect(items.map(({ json }) => json.resumed)).toEqual([true, false]);
		expect(sent('historyList')).toHaveLength(0);
	});
});
