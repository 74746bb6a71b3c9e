'use strict';

const assert = require('node:assert/strict');

const { parseMp4 } = require('../../host/mp4');
const { nodeOf, until } = require('../steps');

module.exports = {
	prepare(workflow) {
		Object.assign(nodeOf(workflow, 'Wait a minute').parameters, { amount: 1, unit: 'seconds' });
	},
	async run(stage) {
		const { client, workflow, world, sandbox } = stage;
		const idea = { prompt: 'A snail climbs a daisy', title: 'Slowly', caption: 'Up. #snail' };
		world.idea = JSON.stringify({ output: idea });
		const id = await client.runWorkflow(workflow.id, { trigger: 'Every morning' });
		const question = await until('the question', () =>
			world.sent.find(({ method }) => method === 'sendMessage'),
		);
		assert.equal(world.sent[0].method, 'sendVideo', 'the video comes before the question');
		assert.equal(world.published.length, 0, 'nothing is published before the approval');
		const buttons = JSON.parse(question.bytes).reply_markup.inline_keyboard.flat();
		const { url } = buttons.find(({ text }) => text === 'Publish');
		const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
		await until('the workflow to wait', async () => {
			return (await client.getExecution(id)).status === 'waiting';
		});
		assert.equal((await fetch(url, { headers: browser })).status, 200);
		const execution = await client.waitForExecution(id);
		assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
		assert.equal(sandbox.acceptedSubmits().length, 1, 'fetching it again orders nothing');
		const [youtube, instagram] = ['youtube', 'instagram'].map((place) =>
			world.published.find(({ on }) => on === place),
		);
		assert.equal(youtube.snippet.title, 'Slowly');
		assert.equal(youtube.status.privacyStatus, 'private');
		parseMp4(world.files[0].bytes);
		assert.equal(instagram.media_type, 'REELS');
		assert.equal(instagram.caption, idea.caption);
		assert.match(instagram.video_url, /\.mp4$/);
	},
};
