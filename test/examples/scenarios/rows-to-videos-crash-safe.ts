import assert from 'node:assert/strict';

import { errorOf } from '../../host/executionData';
import { parseMp4 } from '../../host/mp4';
import { waitFor } from '../../support/waiting';
import { MANUAL, runFrom, type Play, type Scenario } from '../steps';

const PROMPTS = ['A red kite', 'A blue boat', 'A green train', 'A white owl', 'A black cat'];

/** n8n polls once a minute at the most. */
const TRIGGER_MS = 150_000;

/** Columns of the sheet. */
const [REQUEST_ID, VIDEO] = [2, 3];

const rowsOf = ({ services }: Play) => services.sheet('Videos').slice(1);

/** The links of the rows that are completed, each of a file that plays. */
function linksOf(play: Play): string[] {
	const links = rowsOf(play).flatMap((row) => (row[VIDEO] ? [String(row[VIDEO])] : []));
	for (const link of links) parseMp4(play.services.fileIn(link).bytes);
	return links;
}

/** The history, from which a lost order is taken up, writes IDs without dashes. */
const plain = (ids: readonly unknown[]) => ids.map((id) => String(id).replaceAll('-', '')).sort();

const ORDERED = 3;

/** kill -9 while the rows are ordered, one after the other; the next one waits for it. */
async function crashWhileOrdering(play: Play): Promise<void> {
	const { client, workflow, sandbox } = play;
	sandbox.addFault({ phase: 'submit', kind: 'timeout', after: ORDERED });
	const executionId = await client.startWorkflow(workflow.id, MANUAL);
	await waitFor('three orders', () => sandbox.acceptedSubmits().length === ORDERED);
	await play.crashN8n();
	sandbox.clearFaults();
	assert.equal((await client.waitForExecution(executionId)).status, 'crashed');
}

/** One more row, whose video Drive does not take. */
async function failAtDrive(play: Play): Promise<void> {
	const { client, workflow, sandbox, services } = play;
	services.isDriveDown = true;
	services.sheet('Videos').push(['A tall ship', '']);
	await runFrom(play, MANUAL);
	await waitFor('the video', () => sandbox.jobs.every(({ status }) => status === 'COMPLETED'));
	const failed = await client.runWorkflow(workflow.id, 'Every hour');
	assert.equal(failed.status, 'error');
	assert.match(errorOf(failed)?.message ?? '', /^Drive did not take a video/);
	assert.equal(linksOf(play).length, PROMPTS.length);
}

export const rowsToVideosCrashSafe: Scenario = {
	activated: true,
	arrange({ services }) {
		const rows = PROMPTS.map((prompt) => [prompt, '9:16']);
		services.sheets.set('Videos', [
			['Prompt', 'Aspect Ratio', 'Request ID', 'Video', 'Note'],
			...rows,
		]);
	},
	async dry(play) {
		await runFrom(play, MANUAL);
		await runFrom(play, 'Every hour');
	},
	async run(play) {
		const { services, sandbox } = play;
		await crashWhileOrdering(play);
		await runFrom(play, MANUAL);
		assert.equal(sandbox.acceptedSubmits().length, PROMPTS.length, 'no row is ordered twice');
		const written = plain(rowsOf(play).map((row) => row[REQUEST_ID]));
		assert.deepEqual(written, plain(sandbox.jobs.map(({ requestId }) => requestId)));
		await waitFor('the trigger', () => linksOf(play).length > 0, {
			withinMs: TRIGGER_MS,
		});
		// The poll may have come while the last of them was still being made.
		await waitFor('all videos', () => sandbox.jobs.every(({ status }) => status === 'COMPLETED'));
		await runFrom(play, 'Every hour');
		await waitFor('all rows', () => new Set(linksOf(play)).size === PROMPTS.length);
		await failAtDrive(play);
		services.isDriveDown = false;
		await runFrom(play, 'Every hour');
		assert.equal(new Set(linksOf(play)).size, PROMPTS.length + 1);
		assert.equal(sandbox.acceptedSubmits().length, PROMPTS.length + 1);
	},
};
