// What n8n saves of the node's memory: how much it is, and that what an older version of the node
// has kept is picked up.
import fs from 'node:fs';
import path from 'node:path';

import { expect, test } from '@jest/globals';
import type { IContextObject, IRun } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { CONTINUE, FROM_PICTURE, numberedItems, pictureItems, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const kit = useNode({ jobDurationMs: 5 });
const { prepare, run, sandbox, sent } = kit;
const FIXTURE = path.join(__dirname, '../../fixtures/memory/form1.json');

/** Four pictures, of which an earlier version had made two, lost one, and seen one fail. */
const PICTURES = { items: pictureItems(1, 2, 1, 2) };
const IDS = {
	delivered: '026a88b7-6592-4f8a-81f7-68d7c742ee50',
	accepted: '2387ce74-73af-443e-a0fc-a1869f9b0d2b',
	failed: 'f97bb712-33bf-4033-b52f-f025a38c56b2',
};

/** A failed run that has sent nothing, with what another version of the node has kept. */
async function failedRunWith(kept: Record<string, IContextObject>): Promise<IRun> {
	sandbox.addFault({ phase: 'submit', kind: 'status', status: 401, times: 1 });
	const failed = await prepare(video({ maxConcurrentJobs: 1 }, FROM_PICTURE), PICTURES).start()
		.promise;
	expect(failed.status).toBe('error');
	expect(sandbox.acceptedSubmits()).toEqual([]);
	if (failed.data.executionData) failed.data.executionData.contextData = kept;
	sandbox.reset();
	return failed;
}

const retryOf = async (failed: IRun) =>
	summarise(
		await prepare(video({}, FROM_PICTURE), { ...PICTURES, settings: CONTINUE }).retry(failed),
	);

test('an execution that an older version began pays for nothing twice', async () => {
	const text = fs.readFileSync(FIXTURE, 'utf8').replaceAll('{origin}', sandbox.url);
	const failed = await failedRunWith(JSON.parse(text) as Record<string, IContextObject>);
	sandbox.addHistory(
		Object.values(IDS).map((requestId) => ({ requestId, model: 'pixverse-4.5-video' })),
	);
	const { items } = await retryOf(failed);
	expect(items.map(({ json }) => json.requestId ?? json.details?.code)).toEqual([
		IDS.delivered,
		IDS.accepted,
		'outcome-unknown',
		// Ordered again, with the address of an upload that this sandbox never had.
		'job-failed',
	]);
	expect(items.map(({ json }) => json.resumed)).toEqual([true, true, undefined, undefined]);
	expect(kit.bodies()).toEqual([expect.objectContaining({ prompt: 'video 3;' })]);
	expect(sent('upload')).toEqual([]);
	expect(fileOf(elementAt(items, 0)).mimeType).toBe('video/mp4');
});

test('what a later version has kept is not taken for nothing', async () => {
	const { items } = await retryOf(await failedRunWith({ 'node:PixVerse': { form: 3 } }));
	expect(items.map(({ json }) => json.details?.code)).toEqual(Array(4).fill('outcome-unknown'));
	expect(sandbox.requests).toEqual([]);
});

test('a delivered video takes at most 300 bytes of what n8n saves', async () => {
	const { run: ended, items } = await run(video({ maxConcurrentJobs: 20 }), {
		items: numberedItems(100),
	});
	const kept = ended.data.executionData?.contextData;
	expect(Object.keys(kept ?? {})).toEqual(expect.arrayContaining(['flow', 'node:PixVerse']));
	expect(items).toHaveLength(100);
	const flatted = kit.engine.requireOfCore('flatted') as { stringify(value: unknown): string };
	expect(flatted.stringify(kept).length / items.length).toBeLessThan(300);
});
