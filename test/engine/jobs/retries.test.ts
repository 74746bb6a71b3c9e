// Retry On Fail and "Retry execution" in n8n's engine: what is paid is picked up, never bought again.
import { describe, expect, test } from '@jest/globals';

import { fileOf, present } from '../../support/assertions';
import {
	CONTINUE,
	FROM_PICTURE,
	numberedItems,
	pictureItems,
	RETRY,
	video,
} from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { outputsOf, summarise, type OutputItem } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 30 });
const { prepare, run, sandbox, sent } = node;
const noUrlFor = (prompt: string, times: number) =>
	sandbox.addFault({
		phase: 'result',
		kind: 'noUrl',
		times,
		match: { bodyContains: prompt },
	});

/** Output items as a user sees them: in order, each with its own video. */
function expectVideos(items: OutputItem[], count: number) {
	expect(items).toHaveLength(count);
	const jobs = new Map(sandbox.jobs.map((job) => [job.requestId, job]));
	items.forEach((item, index) => {
		expect(item.pairedItem).toEqual({ item: index });
		expect(fileOf(item).mimeType).toBe('video/mp4');
		expect(jobs.get(item.json.requestId ?? '')?.body.prompt).toBe(`video ${index};`);
	});
}

describe('Retry On Fail, item 7 of 10 completed without a URL in the first two tries', () => {
	test('10 accepted submits, 10 videos, all resumed on the third try', async () => {
		noUrlFor('video 6;', 2);
		const { items, error } = await run(video(), { items: numberedItems(10), settings: RETRY });
		expect(error).toBeUndefined();
		expectVideos(items, 10);
		expect(items.map(({ json }) => json.resumed)).toEqual(Array(10).fill(true));
		expect(sandbox.acceptedSubmits()).toHaveLength(10);
		expect(sent('submit')).toHaveLength(10);
	});

	test('the same with pictures: each file is uploaded once', async () => {
		noUrlFor('video 6;', 2);
		const { items, error } = await run(video({}, FROM_PICTURE), {
			items: pictureItems(1, 2, 3, 1, 2, 3, 4, 4, 4, 4),
			settings: RETRY,
		});
		expect(error).toBeUndefined();
		expectVideos(items, 10);
		expect(sandbox.acceptedSubmits()).toHaveLength(10);
		expect(sent('upload')).toHaveLength(4);
	});
});

describe('"Retry execution" of a failed run', () => {
	test('submits nothing that the first execution had paid for', async () => {
		noUrlFor('video 6;', 1);
		const node = prepare(video(), { items: numberedItems(10) });
		const failed = await node.start().promise;
		const { error } = summarise(failed);
		const item7 = present(
			sandbox.jobs.find((job) => job.body.prompt === 'video 6;'),
			'job of item 7',
		);
		expect(error?.message).toContain(item7.requestId);
		expect(error?.context).toMatchObject({ requestId: item7.requestId, itemIndex: 6 });
		expect(error?.description).toContain('Executions > Retry picks up what is paid for');
		for (const job of sandbox.jobs) {
			expect(`${error?.message} ${error?.description}`).toContain(job.requestId);
		}
		const paid = sandbox.acceptedSubmits().length;
		const second = summarise(await node.retry(failed));
		expect(second.error).toBeUndefined();
		expectVideos(second.items, 10);
		expect(sandbox.acceptedSubmits()).toHaveLength(10);
		expect(second.items.filter(({ json }) => json.resumed)).toHaveLength(paid);
	});

	test('does not upload a file again', async () => {
		noUrlFor('video 0;', 1);
		const node = prepare(video({}, FROM_PICTURE), { items: pictureItems(9) });
		const failed = await node.start().promise;
		expect(summarise(failed).error).toBeDefined();
		expectVideos(summarise(await node.retry(failed)).items, 1);
		expect(sent('upload')).toHaveLength(1);
	});

	test('a retry in the other request mode ends what was paid as it began', async () => {
		noUrlFor('video 0;', 1);
		const failed = await prepare(video(), { items: numberedItems(1) }).start().promise;
		const sync = prepare(video({ requestMode: 'sync' }), { items: numberedItems(1) });
		expectVideos(summarise(await sync.retry(failed)).items, 1);
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
	});

	test('a changed prompt is a new job', async () => {
		noUrlFor('video 0;', 1);
		const failed = await prepare(video(), { items: numberedItems(1) }).start().promise;
		const changed = prepare(video({}, { prompt: 'something else' }), { items: numberedItems(1) });
		const { items } = summarise(await changed.retry(failed));
		expect(items[0]?.json.resumed).toBe(false);
		expect(sandbox.jobs.map((job) => job.body.prompt)).toEqual(['video 0;', 'something else']);
	});
});

test('two equal items are two jobs', async () => {
	// One after the other, so that the second could find the first.
	const { items } = await run(video({ maxConcurrentJobs: 1 }), {
		items: [...numberedItems(1), ...numberedItems(1)],
	});
	expect(items).toHaveLength(2);
	expect(new Set(items.map(({ json }) => json.requestId)).size).toBe(2);
});

test('a FAILED job is ordered anew by the next try, and never in the same one', async () => {
	sandbox.addFault({ phase: 'submit', kind: 'job', fails: 'moderated', times: 1 });
	const first = await run(video(), { items: numberedItems(1) });
	expect(first.error?.message).toContain(sandbox.jobs[0]?.requestId);
	expect(first.error?.description).toContain('Nothing was charged');
	expect(sandbox.acceptedSubmits()).toHaveLength(1);

	sandbox.reset();
	sandbox.addFault({ phase: 'submit', kind: 'job', fails: 'moderated', times: 1 });
	const { items } = await run(video(), { items: numberedItems(1), settings: RETRY });
	expect(sandbox.acceptedSubmits()).toHaveLength(2);
	expect(items[0]?.json).toMatchObject({
		requestId: sandbox.jobs[1]?.requestId,
		resumed: false,
	});
});

test('an expired job is found through the history, and not bought again', async () => {
	noUrlFor('video 0;', 1);
	const node = prepare(video(), { items: numberedItems(1) });
	const failed = await node.start().promise;
	const { requestId } = elementAt(sandbox.jobs, 0);
	sandbox.expire(requestId);
	const { items } = summarise(await node.retry(failed));
	expect(items[0]?.json).toMatchObject({ requestId, resumed: true, status: 'COMPLETED' });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
	expect(sent('history')).toHaveLength(1);
});

test('a passed deadline says what to do, and the retry polls on', async () => {
	sandbox.configure({ jobDurationMs: 700 });
	const node = prepare(video({ timeout: 0.005 }), { items: numberedItems(1) });
	const failed = await node.start().promise;
	const { error } = summarise(failed);
	const { requestId } = elementAt(sandbox.jobs, 0);
	expect(error?.message).toMatch(
		new RegExp(`not ready after .* min \\(job ${requestId}, last state (QUEUED|PROCESSING)\\)`),
	);
	expect(error?.description).toMatch(/Job > Get/);
	expect(error?.description).toMatch(/retry this execution/);
	const longer = prepare(video(), { items: numberedItems(1) });
	const { items } = summarise(await longer.retry(failed));
	expect(items[0]?.json).toMatchObject({ requestId, resumed: true });
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test('with "continue", the first item failing makes the engine try again, and nothing is paid twice', async () => {
	noUrlFor('video 0;', 2);
	const { items } = await run(video(), {
		items: numberedItems(3),
		settings: { ...RETRY, ...CONTINUE },
	});
	expectVideos(items, 3);
	expect(sandbox.acceptedSubmits()).toHaveLength(3);
});

test('a loop round is fresh, though its items are the same', async () => {
	const result = await run(video({}, { prompt: 'the same' }), {
		items: numberedItems(1),
		rounds: 3,
	});
	expect(result.error).toBeUndefined();
	const rounds = outputsOf(result.run, 'PixVerse');
	const ids = rounds.map(([main]) => main?.[0]?.json.requestId);
	expect(new Set(ids).size).toBe(3);
	expect(sandbox.jobs.map(({ requestId }) => requestId)).toEqual(ids);
});
