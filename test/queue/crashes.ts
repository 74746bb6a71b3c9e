// Workers that are killed: what they have paid for is neither lost nor paid again.
import assert from 'node:assert/strict';

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
import { theOnly } from '../support/lists';
import { waitFor } from '../support/waiting';
import type { Worker } from './cluster';
import { acceptedOf, type Scene } from './scene';

/** Of a worker that stays dead: several times what it renews its hold in. */
const HOLDS_JOBS_MS = 20_000;
const LOOK = { everyMs: 50 };
const ANY_STATUS = [...FINAL_STATUSES, 'new', 'running'];

/** The worker whose log names one of the jobs; an order is accepted before its worker knows the ID. */
async function workerOf(workers: Worker[], requestIds: string[]): Promise<Worker> {
	return await waitFor("one of the jobs' IDs in a worker's log", () =>
		workers.find(({ logText }) => requestIds.some((id) => logText().includes(id))),
	);
}

/** Has a worker order a job that goes on, and kills it after its second poll. */
async function killInMidPoll({ office, sandbox, workers }: Scene, route: 'long' | 'missed') {
	const prompt = `${route}: a long job`;
	await office.call(route, { prompt });
	const [order] = await waitFor(
		'the order',
		() => {
			const accepted = acceptedOf(sandbox, prompt);
			return accepted.length > 0 && accepted;
		},
		LOOK,
	);
	assert.ok(order);
	const { requestId } = order;
	const polls = () =>
		sandbox.requests.filter((one) => one.phase === 'status' && one.requestId === requestId).length;
	await waitFor('two polls', () => polls() >= 2, LOOK);
	const victim = await workerOf(workers, [requestId]);
	await victim.kill9();
	// What it sent before is read by the sandbox in the order in which it came.
	await (await fetch(sandbox.url)).text();
	const pollsAtDeath = polls();
	const assertLeftAlone = async () => {
		assert.equal(polls(), pollsAtDeath, 'somebody went on polling');
		assert.equal(acceptedOf(sandbox, prompt).length, 1);
		assert.equal((await office.executions(route)).length, 1);
		assert.match(victim.logText(), new RegExp(`Segmind accepted job ${requestId}`));
	};
	return { requestId, victim, assertLeftAlone };
}

/** A worker dies in mid-poll and is started again, as a supervisor does it. */
export async function crash(scene: Scene) {
	const { cluster, office, sandbox } = scene;
	const { requestId, victim, assertLeftAlone } = await killInMidPoll(scene, 'long');
	const killedMs = Date.now();
	const restarted = await cluster.startWorker(victim.name);
	scene.workers = scene.workers.map((worker) => (worker === victim ? restarted : worker));

	const { status } = theOnly(await office.waitFor('long'));
	const crashedS = (Date.now() - killedMs) / 1000;
	assert.equal(status, 'crashed');
	await assertLeftAlone();
	sandbox.finish(requestId);
	scene.crashedRequestId = requestId;
	return `${victim.name} killed; "${status}" after ${crashedS.toFixed(0)} s, not run again, 1 accepted submit, ID in its log`;
}

/** A worker dies in mid-poll and stays dead, until another one misses it. */
export async function miss(scene: Scene) {
	const { cluster, office, sandbox, workers } = scene;
	sandbox.reset();
	for (const worker of workers) await worker.stop();
	scene.workers = [await cluster.startWorker('worker-1', { holdsJobsMs: HOLDS_JOBS_MS })];
	const { assertLeftAlone } = await killInMidPoll(scene, 'missed');
	scene.workers = [await cluster.startWorker('worker-2')];
	const { id, status } = theOnly(await office.waitFor('missed'));
	const message = errorOf(await office.read(id))?.message ?? '';
	assert.match(`${status}: ${message}`, /^error: .*will no longer retry/);
	await assertLeftAlone();
	return 'missed by another worker, not run again, 1 accepted submit, ID in its log';
}

/** What the dead worker paid for is found and fetched, and not bought again. */
export async function recover({ office, sandbox, crashedRequestId }: Scene) {
	assert.ok(crashedRequestId, 'no job to look for');
	await office.call('list');
	const list = theOnly(await office.waitFor('list'));
	const listed = itemsOf(await office.read(list.id), 'PixVerse').map((item) =>
		textOf(item, 'requestId'),
	);
	const found = listed.find((requestId) => plainId(requestId) === plainId(crashedRequestId));
	assert.ok(found, 'Get Many does not list the job');
	await office.call('fetch', { requestId: found });
	const fetched = theOnly(await office.waitFor('fetch'));
	const item = firstItemOf(await office.read(fetched.id), 'PixVerse');
	assert.equal(item.json.status, 'COMPLETED');
	assert.ok(parseMp4((await office.download(fileOf(item))).bytes).frames > 0);
	assert.equal(acceptedOf(sandbox, 'a long job').length, 1);
	return `found among ${listed.length} jobs by Get Many, fetched by Get`;
}

/** A worker dies after five of eight orders, and is started again; its execution ends as crashed. */
async function killAfterFive(scene: Scene, route: 'fleet' | 'fleetAgain') {
	const { cluster, office, sandbox, workers } = scene;
	prepareAccount(sandbox);
	await office.call(route, { prompts: KILLED_PROMPTS });
	await fiveOrders(sandbox);
	const ordered = sandbox.jobs.map(({ requestId }) => requestId);
	const victim = await workerOf(workers, ordered);
	await victim.kill9();
	const restarted = await cluster.startWorker(victim.name);
	scene.workers = workers.map((worker) => (worker === victim ? restarted : worker));
	const killed = theOnly(await office.waitFor(route));
	assert.equal(killed.status, 'crashed');
	return killed;
}

export async function retryAfterCrash(scene: Scene) {
	const { id } = await killAfterFive(scene, 'fleet');
	return await retriesWithoutPayingAgain(scene.client, scene.sandbox, id);
}

/**
 * The way out where n8n has missed the worker before anybody pressed Retry: n8n 2.41 then stores an
 * empty execution, which a retry ends at once.
 */
export async function callAgain(scene: Scene) {
	const { client, office, sandbox } = scene;
	const killed = await killAfterFive(scene, 'fleetAgain');
	return await paysOnlyTheRest(client, sandbox, async () => {
		await office.call('fleetAgain', { prompts: KILLED_PROMPTS });
		const all = await office.waitFor('fleetAgain', { count: 2, statuses: ANY_STATUS });
		return theOnly(all.filter(({ id }) => id !== killed.id)).id;
	});
}
