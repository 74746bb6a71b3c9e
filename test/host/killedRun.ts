// An execution that dies in the middle of its orders, and is retried: nothing is ordered twice.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../sandbox';
import { errorOf, fileOf, itemsOf, plainId, textOf } from './executionData';
import { parseMp4 } from './mp4';
import type { Item, SavedCredential, Workflow } from './n8nJson';
import type { RestClient } from './rest';
import { splitPrompts, webhookNode } from './webhook';
import { inARow, pixVerse } from './workflow';

export const KILLED_PROMPTS = Array.from({ length: 8 }, (_, index) => `fleet boat ${index}.`);

/** As many as may be under way at a time, so that the others are not ordered yet. */
const ORDERED_BEFORE = 5;
/** Longer than it takes to see the orders and to end n8n. */
const JOB_MS = 20_000;
const LOOK_EVERY_MS = 20;
const ORDERED_WITHIN_MS = 60_000;

/** Eight prompts come in one call of its webhook. */
export function fleetWorkflow(credential: SavedCredential, route: string, more = {}): Workflow {
	const options = { maxConcurrentJobs: ORDERED_BEFORE, pollInterval: 0.5, ...more };
	return inARow('Fleet', [
		webhookNode(route),
		splitPrompts(),
		pixVerse(credential, { prompt: '={{ $json.prompt }}', options }),
	]);
}

/** Waits until the first five are ordered, and none of the others. */
export async function fiveOrders(sandbox: Sandbox): Promise<void> {
	const deadlineMs = Date.now() + ORDERED_WITHIN_MS;
	while (sandbox.acceptedSubmits().length < ORDERED_BEFORE) {
		assert.ok(Date.now() < deadlineMs, 'the orders do not come');
		await sleep(LOOK_EVERY_MS);
	}
}

const idOf = (item: Item) => plainId(textOf(item, 'requestId'));

/** A fresh account whose videos take longer than the crash. */
export function prepareAccount(sandbox: Sandbox): void {
	sandbox.reset();
	sandbox.configure({ jobDurationMs: JOB_MS });
}

/**
 * Retries the dead execution as "Retry" in the executions list does.
 *
 * @throws AssertionError where a prompt was ordered twice, or its video is missing
 */
export async function retriesWithoutPayingAgain(
	client: RestClient,
	sandbox: Sandbox,
	executionId: string,
): Promise<string> {
	return await paysOnlyTheRest(client, sandbox, async () => {
		await client.retryExecution(executionId);
		const [newest] = await client.listExecutions({ limit: 1 });
		assert.ok(newest && newest.id !== executionId, 'it was not retried');
		return newest.id;
	});
}

/**
 * Runs what the crash has cut short once more.
 *
 * @param again starts it, and gives the execution's ID
 * @returns figures worth to be read
 * @throws AssertionError where a prompt was ordered twice, or its video is missing
 */
export async function paysOnlyTheRest(
	client: RestClient,
	sandbox: Sandbox,
	again: () => Promise<string>,
): Promise<string> {
	const before = sandbox.jobs.map(({ requestId }) => plainId(requestId));
	assert.equal(before.length, ORDERED_BEFORE, 'somebody went on ordering');
	const retried = await client.waitForExecution(await again());
	assert.equal(retried.status, 'success', JSON.stringify(errorOf(retried)));
	const videos = itemsOf(retried, 'PixVerse');
	for (const video of videos) {
		const { bytes } = await client.downloadBinary(fileOf(video));
		assert.ok(parseMp4(bytes).frames > 0);
		assert.equal(video.json.resumed, before.includes(idOf(video)));
	}
	const prompts = sandbox.jobs.map(({ body }) => String(body.prompt)).sort();
	assert.deepEqual(prompts, KILLED_PROMPTS);
	assert.deepEqual(
		videos.map(idOf).sort(),
		sandbox.jobs.map(({ requestId }) => plainId(requestId)).sort(),
	);
	return `${before.length} orders before, ${prompts.length} in all, ${videos.length} videos`;
}
