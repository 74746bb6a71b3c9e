import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import {
	errorOf,
	fileOf,
	FINAL_STATUSES,
	firstItemOf,
	itemsOf,
	plainId,
	textOf,
} from '../host/executionData';
import {
	fiveOrders,
	KILLED_PROMPTS,
	paysOnlyTheRest,
	prepareAccount,
	retriesWithoutPayingAgain,
} from '../host/killedRun';
import { parseMp4 } from '../host/mp4';
import type { SavedCredential } from '../host/n8nJson';
import type { RestClient } from '../host/rest';
import { emitsEachJobOnce } from '../host/triggerRun';
import type { Sandbox } from '../sandbox';
import { z } from '../support/json';
import { theOnly } from '../support/lists';
import type { Case } from '../support/suite';
import { SLOTS_PER_WORKER, type Cluster, type Worker } from './cluster';
import type { Office } from './office';

const EXECUTIONS = 30;
const ITEMS_EACH = 3;
const LOOPS = SLOTS_PER_WORKER * 2 + 5;
const LOOP_ITEMS = 3;
const CRASHED_WITHIN_MS = 120_000;
const ANY_STATUS = [...FINAL_STATUSES, 'new', 'running'];

const orderSchema = z.object({ prompt: z.string() });

/** What the scenarios play on, one after the other. */
export interface Scene {
	cluster: Cluster;
	/** Logs and data of all that runs. */
	folder: string;
	sandbox: Sandbox;
	workers: Worker[];
	office: Office;
	client: RestClient;
	credential: SavedCredential;
	/** Of the job that a worker died with. */
	crashedRequestId?: string;
}

/** Accepted submits whose prompt holds a text. */
function acceptedOf(sandbox: Sandbox, text: string) {
	return sandbox
		.acceptedSubmits()
		.map(({ body, requestId }) => ({ ...orderSchema.parse(body), requestId: requestId ?? '' }))
		.filter(({ prompt }) => prompt.includes(text));
}

/** More executions wait for their videos than the workers have slots. */
async function fillWithWaiting({ office, sandbox }: Scene) {
	await Promise.all(Array.from({ length: LOOPS }, async () => await office.call('loop')));
	const waiting = await office.waitFor('loop', LOOPS, { statuses: ['waiting'] });
	assert.equal(waiting.length, LOOPS);
	assert.equal(sandbox.acceptedSubmits().length, LOOPS * LOOP_ITEMS);
	return `${LOOPS} executions wait, ${SLOTS_PER_WORKER * 2} worker slots`;
}

/** The IDs of an execution's jobs, each with a playable file in the database. */
async function videosOf(office: Office, { id, status }: { id: string; status: string }) {
	const execution = await office.read(id);
	assert.equal(status, 'success', JSON.stringify(errorOf(execution)));
	const items = itemsOf(execution, 'PixVerse');
	assert.equal(items.length, ITEMS_EACH);
	for (const item of items) {
		const file = fileOf(item);
		assert.match(file.id ?? '', /^database:/);
		const { bytes, contentType } = await office.download(file);
		assert.match(contentType ?? '', /^video\/mp4/);
		assert.ok(parseMp4(bytes).frames > 0);
	}
	return items.map((item) => textOf(item, 'requestId'));
}

/** 30 executions at once; those that wait hold no slot. */
async function burst({ office, sandbox, workers }: Scene) {
	const startedMs = Date.now();
	await Promise.all(
		Array.from({ length: EXECUTIONS }, async (_, call) => {
			const prompts = Array.from({ length: ITEMS_EACH }, (__, n) => `burst ${call}-${n}.`);
			await office.call('videos', { prompts });
		}),
	);
	const ended = await office.waitFor('videos', EXECUTIONS);
	const wallS = (Date.now() - startedMs) / 1000;
	assert.equal(
		(await office.executions('loop')).filter((one) => one.status === 'waiting').length,
		LOOPS,
	);

	const requestIds: string[] = [];
	for (const execution of ended) requestIds.push(...(await videosOf(office, execution)));
	const accepted = acceptedOf(sandbox, 'burst');
	assert.equal(accepted.length, EXECUTIONS * ITEMS_EACH);
	assert.equal(new Set(accepted.map(({ prompt }) => prompt)).size, accepted.length);
	assert.deepEqual(requestIds.sort(), accepted.map(({ requestId }) => requestId).sort());
	const shares = workers.map(({ name, logText }) => {
		const own = requestIds.filter((id) => logText().includes(id)).length;
		return `${own} by ${name}`;
	});
	return (
		`${ended.length} executions in ${wallS.toFixed(1)} s, ${requestIds.length} videos ` +
		`(${shares.join(', ')}), ${accepted.length} accepted submits, binary data in the database`
	);
}

/** Waits until a worker polls a job of its own for the second time. */
async function startLongJob({ office, sandbox, workers }: Scene) {
	await office.call('long', { prompt: 'long job' });
	while (acceptedOf(sandbox, 'long job').length === 0) await sleep(50);
	const { requestId } = theOnly(acceptedOf(sandbox, 'long job'));
	const polls = () =>
		sandbox.requests.filter((one) => one.phase === 'status' && one.requestId === requestId).length;
	while (polls() < 2) await sleep(50);
	const worker = workers.find(({ logText }) => logText().includes(requestId));
	assert.ok(worker, "the ID is in no worker's log");
	return { requestId, polls, worker };
}

/**
 * A worker dies in mid-poll and is started again, as a supervisor does it. n8n 2.41 ends its
 * execution as "crashed" or, where main misses the job first, as an error that says so.
 */
async function crash(scene: Scene) {
	const { cluster, office, sandbox } = scene;
	const { requestId, polls, worker: victim } = await startLongJob(scene);
	await victim.kill9();
	const pollsAtDeath = polls();
	const killedMs = Date.now();
	const restarted = await cluster.startWorker(victim.name);
	scene.workers = scene.workers.map((worker) => (worker === victim ? restarted : worker));

	const { id, status } = theOnly(await office.waitFor('long', 1, { withinMs: CRASHED_WITHIN_MS }));
	const missedS = (Date.now() - killedMs) / 1000;
	const message = errorOf(await office.read(id))?.message ?? '';
	if (status !== 'crashed') assert.match(`${status}: ${message}`, /^error: .*will no longer retry/);
	assert.equal(polls(), pollsAtDeath, 'somebody went on polling');
	assert.equal(acceptedOf(sandbox, 'long job').length, 1);
	assert.equal((await office.executions('long')).length, 1);
	assert.match(victim.logText(), new RegExp(`Segmind accepted job ${requestId}`));
	scene.crashedRequestId = requestId;
	return `${victim.name} killed; "${status}" after ${missedS.toFixed(0)} s, not run again, 1 accepted submit, ID in its log`;
}

/** What the dead worker paid for is found and fetched, and not bought again. */
async function recover({ office, sandbox, crashedRequestId }: Scene) {
	assert.ok(crashedRequestId, 'no job to look for');
	await office.call('list');
	const list = theOnly(await office.waitFor('list', 1));
	const listed = itemsOf(await office.read(list.id), 'PixVerse').map((item) =>
		textOf(item, 'requestId'),
	);
	const found = listed.find((requestId) => plainId(requestId) === plainId(crashedRequestId));
	assert.ok(found, 'Get Many does not list the job');
	await office.call('fetch', { requestId: found });
	const fetched = theOnly(await office.waitFor('fetch', 1));
	const item = firstItemOf(await office.read(fetched.id), 'PixVerse');
	assert.equal(item.json.status, 'COMPLETED');
	assert.ok(parseMp4((await office.download(fileOf(item))).bytes).frames > 0);
	assert.equal(acceptedOf(sandbox, 'long job').length, 1);
	return `found among ${listed.length} jobs by Get Many, fetched by Get`;
}

/** The waiting ones wake up and find their videos. */
async function wakeUp({ office, sandbox }: Scene) {
	const ended = await office.waitFor('loop', LOOPS);
	const requestIds: string[] = [];
	for (const { id, status } of ended) {
		const execution = await office.read(id);
		assert.equal(status, 'success', JSON.stringify(errorOf(execution)));
		const items = itemsOf(execution, 'Get jobs');
		assert.equal(items.length, LOOP_ITEMS);
		assert.ok(items.every(({ json }) => json.status === 'COMPLETED'));
		requestIds.push(...items.map((item) => textOf(item, 'requestId')));
	}
	assert.equal(new Set(requestIds).size, LOOPS * LOOP_ITEMS);
	// By now the dead worker's job has been missed, too: nobody took it up.
	assert.equal((await office.executions('long')).length, 1);
	const all = sandbox.acceptedSubmits().length;
	assert.equal(all, LOOPS * LOOP_ITEMS + EXECUTIONS * ITEMS_EACH + 1);
	return `${ended.length} executions, ${requestIds.length} videos; ${all} accepted submits in all`;
}

/** A worker dies after five of eight orders, and is started again; its execution ends as crashed. */
async function killAfterFive(scene: Scene, route: 'fleet' | 'fleetAgain') {
	const { cluster, office, sandbox, workers } = scene;
	prepareAccount(sandbox);
	await office.call(route, { prompts: KILLED_PROMPTS });
	await fiveOrders(sandbox);
	const ordered = sandbox.jobs.map(({ requestId }) => requestId);
	const victim = theOnly(
		workers.filter(({ logText }) => ordered.some((requestId) => logText().includes(requestId))),
	);
	await victim.kill9();
	const restarted = await cluster.startWorker(victim.name);
	scene.workers = workers.map((worker) => (worker === victim ? restarted : worker));
	return theOnly(await office.waitFor(route, 1, { statuses: ['crashed'] }));
}

async function retryAfterCrash(scene: Scene) {
	const { id } = await killAfterFive(scene, 'fleet');
	return await retriesWithoutPayingAgain(scene.client, scene.sandbox, id);
}

/**
 * The way out where n8n has missed the worker before anybody pressed Retry: n8n 2.41 then stores an
 * empty execution, which a retry ends at once.
 */
async function callAgain(scene: Scene) {
	const { client, office, sandbox } = scene;
	const killed = await killAfterFive(scene, 'fleetAgain');
	return await paysOnlyTheRest(client, sandbox, async () => {
		await office.call('fleetAgain', { prompts: KILLED_PROMPTS });
		const all = await office.waitFor('fleetAgain', 2, { statuses: ANY_STATUS });
		return theOnly(all.filter(({ id }) => id !== killed.id)).id;
	});
}

/** The main process polls, and is restarted and killed; the workers fetch the files. */
async function trigger({ client, cluster, credential, sandbox }: Scene) {
	const restart = async (end: 'stop' | 'kill9', whileDown: () => Promise<void>) => {
		await cluster.restartMain(end, whileDown);
		await client.logIn();
	};
	return await emitsEachJobOnce({ client, credential, restart, sandbox });
}

export const SCENARIOS: Array<Case<Scene>> = [
	{ title: 'Submit, Wait, Get: all wait', run: fillWithWaiting },
	{ title: `${EXECUTIONS} executions at once meanwhile`, run: burst },
	{ title: 'a worker killed in mid-poll', run: crash },
	{ title: 'its job afterwards', run: recover },
	{ title: 'Submit, Wait, Get: all wake up', run: wakeUp },
	{ title: 'a worker killed after 5 of 8 orders, then Retry', run: retryAfterCrash },
	{ title: 'a worker killed after 5 of 8 orders, then called again with reuse', run: callAgain },
	{ title: 'PixVerse Trigger over a restart and a kill -9 of main', run: trigger },
];
