import assert from 'node:assert/strict';

import { errorOf, fileOf, itemsOf, textOf } from '../host/executionData';
import { parseMp4 } from '../host/mp4';
import { emitsEachJobOnce } from '../host/triggerRun';
import type { Case } from '../support/suite';
import { SLOTS_PER_WORKER } from './cluster';
import { callAgain, crash, miss, recover, retryAfterCrash } from './crashes';
import type { Office } from './office';
import { acceptedOf, type Scene } from './scene';
import { WAIT_S } from './workflows';

const EXECUTIONS = 30;
const ITEMS_EACH = 3;
const LOOPS = SLOTS_PER_WORKER * 2 + 5;
const LOOP_ITEMS = 3;
/** Their wait, and time to work it off. */
const AWAKE_WITHIN_MS = WAIT_S * 1000 + 120_000;

/** More executions wait for their videos than the workers have slots. */
async function fillWithWaiting({ office, sandbox }: Scene) {
	await Promise.all(Array.from({ length: LOOPS }, async () => await office.call('loop')));
	const waiting = await office.waitFor('loop', { count: LOOPS, statuses: ['waiting'] });
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
	const ended = await office.waitFor('videos', { count: EXECUTIONS });
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

/** The waiting ones wake up and find their videos. */
async function wakeUp({ office, sandbox }: Scene) {
	const ended = await office.waitFor('loop', { count: LOOPS, withinMs: AWAKE_WITHIN_MS });
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
	const all = sandbox.acceptedSubmits().length;
	assert.equal(all, LOOPS * LOOP_ITEMS + EXECUTIONS * ITEMS_EACH + 1);
	return `${ended.length} executions, ${requestIds.length} videos; ${all} accepted submits in all`;
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
	{ title: 'a worker killed in mid-poll that stays dead', run: miss },
];
