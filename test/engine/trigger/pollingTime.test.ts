// The PixVerse Trigger and time: polls that overlap, lists of many pages, slow answers.
import { describe, expect, test } from '@jest/globals';

import { useNode } from '../../support/useNode';
import { idsOf, useTrigger } from '../../support/useTrigger';

const kit = useNode({ jobDurationMs: 0 });
const { active, order } = useTrigger(kit);
const lists = () => kit.sent('historyList');

describe('polls that overlap', () => {
	test('two polls at the same time tell of each job once', async () => {
		const watching = await active();
		const ids = [await order('one'), await order('two')];
		kit.sandbox.addFault({ kind: 'latency', ms: 300, phase: 'historyList' });
		const ends = await Promise.all([watching.poll(), watching.poll(), watching.poll()]);
		expect(ends.flatMap(idsOf)).toEqual(ids);
		expect(idsOf(await watching.poll())).toEqual([]);
	});

	test('triggers of other workflows poll at the same time', async () => {
		const [one, other] = [await active(), await active({ workflowId: 'other' })];
		const id = await order('one');
		kit.sandbox.addFault({ kind: 'latency', ms: 300, phase: 'historyList' });
		const ends = await Promise.all([one.poll(), other.poll()]);
		expect(ends.map(idsOf)).toEqual([[id], [id]]);
	});
});

describe('requests', () => {
	test('a poll without news costs one, also with more jobs than a page holds', async () => {
		const watching = await active();
		for (let n = 0; n < 130; n += 1) await order(`boat ${n}`);
		expect((await watching.poll()).items).toHaveLength(130);
		const before = lists().length;
		await watching.poll();
		await watching.poll();
		expect(lists().length - before).toBe(2);
		expect(lists().every(({ query }) => query.per_page === '100')).toBe(true);
	});

	test('a poll ends within what n8n gives it, and the next goes on', async () => {
		const watching = await active();
		for (let n = 0; n < 130; n += 1) await order(`boat ${n}`);
		kit.sandbox.addFault({ kind: 'latency', ms: 700, phase: 'historyList', times: 2 });
		const short = watching.restarted({ pollBudgetMs: 1_500 });
		const startedMs = Date.now();
		const first = await short.poll();
		expect(Date.now() - startedMs).toBeLessThan(1_500);
		expect(first.items).toHaveLength(100);
		const rest = await short.restarted({ pollBudgetMs: 30_000 }).poll();
		expect(new Set([...idsOf(first), ...idsOf(rest)]).size).toBe(130);
		expect(rest.items).toHaveLength(30);
	});

	test('without an answer in time it counts as down for a while', async () => {
		const watching = await active();
		kit.sandbox.addFault({ kind: 'latency', ms: 5_000, phase: 'historyList' });
		const { error } = await watching.restarted({ pollBudgetMs: 500 }).poll();
		expect(error).toMatchObject({
			message: "Segmind's request history did not come in time",
			failure: { cause: 'temporarily-unavailable' },
		});
	});
});
