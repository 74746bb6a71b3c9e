// What this execution has paid for stands in its errors as a list, for error workflows; and orders
// of which nobody knows what became of them are told beside it.
import { describe, expect, test } from '@jest/globals';

import { recordOf } from '../../support/assertions';
import { CONTINUE, numberedItems, promptItems, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, run, sandbox } = useNode({ jobDurationMs: 30 });

const acceptedIds = () => sandbox.jobs.map(({ requestId }) => requestId);

/** What n8n hands to an error workflow. */
const inErrorWorkflow = (error: unknown) =>
	recordOf(recordOf(JSON.parse(JSON.stringify(error))).context);

test('one of several items fails: the others are listed, the failed one is not', async () => {
	const items = promptItems('boat 0', 'boat 1', '[fail] boat 2');
	const { error } = await run(video({ maxConcurrentJobs: 1 }), { items });
	const [first, second, failed] = acceptedIds();
	expect(inErrorWorkflow(error)).toMatchObject({
		requestId: failed,
		acceptedRequestIds: [first, second],
	});
	for (const id of [first, second]) expect(error?.description).toContain(id);
});

test('nothing else was ordered: no list', async () => {
	const { error } = await run(video(), { items: promptItems('[fail] boat') });
	expect(inErrorWorkflow(error)).not.toHaveProperty('acceptedRequestIds');
});

describe('a refusal of the whole run on a later try', () => {
	async function failedRun() {
		sandbox.addFault({
			phase: 'result',
			kind: 'noUrl',
			times: 1,
			match: { bodyContains: 'video 1;' },
		});
		const failed = await prepare(video({ maxConcurrentJobs: 1 }), {
			items: numberedItems(3),
		}).start().promise;
		expect(sandbox.jobs).toHaveLength(2);
		return failed;
	}

	test.each([
		['a ceiling', video({ maxVideos: 2 })],
		['a field', video({}, { quality: 'huge' })],
		['an option', video({ timeout: 'soon' })],
	])('%s: all that is paid is listed', async (_, parameters) => {
		const failed = await failedRun();
		const { error } = summarise(
			await prepare(parameters, { items: numberedItems(3) }).retry(failed),
		);
		expect(inErrorWorkflow(error).acceptedRequestIds).toEqual(acceptedIds());
	});

	test('under "continue" in the details of each item that it stops', async () => {
		const failed = await failedRun();
		const { items } = summarise(
			await prepare(video({ maxVideos: 2 }), {
				items: numberedItems(3),
				settings: CONTINUE,
			}).retry(failed),
		);
		expect(items.slice(0, 2).map(({ json }) => json.requestId)).toEqual(acceptedIds());
		expect(elementAt(items, 2).json.details).toMatchObject({
			code: 'max-videos',
			acceptedRequestIds: acceptedIds(),
		});
	});
});

describe('an order with an unknown outcome beside the one that failed', () => {
	const slow = (prompt: string, ms: number) =>
		sandbox.addFault({ phase: 'submit', kind: 'latency', ms, match: { bodyContains: prompt } });
	const lost = (prompt: string) =>
		sandbox.addFault({
			phase: 'submit',
			kind: 'acceptedThen504',
			match: { bodyContains: prompt },
		});
	const refused = (prompt: string) =>
		sandbox.addFault({
			phase: 'submit',
			kind: 'status',
			status: 406,
			match: { bodyContains: prompt },
		});

	test('is told', async () => {
		for (const prompt of ['video 1;', 'video 2;']) {
			slow(prompt, 600);
			lost(prompt);
		}
		slow('video 0;', 200);
		refused('video 0;');
		const { error } = await run(video(), { items: numberedItems(3) });
		expect(sandbox.jobs).toHaveLength(2);
		expect(error?.message).toContain('refused');
		expect(error?.description).toContain('2 other orders of this run have an unknown outcome');
		expect(error?.description).toContain('Job > Get Many');
	});

	test('is told beside the IDs that are known', async () => {
		slow('video 1;', 600);
		lost('video 1;');
		slow('video 2;', 200);
		refused('video 2;');
		sandbox.configure({ jobDurationMs: 60_000 });
		const { error } = await run(video(), { items: numberedItems(3) });
		const known = elementAt(acceptedIds(), 0);
		expect(error?.description).toContain(known);
		expect(error?.description).toContain('1 other order of this run has an unknown outcome');
		expect(inErrorWorkflow(error).acceptedRequestIds).toEqual([known]);
	});
});
