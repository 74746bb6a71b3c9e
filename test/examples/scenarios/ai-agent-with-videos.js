'use strict';

const assert = require('node:assert/strict');

const {} = require('../steps');

module.exports = {
	async run(stage) {
		const { client, workflow, world, sandbox } = stage;
		const chat = {
			chatInput: 'A vertical video of a cat',
			action: 'sendMessage',
			sessionId: '1',
		};
		const { executionId } = await client.request('POST', `/rest/workflows/${workflow.id}/run`, {
			triggerToStartFrom: {
				name: 'Chat',
				data: {
					startTime: Date.now(),
					executionTime: 0,
					executionIndex: 0,
					source: [null],
					executionStatus: 'success',
					data: { main: [[{ json: chat, pairedItem: { item: 0 } }]] },
				},
			},
		});
		const execution = await client.waitForExecution(executionId);
		assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
		const [ordered, ...others] = sandbox.acceptedSubmits();
		assert.equal(others.length, 0);
		assert.equal(ordered.body.prompt, 'A cat chases snowflakes');
		assert.equal(ordered.body.aspect_ratio, '9:16');
		const told = world.chats.at(-1).messages.at(-1).content;
		assert.match(told, /videoUrl/);
		assert.ok(told.length < 2_000, 'the file itself must not reach the model');
	},
};
