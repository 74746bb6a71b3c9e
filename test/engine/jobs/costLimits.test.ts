// Limits in US dollars, and what every limit does on a later try: over items, loop rounds, retries.
// A video of VIDEO is estimated at 0.375 USD, which the sandbox charges, too.
import { describe, expect, test } from '@jest/globals';

import {
	CONTINUE,
	FROM_PICTURE,
	numberedItems,
	pictureItems,
	RETRY,
	video,
} from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const node = useNode();
const { sandbox } = node;

const ordered = () => sandbox.acceptedSubmits().length;

describe('Max Cost', () => {
	test.each([
		[1.125, true],
		[1.124, false],
		[0, false],
	])('of %s with three videos for 1.125', async (maxCost, isAllowed) => {
		const { error, items } = await node.run(video({ maxCost }), { items: numberedItems(3) });
		expect(ordered()).toBe(isAllowed ? 3 : 0);
		if (isAllowed) expect(items).toHaveLength(3);
		else {
			expect(error?.message).toBe(
				`This run would order 3 videos for about 1.13 USD, but Max Cost is ${maxCost} USD`,
			);
			expect(error?.description).toMatch(/^Nothing was sent\. The prices are estimates/);
			expect(sandbox.requests).toEqual([]);
		}
	});

	test('is judged before uploads', async () => {
		const parameters = video({ maxCost: 0.1 }, { ...FROM_PICTURE });
		const { error } = await node.run(parameters, { items: pictureItems(1) });
		expect(error?.message).toMatch(/but Max Cost is 0\.1 USD$/);
		expect(sandbox.requests).toEqual([]);
	});

	test.each([
		[0.75, 2],
		[0.749, 1],
	])('of %s counts over loop rounds: %s videos', async (maxCost, videos) => {
		const { error } = await node.run(video({ maxCost }), { rounds: 3 });
		expect(ordered()).toBe(videos);
		expect(error?.message).toMatch(/1 video for about 0\.38 USD after about 0\.\d+ USD that this/);
		expect(error?.description).not.toContain('Nothing was sent');
		for (const { requestId } of sandbox.acceptedSubmits()) {
			expect(error?.description).toContain(requestId);
		}
	});

	test('does not count what is picked up', async () => {
		sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const { items, error } = await node.run(video({ maxCost: 0.375 }), { settings: RETRY });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(ordered()).toBe(1);
	});

	test('continuing: one error item per input item', async () => {
		const { items } = await node.run(video({ maxCost: 1 }), {
			items: numberedItems(3),
			settings: CONTINUE,
		});
		expect(items.map(({ json }) => json.details?.code)).toEqual(Array(3).fill('max-cost'));
	});

	test('refuses a model whose price nobody knows', async () => {
		const custom = { resource: 'video', operation: 'custom', modelSlug: 'seedream-4', body: '{}' };
		for (const options of [{ maxCost: 100 }, { maxCostPerDay: 100 }]) {
			const { error } = await node.run({ ...custom, options });
			expect(error?.message).toMatch(/^Max Cost.* cannot be judged: the price of this model/);
		}
		expect(ordered()).toBe(0);
	});

	test('the refusal of Max Videos says what they would cost', async () => {
		const { error } = await node.run(video({ maxVideos: 2 }), { items: numberedItems(3) });
		expect(error?.description).toContain('Together they would cost about 1.13 USD (an estimate).');
	});
});

describe('Max Cost per Day', () => {
	const spentOnce = async () => {
		const { items } = await node.run(video(), { items: numberedItems(2) });
		expect(items.map(({ json }) => json.status)).toEqual(['COMPLETED', 'COMPLETED']);
	};

	test.each([
		[1.125, true],
		[1.124, false],
	])('of %s, where 0.75 is spent and 0.375 would follow', async (maxCostPerDay, isAllowed) => {
		await spentOnce();
		const { error } = await node.run(video({ maxCostPerDay }));
		expect(ordered()).toBe(isAllowed ? 3 : 2);
		if (!isAllowed) {
			expect(error?.message).toBe(
				'This run would order 1 video for about 0.38 USD, and the Segmind account would pass Max Cost per Day of 1.124 USD',
			);
			expect(error?.description).toMatch(/^Nothing was sent\. Today \(UTC\).* spent 0\.75 USD/);
		}
	});

	test('counts what is under way by estimate', async () => {
		sandbox.configure({ jobDurationMs: 60_000 });
		await node.run(video({}, { waitForCompletion: false }));
		const refused = await node.run(video({ maxCostPerDay: 0.749 }, { waitForCompletion: false }));
		expect(refused.error?.description).toContain('jobs under way will cost about 0.38 USD');
		const allowed = await node.run(video({ maxCostPerDay: 0.75 }, { waitForCompletion: false }));
		expect(allowed.error).toBeUndefined();
		expect(ordered()).toBe(2);
	});

	test('counts this execution’s own orders that the history does not list yet', async () => {
		sandbox.configure({ jobDurationMs: 60_000 });
		sandbox.addFault({ phase: 'historyList', kind: 'status', status: 200, body: { data: [] } });
		const { error } = await node.run(video({ maxCostPerDay: 0.75 }, { waitForCompletion: false }), {
			rounds: 3,
		});
		expect(ordered()).toBe(2);
		expect(error?.message).toMatch(/would pass Max Cost per Day of 0\.75 USD$/);
	});

	test.each([403, 404])('an answer of %s to the history refuses', async (status) => {
		sandbox.addFault({ phase: 'historyList', kind: 'status', status, body: { error: 'no' } });
		const { error } = await node.run(video({ maxCostPerDay: 100 }));
		expect(ordered()).toBe(0);
		expect(error?.description).toMatch(
			/Nothing was sent\. Max Cost per Day could not be judged\.$/,
		);
	});

	test('is not asked where nothing needs a submit', async () => {
		sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const { items } = await node.run(video({ maxCostPerDay: 0.4 }), { settings: RETRY });
		expect(items).toHaveLength(1);
		expect(node.sent('historyList')).toHaveLength(1);
	});
});

describe('a limit on a later try', () => {
	/** Two videos are paid, the third failed for nothing; the limit comes with the retry. */
	async function retried(
		options: { maxVideos?: number; minimumCredits?: number; maxCost?: number },
		settings = {},
	) {
		const items = numberedItems(3);
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			fails: 'moderated',
			times: 1,
			match: { bodyContains: 'video 2;' },
		});
		const failed = await node.prepare(video({ maxConcurrentJobs: 1 }), { items }).start().promise;
		expect(summarise(failed).error).toBeDefined();
		expect(ordered()).toBe(3);
		const prepared = node.prepare(video({ maxConcurrentJobs: 1, ...options }), { items, settings });
		return summarise(await prepared.retry(failed));
	}

	const paid = () =>
		sandbox
			.acceptedSubmits()
			.slice(0, 2)
			.map(({ requestId }) => String(requestId));

	test.each([
		['max-videos', { maxVideos: 2 }],
		['max-cost', { maxCost: 1 }],
		['minimum-credits', { minimumCredits: 1_000 }],
	])('%s, continuing: delivers what is paid, and refuses the rest', async (code, options) => {
		const { items, error } = await retried(options, CONTINUE);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.details?.code ?? json.status)).toEqual([
			'COMPLETED',
			'COMPLETED',
			code,
		]);
		expect(items.map(({ json }) => json.requestId).slice(0, 2)).toEqual(paid());
		expect(ordered()).toBe(3);
	});

	test.each([{ maxVideos: 2 }, { maxCost: 1 }, { minimumCredits: 1_000 }])(
		'%p, not continuing: names every job that is paid',
		async (options) => {
			const { error } = await retried(options);
			for (const id of paid()) expect(error?.description).toContain(id);
			expect(error?.description).not.toContain('Nothing was sent');
			expect(ordered()).toBe(3);
		},
	);

	test.each([
		['an option out of range', { maxVideos: 0 }],
		['an option whose expression fails', { maxVideos: "={{ $('Nowhere').first().json.limit }}" }],
		['a field out of range', { duration: 9 }],
		['a credential without a key', { apiKey: '' }],
		['a history that cannot be looked into', { reuseHours: 1 }],
	])('nor does %s hide what is paid', async (_, change) => {
		const items = numberedItems(2);
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			fails: 'moderated',
			times: 1,
			match: { bodyContains: 'video 1;' },
		});
		const first = node.prepare(video({ maxConcurrentJobs: 1 }), { items });
		const failed = await first.start().promise;
		expect(summarise(failed).error).toBeDefined();
		sandbox.addFault({ phase: 'historyList', kind: 'status', status: 403 });
		const { apiKey, duration, ...options } = { apiKey: undefined, duration: 5, ...change };
		const later = node.prepare(video(options, { duration }), {
			items,
			...(apiKey === undefined ? {} : { credential: { apiKey } }),
		});
		const { error } = summarise(await later.retry(failed));
		expect(error).toBeDefined();
		expect(error?.description).not.toContain('Nothing was sent');
		expect(error?.description).toContain(sandbox.acceptedSubmits()[0]?.requestId);
	});
});
