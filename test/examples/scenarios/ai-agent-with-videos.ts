import assert from 'node:assert/strict';

import { z } from '../../support/json';
import { elementAt, theOnly } from '../../support/lists';
import { assertSuccess, type Play, type Scenario } from '../steps';

const orderSchema = z.object({ prompt: z.string(), aspect_ratio: z.string() });

/** Asks for a video in the chat. @returns what its tool told the model */
async function ask({ client, workflow, services }: Play): Promise<string> {
	const chat = {
		chatInput: 'A vertical video of a cat',
		action: 'sendMessage',
		sessionId: '1',
	};
	const executionId = await client.startWorkflow(workflow.id, 'Chat', {
		startTime: Date.now(),
		executionTime: 0,
		executionIndex: 0,
		source: [null],
		executionStatus: 'success',
		data: { main: [[{ json: chat, pairedItem: { item: 0 } }]] },
	});
	assertSuccess(await client.waitForExecution(executionId));
	return elementAt(elementAt(services.chats, -1), -1).content;
}

export const aiAgentWithVideos: Scenario = {
	async dry(play) {
		assert.match(await ask(play), /dry-run\.invalid/);
	},
	async run(play) {
		const { sandbox } = play;
		const told = await ask(play);
		const ordered = orderSchema.parse(theOnly(sandbox.acceptedSubmits()).body);
		assert.deepEqual(ordered, { prompt: 'A cat chases snowflakes', aspect_ratio: '9:16' });
		assert.match(told, /videoUrl/);
		assert.ok(told.length < 2_000, 'the file itself must not reach the model');
	},
};
