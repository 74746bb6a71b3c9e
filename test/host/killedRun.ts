// An execution that dies in the middle of its orders, and is retried: nothing is ordered twice.
import assert from 'node:assert/strict';

import type { Sandbox } from '../sandbox';
import { waitFor } from '../support/waiting';
import { errorOf, fileOf, itemsOf, plainId, textOf } from './executionData';
import { parseMp4 } from './mp4';
import type { Item, SavedCredential, Workflow } from './n8nJson';
import type { RestClient } from './rest';
import { splitPrompts, webhookNode } from './webhook';
import { inARow, pixVerse } from './workflow';

export const KILLED_PROMPTS = Array.from({ length: 8 }, (_, index) => `fleet boat ${index}.`);

/** As many as may be under way at a time, so that the others are not ordered yet. */
const ORDERED_BEFORE = 5;
/** Until they are ended here, after the crash: no slot gets free before it, however slow the machine. */
const JOB_MS = 600_000;
/** Of those that are ordered after the crash. */
const LATER_JOB_MS = 1_000;
const LOOK_EVERY_MS = 20;

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
	const ordered = () => sandbox.acceptedSubmits().length;
	await waitFor(
		() => `${ORDERED_BEFORE} orders; ${ordered()} came`,
		() => ordered() >= ORDERED_BEFORE,
		{ everyMs: LOOK_EVERY_MS },
	);
}

const idOf = (item: Item) => plainId(textOf(item, 'requestId'));

/** A fresh account whose videos are not ready before the crash. */
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
	const again = async () => await client.retryExecution(executionId);
	return await paysOnlyTheRest(client, sandbox, again);
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
	for (const requestId of before) sandbox.finish(requestId);
	sandbox.configure({ jobDurationMs: LATER_JOB_MS });
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
