'use strict';

const assert = require('node:assert/strict');

const { picture, until, webhookExecution } = require('../steps');

module.exports = {
	webhooks: true,
	async run(stage) {
		const { world, sandbox } = stage;
		world.photo = picture('a cat');
		const { url, secret_token: secret } = await until('the webhook', () => world.webhook);
		const message = {
			message_id: 1,
			from: { id: 123456789 },
			chat: { id: 42 },
			caption: 'The cat yawns',
			photo: ['small', 'middle', 'large'].map((size) => ({ file_id: size })),
		};
		const send = async (from) =>
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
		await webhookExecution(stage);
		assert.deepEqual(
			world.sent.map(({ method }) => method),
			['sendVideo'],
		);
		assert.ok(world.sent[0].bytes.includes('ftyp') && world.sent[0].bytes.includes('42'));
		const bodies = sandbox.acceptedSubmits().map(({ body }) => body.prompt);
		assert.deepEqual(bodies, ['The cat yawns'], 'a stranger orders nothing');
	},
};
