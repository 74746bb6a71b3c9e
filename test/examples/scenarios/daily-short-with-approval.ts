import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import { parseJson, z } from '../../support/json';
import { elementAt, theOnly } from '../../support/lists';
import { waitFor } from '../../support/waiting';
import type { Published } from '../services';
import { assertSuccess, nodeOf, type Play, type Scenario } from '../steps';

const buttonSchema = z.object({ text: z.string(), url: z.string() });
const questionSchema = z.object({
	reply_markup: z.object({ inline_keyboard: z.array(z.array(buttonSchema)) }),
});
const shortSchema = z.object({
	snippet: z.object({ title: z.string() }),
	status: z.object({ privacyStatus: z.string() }),
});
const reelSchema = z.object({
	media_type: z.string(),
	caption: z.string(),
	video_url: z.string(),
});

const IDEA = { prompt: 'A snail climbs a daisy', title: 'Slowly', caption: 'Up. #snail' };

/** Lets it ask, and says yes. */
async function publish(play: Play): Promise<void> {
	const { client, workflow, services } = play;
	const id = await client.startWorkflow(workflow.id, 'Every morning');
	const question = await waitFor('the question', () =>
		services.sent.find(({ method }) => method === 'sendMessage'),
	);
	assert.equal(
		elementAt(services.sent, 0).method,
		'sendVideo',
		'the video comes before the question',
	);
	assert.equal(services.published.length, 0, 'nothing is published before the approval');
	const asked = parseJson(question.bytes.toString('utf8'), questionSchema);
	const buttons = asked.reply_markup.inline_keyboard.flat();
	const yes = theOnly(buttons.filter(({ text }) => text === 'Publish'));
	const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
	await waitFor('the workflow to wait', async () => {
		return (await client.getExecution(id)).status === 'waiting';
	});
	assert.equal((await fetch(yes.url, { headers: browser })).status, 200);
	assertSuccess(await client.waitForExecution(id));
}

export const dailyShortWithApproval: Scenario = {
	prepare(workflow) {
		Object.assign(nodeOf(workflow, 'Wait a minute').parameters, { amount: 1, unit: 'seconds' });
	},
	arrange({ services }) {
		services.idea = JSON.stringify({ output: IDEA });
	},
	dry: publish,
	async run(play) {
		const { services, sandbox } = play;
		await publish(play);
		assert.equal(sandbox.acceptedSubmits().length, 1, 'fetching it again orders nothing');
		const publishedOn = (place: Published['on']) =>
			theOnly(services.published.filter(({ on }) => on === place));
		const { snippet, status } = shortSchema.parse(publishedOn('youtube'));
		assert.equal(snippet.title, 'Slowly');
		assert.equal(status.privacyStatus, 'private');
		parseMp4(elementAt(services.files, 0).bytes);
		const reel = reelSchema.parse(publishedOn('instagram'));
		assert.equal(reel.media_type, 'REELS');
		assert.equal(reel.caption, IDEA.caption);
		assert.match(reel.video_url, /\.mp4$/);
	},
};
