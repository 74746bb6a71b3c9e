// PixVerse Trigger in an n8n that is restarted and killed: each job that ends must arrive once.
import assert from 'node:assert/strict';

import { SANDBOX_KEY, type Sandbox } from '../sandbox';
import { orderedJob, V6 } from '../support/orderedJob';
import { waitFor } from '../support/waiting';
import { PIXVERSE_TRIGGER } from '../support/workflow';
import { errorOf, fileOf, FINAL_STATUSES, itemsOf, plainId, textOf } from './executionData';
import { parseMp4 } from './mp4';
import type { SavedCredential, Workflow } from './n8nJson';
import type { RestClient } from './rest';
import { inARow, node, pixVerse } from './workflow';

const TRIGGER = 'PixVerse Trigger';
const FETCH = 'Fetch the file';
const MODEL = 'pixverse-v6';

const POLL_EVERY_S = 2;
const QUICK_MS = 300;
/** Until they are ended while n8n is down. */
const SLOW_MS = 600_000;
const LATE_ROW_MS = 1_500;

const WAIT = { withinMs: 90_000, everyMs: 250 };

/** An n8n that can be ended, and the account that it orders from. */
export interface TriggerHost {
	client: RestClient;
	sandbox: Sandbox;
	credential: SavedCredential;
	/** Ends n8n as told and starts it again; `whileDown` is called in between. */
	restart: (end: 'stop' | 'kill9', whileDown: () => Promise<void>) => Promise<void>;
}

/**
 * n8n refuses a time that comes more often than once a minute, but takes as many times as one likes:
 * one for each second of the minute in which it shall poll.
 */
function everyFewSeconds() {
	const seconds = Array.from({ length: 60 / POLL_EVERY_S }, (_, index) => index * POLL_EVERY_S);
	return {
		item: seconds.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })),
	};
}

function takeUpWorkflow(credential: SavedCredential): Workflow {
	const credentials = { segmindApi: credential };
	const get = { resource: 'job', operation: 'get', requestId: '={{ $json.requestId }}' };
	return inARow('Take up what has ended', [
		node(TRIGGER, PIXVERSE_TRIGGER, { pollTimes: everyFewSeconds() }, { credentials }),
		pixVerse(credential, get, {}, FETCH),
	]);
}

/** As another workflow orders them, without waiting. */
async function order({ sandbox }: TriggerHost, count: number, pace: 'quick' | 'slow') {
	const prompts = Array.from({ length: count }, (_, index) => `A ${pace} boat, number ${index}`);
	await Promise.all(
		prompts.map(async (prompt) => await orderedJob(sandbox.url, { ...V6, prompt }, MODEL)),
	);
}

/** Waits for polls that begin after now. */
async function polls({ sandbox }: TriggerHost, count: number) {
	const looks = () => sandbox.requests.filter(({ phase }) => phase === 'historyList').length;
	const wanted = looks() + count;
	await waitFor(`${count} polls of the trigger`, () => looks() >= wanted, WAIT);
}

/** The IDs of all executions' items, each with a file that plays. */
async function takenUp(host: TriggerHost, workflowId: string): Promise<string[]> {
	const requestIds: string[] = [];
	for (const { id, status } of await host.client.listExecutions(workflowId)) {
		if (!FINAL_STATUSES.includes(status)) continue;
		const execution = await host.client.getExecution(id);
		assert.equal(status, 'success', JSON.stringify(errorOf(execution)));
		const emitted = itemsOf(execution, TRIGGER).map((item) => textOf(item, 'requestId'));
		const fetched = itemsOf(execution, FETCH);
		assert.deepEqual(
			fetched.map((item) => textOf(item, 'requestId')),
			emitted,
		);
		for (const item of fetched) {
			const { bytes } = await host.client.downloadBinary(fileOf(item));
			assert.ok(parseMp4(bytes).frames > 0);
		}
		requestIds.push(...emitted);
	}
	return requestIds;
}

/** Waits until as many jobs have arrived, and no execution is on its way. */
async function arrive(host: TriggerHost, workflowId: string, count: number) {
	let arrived = 0;
	await waitFor(
		() => `${count} jobs; ${arrived} have arrived`,
		async () => {
			const executions = await host.client.listExecutions(workflowId);
			const areDone = executions.every(({ status }) => FINAL_STATUSES.includes(status));
			arrived = (await takenUp(host, workflowId)).length;
			return arrived >= count && areDone;
		},
		WAIT,
	);
}

/** Ends n8n with jobs under way, which end while it is down, as do those that are ordered then. */
async function restartOver(host: TriggerHost, end: 'stop' | 'kill9', ordered: number) {
	await order(host, 5, 'slow');
	await polls(host, 2);
	await host.restart(end, async () => {
		for (const { requestId } of host.sandbox.jobs) host.sandbox.finish(requestId);
		await order(host, ordered, 'quick');
	});
}

/**
 * 20 jobs that end while it polls, around a restart and around a `kill -9`, with rows that appear
 * late.
 *
 * @returns figures worth to be read
 * @throws AssertionError where a job arrives twice, not at all, or without a file that plays
 */
export async function emitsEachJobOnce(host: TriggerHost): Promise<string> {
	const { client, sandbox, credential } = host;
	sandbox.reset();
	sandbox.configure({
		jobDurationMs: ({ prompt }) => (String(prompt).includes('slow') ? SLOW_MS : QUICK_MS),
		historyDelayMs: LATE_ROW_MS,
	});
	const { id } = await client.createWorkflow(takeUpWorkflow(credential));
	await client.activateWorkflow(id);
	// What has ended before the first poll is not news.
	await polls(host, 1);
	await order(host, 5, 'quick');
	await arrive(host, id, 5);
	await restartOver(host, 'stop', 2);
	await arrive(host, id, 12);
	await restartOver(host, 'kill9', 3);
	await arrive(host, id, 20);
	// Whatever would come twice comes now.
	await polls(host, 3);
	await client.deactivateWorkflow(id);
	await arrive(host, id, 20);

	const seen = await takenUp(host, id);
	assert.deepEqual(
		seen.map(plainId).sort(),
		sandbox.jobs.map(({ requestId }) => plainId(requestId)).sort(),
	);
	const said = JSON.stringify(await client.getWorkflow(id));
	assert.ok(!said.includes(SANDBOX_KEY), "the key lies in the workflow's static data");
	const { length } = await client.listExecutions(id);
	return `${seen.length} jobs, each once, with its file, in ${length} executions`;
}
