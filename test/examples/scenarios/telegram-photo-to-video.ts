import assert from 'node:assert/strict';

import { theOnly } from '../../support/lists';
import { picture, until, webhookExecution, type Scenario } from '../steps';

export const telegramPhotoToVideo: Scenario = {
	webhooks: true,
	async run(play) {
		const { services, sandbox } = play;
		services.photo = picture('a cat');
		const { url, secret_token: secret } = await until('the webhook', () => services.webhook);
		const message = {
			message_id: 1,
			from: { id: 123456789 },
			chat: { id: 42 },
			caption: 'The cat yawns',
			photo: ['small', 'middle', 'large'].map((size) => ({ file_id: size })),
		};
		const send = async (from: { id: number }) =>
			await fetch(url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-telegram-bot-api-secret-token': secret,
				},
				body: JSON.stringify({ update_id: 1, message: { ...message, from } }),
			});
		await send({ id: 666 });
		assert.equal((await send({ id: 123456789 })).status, 200);
		await webhookExecution(play);
		assert.deepEqual(
			services.sent.map(({ method }) => method),
			['sendVideo'],
		);
		const { bytes } = theOnly(services.sent);
		assert.ok(bytes.includes('ftyp') && bytes.includes('42'));
		const prompts = sandbox.jobs.map(({ body }) => body.prompt);
		assert.deepEqual(prompts, ['The cat yawns'], 'a stranger orders nothing');
	},
};
