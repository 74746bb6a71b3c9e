import assert from 'node:assert/strict';

import { fileOf, itemsOf } from '../../host/executionData';
import type { Parameters } from '../../host/workflow';
import { elementAt, theOnly } from '../../support/lists';
import type { Moment } from '../moment';
import { waitForRequest } from '../silence';
import type { Stage } from '../stage';
import { inARow, pixVerse, START } from '../workflows';

/** Until the moment ends it, after the crash. */
const JOB_MS = 600_000;

/** Runs the node alone, with other parameters, after n8n has come back. */
async function runAfterwards({ client, credential }: Stage, parameters: Parameters) {
	const row = [pixVerse(credential, parameters)];
	const { id } = await client.createWorkflow(inARow('After the crash', row));
	const execution = await client.runWorkflow(id, START);
	assert.equal(execution.status, 'success');
	return itemsOf(execution, 'PixVerse');
}

/** The log's lines about a job, which name its model, too. */
function loggedAbout(logText: string, requestId: string): string[] {
	const logged = logText.split('\n').filter((line) => line.includes(requestId));
	assert.ok(logged.length > 0, `n8n's log does not name the job ${requestId}`);
	assert.ok(
		logged.some((line) => line.includes('pixverse-v6')),
		logged.join('\n'),
	);
	return logged;
}

export const killedInMidPoll: Moment = {
	name: 'killed-in-mid-poll',
	title: 'kill -9 in mid-poll: the ID is in the log, and Job > Get Many and Get find the video',
	async run(stage) {
		const { client, credential, sandbox } = stage;
		sandbox.configure({ jobDurationMs: JOB_MS });
		const prompt = 'A boat that is cut short';
		const row = [pixVerse(credential, { prompt, options: { pollInterval: 0.5 } })];
		const { id } = await client.createWorkflow(inARow('Killed', row));
		const executionId = await client.startWorkflow(id, START);
		await waitForRequest(sandbox, ({ phase }) => phase === 'status');
		const { requestId } = theOnly(sandbox.jobs);
		const killed = stage.n8n;
		await killed.kill9();
		sandbox.finish(requestId);
		const logged = loggedAbout(killed.logText(), requestId);

		await stage.restartN8n();
		await client.logIn();
		const crashed = await client.waitForExecution(executionId);
		assert.equal(crashed.status, 'crashed');
		assert.equal(sandbox.acceptedSubmits().length, 1, 'the restarted n8n ordered anew');

		const jobs = await runAfterwards(stage, { resource: 'job', operation: 'getMany' });
		const found = jobs.find(({ json }) => json.prompt === prompt);
		assert.ok(found, 'Job > Get Many does not list the job');

		const get = { resource: 'job', operation: 'get', waitForCompletion: true };
		const { requestId: listed } = found.json;
		const video = theOnly(await runAfterwards(stage, { ...get, requestId: listed }));
		assert.equal(video.json.status, 'COMPLETED');
		assert.equal(fileOf(video).mimeType, 'video/mp4');
		assert.equal(sandbox.acceptedSubmits().length, 1);
		return `log: ${elementAt(logged, 0).slice(0, 160)}`;
	},
};
