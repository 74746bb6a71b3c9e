// Limits that a user sets, and what a run says of itself.
const { useSandbox, RETRY, CONTINUE, numbered, pictureItems, summarise } = require('./setup');

const world = useSandbox();

describe('Max Videos', () => {
	test('refuses before anything is sent', async () => {
		const { error } = await world.run({ items: numbered(4), options: { maxVideos: 3 } });
		expect(error.message).toBe('This run would order 4 videos, but Max Videos is 3');
		expect(error.description).toContain('Nothing was sent');
		expect(world.sandbox.requests).toEqual([]);
	});

	test('continuing: one error item per input item', async () => {
		const given = { items: numbered(4), options: { maxVideos: 3 }, settings: CONTINUE };
		const { items } = await world.run(given);
		expect(items.map(({ pairedItem }) => pairedItem.item)).toEqual([0, 1, 2, 3]);
		expect(new Set(items.map(({ json }) => json.details.code))).toEqual(new Set(['max-videos']));
		expect(world.sandbox.requests).toEqual([]);
	});

	test('counts over loop rounds', async () => {
		const { error } = await world.run({
			rounds: 3,
			parameters: { prompt: 'the same' },
			options: { maxVideos: 2 },
		});
		expect(error.message).toBe(
			'This run would order 1 video after 2 that this execution has ordered already, but Max Videos is 2',
		);
		expect(world.sandbox.acceptedSubmits()).toHaveLength(2);
	});

	test('does not count what is picked up, nor what is only a dry run', async () => {
		world.sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const given = { items: numbered(3), options: { maxVideos: 3 }, settings: RETRY };
		expect((await world.run(given)).items).toHaveLength(3);
		const dry = await world.run({ items: numbered(3), options: { maxVideos: 1, dryRun: 'always' } });
		expect(dry.items.map(({ json }) => json.dryRun)).toEqual(Array(3).fill(true));
	});
});

describe('Stop If Credits Are Below', () => {
	test('refuses before uploads, with the word that n8n has for it', async () => {
		world.sandbox.configure({ credits: 2 });
		const { error } = await world.run({
			items: pictureItems(world, [1]),
			parameters: { operation: 'imageToVideo', imageSource: 'binary', imageBinaryProperty: 'data' },
			options: { minimumCredits: 5 },
		});
		expect(error.message).toContain('2 credits left');
		expect(error.failure).toMatchObject({ cause: 'quota-exhausted' });
		expect(world.sandbox.requests.map(({ phase }) => phase)).toEqual(['credits']);
	});

	test('continuing: one error item per input item', async () => {
		world.sandbox.configure({ credits: 2 });
		const options = { minimumCredits: 5 };
		const { items } = await world.run({ items: numbered(2), settings: CONTINUE, options });
		expect(items.map(({ json }) => json.details.code)).toEqual(Array(2).fill('minimum-credits'));
	});

	test('is not asked for jobs that are picked up, nor in a dry run', async () => {
		world.sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const node = world.prepare({ options: { minimumCredits: 5 } });
		const failed = await node.start().promise;
		world.sandbox.configure({ credits: 0 });
		expect(summarise(await node.retry(failed)).items).toHaveLength(1);
		expect(world.sent('credits')).toHaveLength(1);
		await world.run({ options: { minimumCredits: 5, dryRun: 'always' } });
		expect(world.sent('credits')).toHaveLength(1);
	});
});

describe('the summary of a run', () => {
	test('videos, cost and credits left; and, run by hand, what executing it again means', async () => {
		const { hints } = await world.run({ items: numbered(2) });
		expect(hints).toHaveLength(1);
		expect(hints[0].message).toMatch(/^2 videos made\. Cost: 0\.75 USD\. Credits left: 99\.25\./);
		expect(hints[0].message).toMatch(/again orders new videos; Job > Get fetches/);
	});

	test('what was picked up costs nothing', async () => {
		world.sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const { hints } = await world.run({ settings: RETRY, mode: 'trigger' });
		expect(hints[0].message).toMatch(/^1 video made\. 1 of them picked up .* not paid again\./);
		expect(hints[0].message).not.toMatch(/Cost|Executing/);
	});
});
