import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import { theOnly } from '../../support/lists';
import { waitFor } from '../../support/waiting';
import { nodeOf, picture, webhookExecutions, type Play, type Scenario } from '../steps';

/** Fills the form in and waits for what it started. */
async function fillIn(play: Play): Promise<void> {
	const { workflow, n8nUrl } = play;
	const form = new FormData();
	for (const [index, name] of ['bud', 'flower'].entries()) {
		const file = new Blob([Uint8Array.from(picture(name))], { type: 'image/png' });
		form.append(`field-${index}`, file, `${name}.png`);
	}
	form.append('field-2', 'The bud opens');
	const url = `${n8nUrl}/form/${String(nodeOf(workflow, 'Form').webhookId)}`;
	const send = async (password: string) =>
		await fetch(url, {
			method: 'POST',
			headers: { authorization: `Basic ${btoa(`maker:${password}`)}` },
			body: form,
		});
	const registered = async () => (await send('wrong')).status !== 404;
	await waitFor('the form', registered);
	assert.equal((await send('wrong')).status, 401, 'the form must ask for its password');
	assert.equal((await send('stand-in')).status, 200);
	await webhookExecutions(play);
}

export const formPicturesToS3: Scenario = {
	activated: true,
	dry: fillIn,
	async run(play) {
		await fillIn(play);
		const [key, bytes] = theOnly([...play.services.objects]);
		assert.match(key, /^transitions\/pixverse-.+\.mp4$/);
		parseMp4(bytes);
	},
};
