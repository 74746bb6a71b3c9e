import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import { SANDBOX_KEY } from '../../sandbox';
import { elementAt, theOnly } from '../../support/lists';
import { waitFor } from '../../support/waiting';
import { MANUAL, runFrom, type Play, type Scenario } from '../steps';

const FOLDER = 'YOUR_VIDEO_FOLDER_ID';

/** What a node had ordered before it crashed. */
async function order({ sandbox }: Play, prompt: string): Promise<void> {
	const ordered = await fetch(`${sandbox.url}/v2/pixverse-v6`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': SANDBOX_KEY },
		body: JSON.stringify({ prompt, aspect_ratio: '16:9', duration: 5, quality: '540p' }),
	});
	assert.ok(ordered.ok, await ordered.text());
}

/** Two videos are paid for; one of them lies in the folder. */
async function crash(play: Play): Promise<void> {
	const { sandbox, services } = play;
	for (const prompt of ['A paper boat', 'A kite']) await order(play, prompt);
	await waitFor('both videos', () => sandbox.jobs.every(({ status }) => status === 'COMPLETED'));
	const name = `pixverse-${elementAt(sandbox.jobs, 0).requestId}.mp4`;
	const file = { id: services.newId(), name, mimeType: 'video/mp4', parents: [FOLDER] };
	services.files.push({ ...file, bytes: Buffer.from('stored before the crash') });
}

export const recoverAfterACrash: Scenario = {
	// It orders nothing: in an account without jobs there is nothing to store.
	async dry(play) {
		await runFrom(play, MANUAL);
	},
	async run(play) {
		const { sandbox, services } = play;
		await crash(play);
		await runFrom(play, MANUAL);
		const recovered = theOnly(services.files.slice(1));
		// The history writes IDs without dashes.
		const lost = elementAt(sandbox.jobs, 1).requestId.replaceAll('-', '');
		assert.equal(recovered.name, `pixverse-${lost}.mp4`);
		assert.deepEqual(recovered.parents, [FOLDER]);
		parseMp4(recovered.bytes);
		await runFrom(play, MANUAL);
		assert.equal(services.files.length, 2, 'what is stored is left alone');
		assert.equal(sandbox.acceptedSubmits().length, 2, 'it orders nothing');
	},
};
