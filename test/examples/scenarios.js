'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs/promises');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { itemsOf } = require('../host/executionData');
const { assertPlayable, parseMp4 } = require('../host/mp4');

const MANUAL = 'When clicking ‘Execute workflow’';
const MINUTES_TO_WAIT = 60_000;

/** Two pictures that differ: the first bytes of a PNG are enough for the node and the sandbox. */
const picture = (text) =>
	Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]);

/** Waits for something that happens in another process. */
async function until(what, look) {
	const deadlineMs = Date.now() + MINUTES_TO_WAIT;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > deadlineMs) throw new Error(`waited for ${what} in vain`);
		await sleep(200);
	}
}

function nodeOf(workflow, name) {
	return workflow.nodes.find((node) => node.name === name);
}

/** Runs the example's flow from one trigger and expects n8n to call it a success. */
async function runFrom(stage, trigger) {
	const { client, workflow } = stage;
	const id = await client.runWorkflow(workflow.id, { trigger });
	const execution = await client.waitForExecution(id);
	assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
	return execution;
}

/** The execution that a webhook started, once it has ended. */
async function webhookExecution({ client, workflow }) {
	const started = await until('an execution', async () => {
		const executions = await client.listExecutions({ filter: { workflowId: workflow.id } });
		return executions[0];
	});
	const execution = await client.waitForExecution(started.id);
	assert.equal(execution.status, 'success', execution.data?.resultData?.error?.message);
	return execution;
}

async function savedVideo({ userFolder }, fileName) {
	return await assertPlayable(path.resolve(userFolder, fileName));
}

/**
 * What each example must do, from its trigger to the file or message at its end. `prepare` may
 * change what would only cost time here; nothing else is changed.
 */
const SCENARIOS = {
	'prompt-to-video-file': {
		async run(stage) {
			const execution = await runFrom(stage, MANUAL);
			const [item] = itemsOf(execution, 'Save video to disk');
			await savedVideo(stage, item.json.fileName);
		},
	},

	'sheet-to-videos-in-drive': {
		async run(stage) {
			const { sandbox, world } = stage;
			world.sheets.set('Videos', [
				['Prompt', 'Aspect Ratio', 'Video', 'Note'],
				['A red kite', '9:16'],
				['Made long ago', '', 'https://drive.google.com/old'],
				['A blue boat', '7:1'],
				['A green train', ''],
			]);
			await runFrom(stage, MANUAL);
			const [, kite, old, boat, train] = world.sheets.get('Videos');
			assert.equal(sandbox.acceptedSubmits().length, 2);
			assert.equal(old[2], 'https://drive.google.com/old');
			assert.match(boat[3], /^Aspect Ratio must be /);
			const fileOf = (row) => world.files.find(({ id }) => row[2].includes(id));
			assert.equal(fileOf(kite).name, 'row-2.mp4');
			assert.equal(fileOf(train).name, 'row-5.mp4');
			const { width, height } = parseMp4(fileOf(kite).bytes);
			assert.ok(height > width, 'the first row asks for 9:16');
		},
	},

	'daily-short-with-approval': {
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
	},

	'product-photos-to-videos': {
		async run(stage) {
			const { sandbox, world } = stage;
			for (const name of ['mug.png', 'lamp.png']) {
				const parents = ['YOUR_PHOTO_FOLDER_ID'];
				const file = { id: world.newId(), name, mimeType: 'image/png', parents };
				world.files.push({ ...file, bytes: picture(name) });
			}
			world.sheets.set('Products', [['Photo', 'Video', 'Request ID', 'Cost']]);
			await runFrom(stage, MANUAL);
			const [, ...rows] = world.sheets.get('Products');
			assert.deepEqual(
				rows.map(([photo]) => photo),
				['mug.png', 'lamp.png'],
			);
			for (const [photo, link, requestId] of rows) {
				const file = world.files.find(({ id }) => link.includes(id));
				assert.equal(file.name, photo.replace('.png', '.mp4'));
				assert.deepEqual(file.parents, ['YOUR_VIDEO_FOLDER_ID']);
				parseMp4(file.bytes);
				const job = sandbox.jobs.find((candidate) => candidate.requestId === requestId);
				assert.match(job.body.image_url, /\/assets\//);
			}
		},
	},

	'submit-wait-get-loop': {
		prepare(workflow) {
			Object.assign(nodeOf(workflow, 'Wait').parameters, { amount: 1, unit: 'seconds' });
		},
		async run(stage) {
			const { sandbox } = stage;
			sandbox.addFault({
				phase: 'submit',
				kind: 'job',
				durationMs: 5_000,
				match: { bodyContains: 'lighthouse' },
			});
			sandbox.addFault({
				phase: 'submit',
				kind: 'job',
				fails: true,
				match: { bodyContains: 'Lanterns' },
			});
			const execution = await runFrom(stage, MANUAL);
			const { runData } = execution.data.resultData;
			assert.ok(runData['Get jobs'].length > 1, 'one round is not enough for a slow job');
			const saved = runData['Save video'].flatMap(({ data }) => data.main[0]);
			assert.equal(saved.length, 2);
			for (const { json } of saved) await savedVideo(stage, json.fileName);
			assert.equal(itemsOf(execution, 'Failed jobs')[0].json.status, 'FAILED');
			assert.equal(sandbox.acceptedSubmits().length, 3);
		},
	},

	'telegram-photo-to-video': {
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
	},

	'form-pictures-to-s3': {
		webhooks: true,
		async run(stage) {
			const { world, workflow, n8nUrl } = stage;
			const form = new FormData();
			form.append('field-0', new Blob([picture('bud')], { type: 'image/png' }), 'bud.png');
			form.append('field-1', new Blob([picture('flower')], { type: 'image/png' }), 'flower.png');
			form.append('field-2', 'The bud opens');
			const url = `${n8nUrl}/form/${nodeOf(workflow, 'Form').webhookId}`;
			const send = async (password) =>
				await fetch(url, {
					method: 'POST',
					headers: { authorization: `Basic ${btoa(`maker:${password}`)}` },
					body: form,
				});
			const registered = async () => (await send('wrong')).status !== 404;
			await until('the form', registered);
			assert.equal((await send('wrong')).status, 401, 'the form must ask for its password');
			assert.equal((await send('stand-in')).status, 200);
			await webhookExecution(stage);
			const [[key, bytes], ...others] = [...world.objects];
			assert.equal(others.length, 0);
			assert.match(key, /^transitions\/pixverse-.+\.mp4$/);
			parseMp4(bytes);
		},
	},

	'ai-agent-with-videos': {
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
	},

	'log-failures-and-recover': {
		prepare(workflow) {
			nodeOf(workflow, 'Generate videos').parameters.options.timeout = 0.05;
		},
		async run(stage) {
			const { sandbox, world } = stage;
			world.sheets.set('Failures', [['Time', 'Request ID', 'Message', 'What to do', 'Recovered']]);
			sandbox.addFault({
				phase: 'submit',
				kind: 'job',
				durationMs: 7_000,
				match: { bodyContains: 'lighthouse' },
			});
			await runFrom(stage, MANUAL);
			const [, row, ...others] = world.sheets.get('Failures');
			assert.equal(others.length, 0);
			const [, requestId, message, whatToDo] = row;
			assert.match(message, new RegExp(`not ready after .*${requestId}`));
			assert.match(whatToDo, /Job > Get/);
			await until('the slow job', () => sandbox.jobs.every(({ status }) => status === 'COMPLETED'));
			await runFrom(stage, 'Every hour');
			const [, recovered] = world.sheets.get('Failures');
			assert.equal(recovered[4], `pixverse-${requestId}.mp4`);
			await savedVideo(stage, `.n8n-files/${recovered[4]}`);
			assert.equal(sandbox.acceptedSubmits().length, 2);
		},
	},
};

module.exports = { SCENARIOS };
