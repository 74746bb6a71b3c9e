// The PixVerse Trigger in n8n's own polling, against the sandbox.
import { beforeEach, describe, expect, test } from '@jest/globals';

import { manualClock, SANDBOX_KEY } from '../../sandbox';
import { loadTriggerSchema, violations } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';
import { idsOf, useTrigger } from '../../support/useTrigger';

const clock = manualClock(Date.now());
const kit = useNode({ clock });
const { trigger, active, order: orderJob } = useTrigger(kit);
const JOB_MS = 60_000;

beforeEach(() => {
	kit.sandbox.configure({ jobDurationMs: 0 });
});

/** Orders a job that ends at once, or after JOB_MS. */
async function order(
	prompt: string,
	{ slug = 'muscle-surge', ends = 'now' } = {},
): Promise<string> {
	kit.sandbox.configure({ jobDurationMs: ends === 'now' ? 0 : JOB_MS });
	const id = await orderJob(prompt, slug);
	clock.advance(1);
	return id;
}

describe('news', () => {
	test('what has ended before the first poll is none; what ends later is, once, oldest first', async () => {
		await order('before');
		const pending = await order('under way', { ends: 'later' });
		const watching = await active();
		const after = await order('after');
		expect(idsOf(await watching.poll())).toEqual([after]);
		const last = await order('last');
		clock.advance(JOB_MS);
		expect(idsOf(await watching.poll())).toEqual([pending, last]);
		expect(idsOf(await watching.poll())).toEqual([]);
	});

	test('an item is its row, with the keys of Job > Get, without a file', async () => {
		const watching = await active({ parameters: { event: 'jobFinished' } });
		await order('red boat');
		await order('[fail] blue boat');
		const { items } = await watching.poll();
		expect(items.map(({ json }) => json)).toEqual([
			{
				requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
				model: 'muscle-surge',
				status: 'COMPLETED',
				finished: true,
				videoUrl: expect.stringMatching(/\.mp4$/),
				cost: expect.any(Number),
				inferenceTime: expect.any(Number),
				createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
				prompt: 'red boat',
				body: { prompt: 'red boat' },
			},
			expect.objectContaining({
				status: 'FAILED',
				finished: true,
				failureReason: expect.stringMatching(/Internal error/),
				prompt: '[fail] blue boat',
			}),
		]);
		for (const { json, binary } of items) {
			expect(violations(loadTriggerSchema(), json)).toEqual([]);
			expect(binary).toBeUndefined();
		}
	});

	test.each([
		['videoFinished', ['good']],
		['jobFailed', ['[fail] bad']],
		['jobFinished', ['good', '[fail] bad']],
	])('%s', async (event, prompts) => {
		const watching = await active({ parameters: { event } });
		await order('good');
		await order('[fail] bad');
		const { items } = await watching.poll();
		expect(items.map(({ json }) => json.prompt)).toEqual(prompts);
	});

	test.each([
		['a list', ['muscle-surge']],
		['a list by expression', '={{ ["muscle-surge"] }}'],
		['comma text', '={{ "warmth-of-jesus-2, Muscle-Surge" }}'],
		['none, which is all of PixVerse', []],
		['every model', ['any']],
	])('models as %s', async (_, models) => {
		const watching = await active({ parameters: { models } });
		const ordered = await order('a');
		const other = await order('b', { slug: 'pixverse-lipsync' });
		const isChosen = models.length === 0 || models.includes('any');
		expect(idsOf(await watching.poll())).toEqual(isChosen ? [ordered, other] : [ordered]);
	});

	test('a change of models or event counts from the next poll', async () => {
		const before = await active({ parameters: { models: ['muscle-surge'] } });
		await order('ended while nobody chose its model', { slug: 'pixverse-lipsync' });
		expect(idsOf(await before.poll())).toEqual([]);
		// As n8n does it when a workflow is saved, but with what this process knows.
		const after = before.restarted({
			staticData: before.live,
			parameters: { models: ['pixverse-lipsync'], event: 'jobFinished' },
		});
		const failed = await order('[fail]', { slug: 'pixverse-lipsync' });
		await order('no longer chosen');
		expect(idsOf(await after.poll())).toEqual([failed]);
	});
});

describe('memory', () => {
	test('a restart goes on with what n8n has saved, however old', async () => {
		const pending = await order('pending', { ends: 'later' });
		const first = await active();
		const one = await order('one');
		expect(idsOf(await first.poll())).toEqual([one]);
		expect(idsOf(await first.poll())).toEqual([]);
		const second = first.restarted();
		const two = await order('two');
		expect(idsOf(await second.poll())).toEqual([two]);
		clock.advance(JOB_MS);
		expect(idsOf(await second.restarted().poll())).toEqual([pending]);
	});

	test('another base URL or credential begins afresh, and so does a rename', async () => {
		const first = await active();
		await order('one');
		await first.poll();
		await order('two');
		const { sandbox } = kit;
		const elsewhere = {
			apiKey: SANDBOX_KEY,
			baseUrl: sandbox.url.replace('127.0.0.1', 'localhost'),
		};
		for (const change of [{ credentialId: '2' }, { credential: elsewhere }, { name: 'New' }]) {
			expect(idsOf(await first.restarted(change).poll())).toEqual([]);
		}
		const sameAddress = { apiKey: SANDBOX_KEY, baseUrl: `${sandbox.url}/v1/` };
		expect(idsOf(await first.restarted({ credential: sameAddress }).poll())).toHaveLength(1);
	});

	test('is plain JSON without the key, and small', async () => {
		const watching = await active();
		for (let n = 0; n < 120; n += 1) await order(`boat ${n}`);
		expect((await watching.poll()).items).toHaveLength(120);
		const saved = watching.saved ?? '';
		expect(saved).not.toContain(SANDBOX_KEY);
		expect(saved.length).toBeLessThan(120 * 60 + 2_000);
	});
});

describe('a history that cannot be read', () => {
	test.each<[number, object | string, string]>([
		[404, {}, 'configuration-invalid'],
		[401, {}, 'credential-invalid'],
		[403, {}, 'configuration-invalid'],
		[405, '<html>', 'configuration-invalid'],
		[418, {}, 'temporarily-unavailable'],
		[206, { data: [] }, 'temporarily-unavailable'],
		[200, { jobs: 'none' }, 'temporarily-unavailable'],
	])('%i %j: the poll fails in clear words, and nothing is lost', async (status, body, cause) => {
		const watching = await active();
		const id = await order('one');
		const { saved, live } = watching;
		kit.sandbox.addFault({ kind: 'status', status, body, phase: 'historyList' });
		const { error, items } = await watching.poll();
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			description: expect.stringMatching(/No job is lost/),
			failure: { cause },
		});
		expect(error?.constructor.name).toMatch(/^Node(Api|Operation)Error$/);
		expect(JSON.stringify(error)).not.toContain(SANDBOX_KEY);
		expect([watching.saved, watching.live]).toEqual([saved, live]);
		kit.sandbox.clearFaults();
		expect(idsOf(await watching.poll())).toEqual([id]);
	});

	test.each([
		[{ event: 'always' }, /^Event must be/],
		[{ models: '={{ "../requests" }}' }, /^Models must be slugs/],
	])('%j is refused before a request', async (parameters, message) => {
		await expect(trigger({ parameters }).activate()).rejects.toThrow(message);
		expect(kit.sandbox.requests).toEqual([]);
	});

	test('a credential without a key says so', async () => {
		const credential = { apiKey: ' ', baseUrl: kit.sandbox.url };
		await expect(trigger({ credential }).activate()).rejects.toThrow(/holds no API key/);
	});
});

describe('Fetch Test Event', () => {
	test('shows the newest job of the chosen kind, and leaves the memory alone', async () => {
		await order('old');
		const newest = await order('new');
		await order('[fail]');
		await order('pending', { ends: 'later' });
		const testing = trigger();
		expect(idsOf(await testing.fetchTestEvent())).toEqual([newest]);
		expect(testing.live).toBe('{}');
	});

	test('says what to do where there is none', async () => {
		await order('good');
		const testing = trigger({ parameters: { event: 'jobFailed' } });
		await expect(testing.fetchTestEvent()).rejects.toMatchObject({
			message: 'There is no failed job of the chosen models in the last 7 days',
			description: expect.stringMatching(/Order a video/),
		});
	});
});
