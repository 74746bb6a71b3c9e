// Retry On Fail and "Retry execution" in n8n's engine: what is paid is picked up, never bought again.
const { useSandbox, RETRY, CONTINUE, numbered, pictureItems, summarise } = require('./setup');

const world = useSandbox();
const noUrlFor = (prompt, times) =>
	world.sandbox.addFault({
		phase: 'result',
		kind: 'noUrl',
		times,
		match: { bodyContains: prompt },
	});

/** Output items as a user sees them: in order, each with its own video. */
function expectVideos(items, count) {
	expect(items).toHaveLength(count);
	const jobs = new Map(world.sandbox.jobs.map((job) => [job.requestId, job]));
	items.forEach((item, index) => {
		expect(item.pairedItem).toEqual({ item: index });
		expect(item.binary.data.mimeType).toBe('video/mp4');
		expect(jobs.get(item.json.requestId).body.prompt).toBe(`video ${index};`);
	});
}

describe('Retry On Fail, item 7 of 10 completed without a URL in the first two tries', () => {
	test('10 accepted submits, 10 videos, all resumed on the third try', async () => {
		noUrlFor('video 6;', 2);
		const { items, error } = await world.run({ items: numbered(10), settings: RETRY });
		expect(error).toBeUndefined();
		expectVideos(items, 10);
		expect(items.map(({ json }) => json.resumed)).toEqual(Array(10).fill(true));
		expect(world.sandbox.acceptedSubmits()).toHaveLength(10);
		expect(world.sent('submit')).toHaveLength(10);
	});

	test('the same with pictures: each file is uploaded once', async () => {
		noUrlFor('video 6;', 2);
		const { items, error } = await world.run({
			items: pictureItems(world, [1, 2, 3, 1, 2, 3, 4, 4, 4, 4]),
			settings: RETRY,
			parameters: {
				operation: 'imageToVideo',
				imageSource: 'binary',
				imageBinaryProperty: 'data',
			},
		});
		expect(error).toBeUndefined();
		expectVideos(items, 10);
		expect(world.sandbox.acceptedSubmits()).toHaveLength(10);
		expect(world.sent('upload')).toHaveLength(4);
	});
});

describe('"Retry execution" of a failed run', () => {
	test('submits nothing that the first execution had paid for', async () => {
		noUrlFor('video 6;', 1);
		const node = world.prepare({ items: numbered(10) });
		const failed = await node.start().promise;
		const { error } = summarise(failed);
		const item7 = world.sandbox.jobs.find((job) => job.body.prompt === 'video 6;');
		expect(error.message).toContain(item7.requestId);
		expect(error.context).toMatchObject({ requestId: item7.requestId, itemIndex: 6 });
		expect(error.description).toContain('Executions > Retry picks up what is paid for');
		for (const job of world.sandbox.jobs) {
			expect(`${error.message} ${error.description}`).toContain(job.requestId);
		}
		const paid = world.sandbox.acceptedSubmits().length;
		const second = summarise(await node.retry(failed));
		expect(second.error).toBeUndefined();
		expectVideos(second.items, 10);
		expect(world.sandbox.acceptedSubmits()).toHaveLength(10);
		expect(second.items.filter(({ json }) => json.resumed)).toHaveLength(paid);
	});

	test('does not upload a file again', async () => {
		noUrlFor('video 0;', 1);
		const node = world.prepare({
			items: pictureItems(world, [9]),
			parameters: {
				operation: 'imageToVideo',
				imageSource: 'binary',
				imageBinaryProperty: 'data',
			},
		});
		const failed = await node.start().promise;
		expect(summarise(failed).error).toBeDefined();
		expectVideos(summarise(await node.retry(failed)).items, 1);
		expect(world.sent('upload')).toHaveLength(1);
	});

	test('a retry in the other request mode ends what was paid as it began', async () => {
		noUrlFor('video 0;', 1);
		const failed = await world.prepare().start().promise;
		const sync = world.prepare({ options: { requestMode: 'sync' } });
		expectVideos(summarise(await sync.retry(failed)).items, 1);
		expect(world.sandbox.acceptedSubmits()).toHaveLength(1);
	});

	test('a changed prompt is a new job', async () => {
		noUrlFor('video 0;', 1);
		const failed = await world.prepare().start().promise;
		const changed = world.prepare({ parameters: { prompt: 'something else' } });
		const { items } = summarise(await changed.retry(failed));
		expect(items[0].json.resumed).toBe(false);
		expect(world.sandbox.jobs.map((job) => job.body.prompt)).toEqual([
			'video 0;',
			'something else',
		]);
	});
});

test('two equal items are two jobs', async () => {
	const { items } = await world.run({ items: [numbered(1)[0], numbered(1)[0]] });
	expect(items).toHaveLength(2);
	expect(new Set(items.map(({ json }) => json.requestId)).size).toBe(2);
});

test('a FAILED job is ordered anew by the next try, and never in the same one', async () => {
	world.sandbox.addFault({ phase: 'submit', kind: 'job', fails: 'moderated', times: 1 });
	const first = await world.run();
	expect(first.error.message).toContain(world.sandbox.jobs[0].requestId);
	expect(first.error.description).toContain('Nothing was charged');
	expect(world.sandbox.acceptedSubmits()).toHaveLength(1);

	world.sandbox.reset();
	world.sandbox.addFault({ phase: 'submit', kind: 'job', fails: 'moderated', times: 1 });
	const { items } = await world.run({ settings: RETRY });
	expect(world.sandbox.acceptedSubmits()).toHaveLength(2);
	expect(items[0].json).toMatchObject({
		requestId: world.sandbox.jobs[1].requestId,
		resumed: false,
	});
});

test('an expired job is found through the history, and not bought again', async () => {
	noUrlFor('video 0;', 1);
	const node = world.prepare();
	const failed = await node.start().promise;
	const [{ requestId }] = world.sandbox.jobs;
	world.sandbox.expire(requestId);
	const { items } = summarise(await node.retry(failed));
	expect(items[0].json).toMatchObject({ requestId, resumed: true, status: 'COMPLETED' });
	expect(items[0].binary.data.mimeType).toBe('video/mp4');
	expect(world.sandbox.acceptedSubmits()).toHaveLength(1);
	expect(world.sent('history')).toHaveLength(1);
});

test('a passed deadline says what to do, and the retry polls on', async () => {
	world.sandbox.configure({ jobDurationMs: 700 });
	const node = world.prepare({ options: { timeout: 0.005 } });
	const failed = await node.start().promise;
	const { error } = summarise(failed);
	const [{ requestId }] = world.sandbox.jobs;
	expect(error.message).toMatch(
		new RegExp(`not ready after .* min \\(job ${requestId}, last state (QUEUED|PROCESSING)\\)`),
	);
	expect(error.description).toMatch(/Job > Get/);
	expect(error.description).toMatch(/retry this execution/);
	const longer = world.prepare();
	const { items } = summarise(await longer.retry(failed));
	expect(items[0].json).toMatchObject({ requestId, resumed: true });
	expect(world.sandbox.acceptedSubmits()).toHaveLength(1);
});

test('with "continue", the first item failing makes the engine try again, and nothing is paid twice', async () => {
	noUrlFor('video 0;', 2);
	const { items } = await world.run({
		items: numbered(3),
		settings: { ...RETRY, ...CONTINUE },
	});
	expectVideos(items, 3);
	expect(world.sandbox.acceptedSubmits()).toHaveLength(3);
});

test('a loop round is fresh, though its items are the same', async () => {
	const { run, error } = await world.run({ rounds: 3, parameters: { prompt: 'the same' } });
	expect(error).toBeUndefined();
	const rounds = run.data.resultData.runData.PixVerse;
	const ids = rounds.map((round) => round.data.main[0][0].json.requestId);
	expect(new Set(ids).size).toBe(3);
	expect(world.sandbox.jobs.map(({ requestId }) => requestId)).toEqual(ids);
});
