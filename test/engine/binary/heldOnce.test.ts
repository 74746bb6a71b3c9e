// Where n8n keeps files in memory, they lie within an execution's data. A synchronous answer is the
// only copy of what was paid for: it is held for a later try as long as one may come, and no longer.
import { expect, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { CONTINUE, numberedItems, promptItems, RETRY, video } from '../../support/inputs';
import { summarise, type RunResult } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, run, sandbox, sent } = useNode({ jobDurationMs: 20, binaryMode: 'default' });

const sync = video({ requestMode: 'sync', maxConcurrentJobs: 1 });

/** How often the bytes of an item's file lie in a value, as JSON. */
function copiesIn(value: unknown, item: RunResult['items'][number] | undefined): number {
	return JSON.stringify(value).split(fileOf(item).data).length - 1;
}

test('a video that was handed over lies in the items only', async () => {
	const { items, context, run: execution } = await run(sync, { items: numberedItems(3) });
	for (const item of items) {
		expect(fileOf(item).id).toBeUndefined();
		expect(copiesIn(context, item)).toBe(0);
	}
	const async = await run(video(), { items: numberedItems(3) });
	expect(JSON.stringify(execution.data).length).toBeLessThan(
		JSON.stringify(async.run.data).length * 1.05,
	);
});

test('it is held while a try may follow: of Retry On Fail, under continue', async () => {
	const { items, context } = await run(sync, {
		items: promptItems('[fail]', 'good'),
		settings: { ...RETRY, ...CONTINUE },
	});
	expect(items[0]?.json).toHaveProperty('error');
	expect(items[1]?.json).toMatchObject({ finished: true, resumed: true });
	expect(copiesIn(context, items[1])).toBe(1);
	expect(
		sandbox.acceptedSubmits().filter(({ body }) => JSON.stringify(body).includes('good')),
	).toHaveLength(1);
});

test('and of "Retry execution", which hands it over', async () => {
	sandbox.addFault({
		phase: 'sync',
		kind: 'status',
		status: 406,
		times: 1,
		match: { bodyContains: 'video 1;' },
	});
	const node = prepare(sync, { items: numberedItems(2) });
	const failed = await node.start().promise;
	expect(failed.status).toBe('error');
	const { items, context, error } = summarise(await node.retry(failed));
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.resumed)).toEqual([true, false]);
	expect(sent('sync')).toHaveLength(3);
	for (const item of items) expect(copiesIn(context, item)).toBe(0);
});
