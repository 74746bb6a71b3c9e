import assert from 'node:assert/strict';

import { theOnly } from '../../support/lists';
import { waitFor } from '../../support/waiting';
import { picture, webhookExecutions, type Play, type Scenario } from '../steps';

/** Sends the bot a photo with a caption. @returns the answer to the webhook */
async function sendPhoto({ services }: Play, from: { id: number }): Promise<Response> {
	services.photo = picture('a cat');
	const { url, secret_token: secret } = await waitFor('the webhook', () => services.webhook);
	const message = {
		message_id: 1,
		from,
		chat: { id: 42 },
		caption: 'The cat yawns',
		photo: ['small', 'middle', 'large'].map((size) => ({ file_id: size })),
	};
	return await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-telegram-bot-api-secret-token': secret,
		},
		body: JSON.stringify({ update_id: 1, message }),
	});
}

/** Lets the owner of the bot send a photo, the last of several. @returns what the bot sent back */
async function answerToOwner(play: Play, photos = 1): Promise<Buffer> {
	assert.equal((await sendPhoto(play, { id: 123456789 })).status, 200);
	await webhookExecutions(play, photos);
	const { method, bytes } = theOnly(play.services.sent);
	assert.equal(method, 'sendVideo');
	return bytes;
}

export const telegramPhotoToVideo: Scenario = {
	activated: true,
	async dry(play) {
		assert.ok((await answerToOwner(play)).includes('DRY-RUN-'));
	},
	async run(play) {
		const { sandbox } = play;
		assert.equal((await sendPhoto(play, { id: 666 })).status, 200);
		const bytes = await answerToOwner(play, 2);
		assert.ok(bytes.includes('ftyp') && bytes.includes('42'));
		const prompts = sandbox.jobs.map(({ body }) => body.prompt);
		assert.deepEqual(prompts, ['The cat yawns'], 'a stranger orders nothing');
	},
};
