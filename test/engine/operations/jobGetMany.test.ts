// Job > Get Many: the account's history, where a job that "may have been accepted" is found again.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { manualClock } from '../../sandbox';
import { elementAt } from '../../support/lists';
import { orderedJob } from '../../support/orderedJob';
import { expectSchema } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';

const DAY_MS = 86_400_000;
const clock = manualClock(Date.now());
const node = useNode({ clock, jobDurationMs: 0 });

const getMany = (more: INodeParameters = {}) => ({
	resource: 'job',
	operation: 'getMany',
	...more,
});
const ALL = { returnAll: true };

async function order(prompt: string | object, slug?: string) {
	const body = typeof prompt === 'string' ? { prompt } : prompt;
	const requestId = await orderedJob(node.sandbox.url, body, slug);
	clock.advance(1);
	return requestId.replace(/-/g, '');
}

/** The manual clock has gone on; the node's own has not. */
const listed = () => node.sandbox.requests.filter(({ phase }) => phase === 'historyList');

test('an item per job, newest first, with what a person knows it by', async () => {
	await order('red boat');
	await order({ face: 'https://example.com/a.png' }, 'warmth-of-jesus');
	await order('[fail] blue boat');
	const { items, error } = await node.run(getMany());
	expect(error).toBeUndefined();
	expectSchema('job', 'getMany', items);
	const [failed, other, red] = items.map(({ json }) => json);
	expect(red).toMatchObject({
		model: 'muscle-surge',
		status: 'COMPLETED',
		finished: true,
		prompt: 'red boat',
	});
	expect(red?.cost).toBeGreaterThan(0);
	expect(red?.videoUrl).toMatch(/\.mp4$/);
	expect(Date.parse(String(red?.createdAt))).toBeGreaterThan(0);
	expect(other?.body).toEqual({ face: 'https://example.com/a.png' });
	expect(failed).toMatchObject({ status: 'FAILED', finished: true });
	expect(failed?.failureReason).toMatch(/Internal error/);
	for (const { json, pairedItem } of items) {
		expect(json).not.toHaveProperty('error');
		expect(pairedItem).toEqual({ item: 0 });
	}
});

test('not simplified, each record as it came, but with no error that n8n would take for its own', async () => {
	await order('[fail]');
	const { items, error } = await node.run(getMany({ simplify: false }));
	expect(error).toBeUndefined();
	expect(elementAt(items, 0).json).toMatchObject({
		model_name: 'muscle-surge',
		model_status: 'FAILED',
	});
	expect(elementAt(items, 0).json.failureReason).toMatch(/Internal error/);
	expect(elementAt(items, 0).json).not.toHaveProperty('error');
});

test('the limit asks for no more than it needs', async () => {
	for (let n = 0; n < 5; n += 1) await order(`boat ${n}`);
	const { items } = await node.run(getMany({ limit: 2 }));
	expect(items.map(({ json }) => json.prompt)).toEqual(['boat 4', 'boat 3']);
	expect(listed()).toHaveLength(1);
	expect(elementAt(listed(), 0).query).toMatchObject({ page: '1', per_page: '2' });
});

test('Return All goes through the pages, each job once', async () => {
	for (let n = 0; n < 205; n += 1) await order(`boat ${n}`);
	const { items } = await node.run(getMany(ALL));
	expect(items).toHaveLength(205);
	expect(new Set(items.map(({ json }) => json.requestId)).size).toBe(205);
	expect(listed().map(({ query }) => query.page)).toEqual(['1', '2', '3']);
});

test('filters by model exactly, and by status', async () => {
	await order('a', 'pixverse-lipsync');
	await order('b', 'muscle-surge');
	await order('[fail] c', 'muscle-surge');
	const byModel = await node.run(getMany({ filters: { model: ' muscle-surge ' } }));
	expect(byModel.items.map(({ json }) => json.prompt)).toEqual(['[fail] c', 'b']);
	const part = await node.run(getMany({ filters: { model: 'muscle' } }));
	expect(part.items).toEqual([]);
	const failed = await node.run(getMany({ filters: { status: 'FAILED' } }));
	expect(failed.items.map(({ json }) => json.prompt)).toEqual(['[fail] c']);
	const inWords = await node.run(
		getMany({ filters: { status: '={{ " completed" }}', model: '' } }),
	);
	expect(inWords.items).toHaveLength(2);
});

test('a long range is asked for in pieces that Segmind takes, and no job comes twice', async () => {
	const from = new Date(clock.now()).toISOString();
	const days = [0, 20, 31, 32, 62, 93, 100];
	let today = 0;
	for (const day of days) {
		clock.advance((day - today) * DAY_MS);
		today = day;
		await order(`day ${day}`);
	}
	const to = new Date(clock.now()).toISOString();
	const { items, error } = await node.run(getMany({ ...ALL, filters: { from, to } }));
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.prompt)).toEqual(days.map((day) => `day ${day}`).reverse());
	for (const { query } of listed()) {
		const span = Date.parse(query.to_date ?? '') - Date.parse(query.from_date ?? '');
		expect(span).toBeLessThanOrEqual(31 * DAY_MS);
		expect(span).toBeGreaterThanOrEqual(0);
	}
	expect(listed().length).toBeGreaterThanOrEqual(4);
});

test('From and To cut to the second', async () => {
	await order('early');
	const from = new Date(clock.now()).toISOString();
	await order('inside');
	const to = new Date(clock.now() - 1).toISOString();
	await order('late');
	const { items } = await node.run(getMany({ filters: { from, to } }));
	expect(items.map(({ json }) => json.prompt)).toEqual(['inside']);
});

test.each([
	[{ filters: { from: '2026-02-02', to: '2026-02-01' } }, /^From must not be later than To$/],
	[{ filters: { from: 'yesterday' } }, /^From must be a date/],
	[{ filters: { status: 'DONE' } }, /^Status must be COMPLETED, FAILED or PENDING$/],
	[{ limit: 0 }, /^Limit must be a whole number from 1$/],
	[{ limit: '={{ "many" }}' }, /^Limit must be/],
])('%j is refused before a request', async (more, message) => {
	const { error } = await node.run(getMany(more));
	expect(error?.message).toMatch(message);
	expect(node.sandbox.requests).toEqual([]);
});

test.each(['results', null])('the list may come as %p', async (historyEnvelope) => {
	node.sandbox.configure({ historyEnvelope, historyIds: 'uuid' });
	await order('a');
	const { items } = await node.run(getMany());
	expect(items).toHaveLength(1);
});

test('an empty history is no item', async () => {
	const { items, error } = await node.run(getMany(ALL));
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});
