// Reuse of equal jobs (the long memory): what the request history knows is taken up instead of
// ordered, one job for one item, and nothing is sent where the history cannot be read.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { CONTINUE, FROM_PICTURE, numberedItems, pictureItems, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const { sandbox, run, sent } = useNode({ jobDurationMs: 30 });

const reusing = (options: INodeParameters = {}, parameters: INodeParameters = {}) =>
	video({ reuseHours: 24, ...options }, parameters);
const submits = () => sandbox.acceptedSubmits().length;

/** What the first of numbered items orders. */
const BODY = {
	prompt: 'video 0;',
	aspect_ratio: '16:9',
	duration: 5,
	quality: '540p',
	motion_mode: 'normal',
};

describe('run again', () => {
	test('without it everything is ordered anew', async () => {
		for (let runs = 0; runs < 2; runs += 1) await run(video(), { items: numberedItems(2) });
		expect(submits()).toBe(4);
	});

	test('with it nothing is ordered, and the videos come', async () => {
		const first = await run(reusing(), { items: numberedItems(2) });
		const second = await run(reusing(), { items: numberedItems(2) });
		expect(submits()).toBe(2);
		expect(second.items.map(({ json }) => json.videoUrl)).toEqual(
			first.items.map(({ json }) => json.videoUrl),
		);
		expect(second.items.map(({ json }) => json.resumed)).toEqual([true, true]);
		expect(second.items.map((item) => fileOf(item).mimeType)).toEqual(Array(2).fill('video/mp4'));
		expect(second.hints.map(({ message }) => message).join()).toContain('2 equal jobs');
	});

	test('one job serves one item: of three equal items two are ordered', async () => {
		await run(reusing(), { items: numberedItems(1) });
		const items = [...numberedItems(1), ...numberedItems(1), ...numberedItems(1)];
		const second = await run(reusing(), { items });
		expect(submits()).toBe(3);
		expect(second.items.map(({ json }) => json.resumed)).toEqual([true, false, false]);
		expect(new Set(second.items.map(({ json }) => json.requestId)).size).toBe(3);
	});

	test('a job under way is followed', async () => {
		sandbox.configure({ jobDurationMs: 400 });
		await run(reusing({}, { waitForCompletion: false }), { items: numberedItems(1) });
		const { items } = await run(reusing(), { items: numberedItems(1) });
		expect(submits()).toBe(1);
		expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
	});

	test('not waited for, it says what the row says', async () => {
		await run(reusing(), { items: numberedItems(1) });
		const { items } = await run(reusing({}, { waitForCompletion: false }), {
			items: numberedItems(1),
		});
		expect(submits()).toBe(1);
		expect(elementAt(items, 0).json).toMatchObject({ finished: true, resumed: true });
	});

	test('under way and not waited for, too', async () => {
		const [id] = sandbox.addHistory([
			{ model: 'pixverse-4.5-video', status: 'PENDING', body: { ...BODY } },
		]);
		const { items } = await run(reusing({}, { waitForCompletion: false }), {
			items: numberedItems(1),
		});
		expect(submits()).toBe(0);
		expect(elementAt(items, 0).json).toEqual({
			requestId: id?.replaceAll('-', ''),
			model: 'pixverse-4.5-video',
			status: 'PENDING',
			finished: false,
			resumed: true,
		});
	});

	test.each<[string, INodeParameters]>([
		['another prompt', { prompt: 'another one' }],
		['another quality', { quality: '720p' }],
		['a field more', { additionalFields: { seed: 7 } }],
	])('%s is ordered', async (_, changed) => {
		await run(reusing(), { items: numberedItems(1) });
		await run(reusing({}, changed), { items: numberedItems(1) });
		expect(submits()).toBe(2);
	});

	test('in sync mode it is followed, too', async () => {
		await run(reusing(), { items: numberedItems(1) });
		const { items } = await run(reusing({ requestMode: 'sync' }), { items: numberedItems(1) });
		expect(submits()).toBe(1);
		expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
	});

	test('a failed job is never taken up', async () => {
		await run(reusing({}, { prompt: '[fail] a boat' }));
		const { error } = await run(reusing({}, { prompt: '[fail] a boat' }));
		expect(submits()).toBe(2);
		expect(error?.message).toContain('could not make the video');
	});
});

describe('files', () => {
	const fromPicture = reusing({}, FROM_PICTURE);

	test('are equal by their bytes, and not uploaded', async () => {
		await run(fromPicture, { items: pictureItems(1) });
		const { items } = await run(fromPicture, { items: pictureItems(1) });
		expect(submits()).toBe(1);
		expect(sent('upload')).toHaveLength(1);
		expect(elementAt(items, 0).json.resumed).toBe(true);
		expect(sent('asset').map(({ key }) => key)).toEqual(['none']);
	});

	test('with other bytes are another order', async () => {
		await run(fromPicture, { items: pictureItems(1) });
		await run(fromPicture, { items: pictureItems(2) });
		expect(submits()).toBe(2);
	});

	test.each([403, 404, 410])('answered with %i they are another order', async (status) => {
		await run(fromPicture, { items: pictureItems(1) });
		sandbox.addFault({ phase: 'asset', kind: 'status', status });
		await run(fromPicture, { items: pictureItems(1) });
		expect(submits()).toBe(2);
	});

	test('that cannot be read: nothing is sent', async () => {
		await run(fromPicture, { items: pictureItems(1) });
		sandbox.addFault({ phase: 'asset', kind: 'status', status: 500 });
		const { error } = await run(fromPicture, { items: pictureItems(1) });
		expect(submits()).toBe(1);
		expect(error?.description).toContain('Reuse Equal Jobs');
	});
});

describe('the history', () => {
	test.each([201, 206, 404, 500])(
		'answered with %i: nothing is sent, and the words say how to go on',
		async (status) => {
			const body = { data: [], page: 1, total_pages: 1 };
			sandbox.addFault({ phase: 'historyList', kind: 'status', status, body });
			const { error } = await run(reusing(), { items: numberedItems(2) });
			expect(submits()).toBe(0);
			expect(error?.description).toContain('Reuse Equal Jobs (Hours) to 0');
		},
		60_000,
	);

	test('unreadable under continue: each item says so', async () => {
		sandbox.addFault({ phase: 'historyList', kind: 'status', status: 404 });
		const { items, error } = await run(reusing(), { items: numberedItems(2), settings: CONTINUE });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => typeof json.error)).toEqual(['string', 'string']);
		expect(submits()).toBe(0);
	});

	test('is read once for all items, and not at all where it is off', async () => {
		await run(reusing(), { items: numberedItems(5) });
		expect(sent('historyList').length).toBeLessThanOrEqual(2);
		sandbox.reset();
		await run(reusing({ reuseHours: 0 }), { items: numberedItems(5) });
		expect(sent('historyList')).toHaveLength(0);
	});

	test("a teammate's video is delivered from its row, although a call by ID answers 404", async () => {
		sandbox.addHistory([
			{
				model: 'pixverse-4.5-video',
				teammate: 'colleague@example.com',
				agoMs: 3_600_000,
				body: { ...BODY, duration: '5', negative_prompt: '', seed: null },
			},
		]);
		const { items } = await run(reusing(), { items: numberedItems(1) });
		expect(submits()).toBe(0);
		expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
	});

	test('in the place of one that is gone another equal one is taken, and nothing ordered', async () => {
		await run(video(), { items: [...numberedItems(1), ...numberedItems(1)] });
		const gone = elementAt(sandbox.jobs, 0).requestId.replaceAll('-', '');
		sandbox.addFault({ phase: 'download', kind: 'status', status: 404, times: 1 });
		const { items } = await run(reusing(), { items: numberedItems(1) });
		expect(submits()).toBe(2);
		expect(elementAt(items, 0).json).toMatchObject({ resumed: true });
		expect(elementAt(items, 0).json.requestId).not.toBe(gone);
	});

	test('a file that is gone is let go, and ordered', async () => {
		await run(reusing(), { items: numberedItems(1) });
		sandbox.addFault({ phase: 'download', kind: 'status', status: 404, times: 1 });
		const { items } = await run(reusing(), { items: numberedItems(1) });
		expect(submits()).toBe(2);
		expect(elementAt(items, 0).json.resumed).toBe(false);
	});

	test('a file that is gone is not ordered past a limit', async () => {
		await run(reusing(), { items: numberedItems(1) });
		sandbox.addFault({ phase: 'download', kind: 'status', status: 404, times: 1 });
		// The second item is new, and all that may be ordered.
		const { items } = await run(reusing({ maxVideos: 1 }), {
			items: numberedItems(2),
			settings: CONTINUE,
		});
		expect(submits()).toBe(2);
		expect(elementAt(items, 0).json.details?.code).toBe('max-videos');
		expect(elementAt(items, 1).json.status).toBe('COMPLETED');
	});
});
