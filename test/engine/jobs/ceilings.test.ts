// Limits that a user sets, and what a run says of itself.
import { describe, expect, test } from '@jest/globals';

import { failureOf, inputIndexOf } from '../../support/assertions';
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

const node = useNode({ jobDurationMs: 30 });
const { prepare, run, sandbox, sent } = node;

describe('Max Videos', () => {
	test('refuses before anything is sent', async () => {
		const { error } = await run(video({ maxVideos: 3 }), { items: numberedItems(4) });
		expect(error?.message).toBe('This run would order 4 videos, but Max Videos is 3');
		expect(error?.description).toContain('Nothing was sent');
		expect(sandbox.requests).toEqual([]);
	});

	test('continuing: one error item per input item', async () => {
		const { items } = await run(video({ maxVideos: 3 }), {
			items: numberedItems(4),
			settings: CONTINUE,
		});
		expect(items.map(inputIndexOf)).toEqual([0, 1, 2, 3]);
		expect(new Set(items.map(({ json }) => json.details?.code))).toEqual(new Set(['max-videos']));
		expect(sandbox.requests).toEqual([]);
	});

	test('counts over loop rounds', async () => {
		const { error } = await run(video({ maxVideos: 2 }, { prompt: 'the same' }), {
			items: numberedItems(1),
			rounds: 3,
		});
		expect(error?.message).toBe(
			'This run would order 1 video after 2 that this execution has ordered already, but Max Videos is 2',
		);
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
	});

	test('does not count what is picked up, nor what is only a dry run', async () => {
		sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const options = video({ maxVideos: 3 });
		const made = await run(options, { items: numberedItems(3), settings: RETRY });
		expect(made.items).toHaveLength(3);
		const dry = await run(video({ maxVideos: 1, dryRun: 'always' }), { items: numberedItems(3) });
		expect(dry.items.map(({ json }) => json['dryRun'])).toEqual(Array(3).fill(true));
	});
});

describe('Stop If Credits Are Below', () => {
	test('refuses before uploads, with the word that n8n has for it', async () => {
		sandbox.configure({ credits: 2 });
		const { error } = await run(video({ minimumCredits: 5 }, FROM_PICTURE), {
			items: pictureItems(1),
		});
		expect(error?.message).toContain('2 credits left');
		expect(failureOf(error)).toMatchObject({ cause: 'quota-exhausted' });
		expect(sandbox.requests.map(({ phase }) => phase)).toEqual(['credits']);
	});

	test('continuing: one error item per input item', async () => {
		sandbox.configure({ credits: 2 });
		const options = { minimumCredits: 5 };
		const { items } = await run(video(options), { items: numberedItems(2), settings: CONTINUE });
		expect(items.map(({ json }) => json.details?.code)).toEqual(Array(2).fill('minimum-credits'));
	});

	test('is not asked for jobs that are picked up, nor in a dry run', async () => {
		sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const node = prepare(video({ minimumCredits: 5 }), { items: numberedItems(1) });
		const failed = await node.start().promise;
		sandbox.configure({ credits: 0 });
		expect(summarise(await node.retry(failed)).items).toHaveLength(1);
		expect(sent('credits')).toHaveLength(1);
		await run(video({ minimumCredits: 5, dryRun: 'always' }), { items: numberedItems(1) });
		expect(sent('credits')).toHaveLength(1);
	});
});

describe('the summary of a run', () => {
	test('videos, cost and credits left; and, run by hand, what executing it again means', async () => {
		const { hints } = await run(video(), { items: numberedItems(2) });
		expect(hints).toHaveLength(1);
		expect(hints[0]?.message).toMatch(/^2 videos made\. Cost: 0\.75 USD\. Credits left: 99\.25\./);
		expect(hints[0]?.message).toMatch(/again orders new videos; Job > Get fetches/);
	});

	test('what was picked up costs nothing', async () => {
		sandbox.addFault({ phase: 'result', kind: 'noUrl', times: 1 });
		const { hints } = await run(video(), {
			items: numberedItems(1),
			settings: RETRY,
			mode: 'trigger',
		});
		expect(hints[0]?.message).toMatch(/^1 video made\. 1 of them picked up .* not paid again\./);
		expect(hints[0]?.message).not.toMatch(/Cost|Executing/);
	});
});
