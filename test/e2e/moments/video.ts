import assert from 'node:assert/strict';

import type { Moment } from '../moment';
import { inARow, pixVerse } from '../workflows';

export const video: Moment = {
	name: 'video',
	title: 'Execute step makes a video, and it plays in the output panel',
	readme: true,
	async run({ client, credential, editor, pictures, sandbox }) {
		const { id } = await client.createWorkflow(inARow('Video', [pixVerse(credential, {})]));
		await editor.openNode(id);
		await editor.type('prompt', 'A paper boat sails down a rainy street, slow tracking shot');
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();
		await editor.output.getByText(/1 video made\. Cost: .* USD/).waitFor();
		await editor.showOutputAs('binary');
		await editor.output.getByText('video/mp4').waitFor();
		await editor.closeNotices();
		await pictures.take('video-file');

		await editor.part('ndv-view-binary-data').click();
		const video = editor.output.locator('video');
		await video.waitFor();
		const reach = async (seconds: number) => {
			await editor.page.waitForFunction(
				({ player, wanted }) =>
					player instanceof HTMLVideoElement &&
					player.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA &&
					player.currentTime >= wanted,
				{ player: await video.elementHandle(), wanted: seconds },
			);
		};
		// A clip of 3 s: it plays while it is looked at, and its time goes on.
		await reach(0.5);
		await reach(1.2);
		const { width, height } = await video.evaluate((player: HTMLVideoElement) => {
			player.pause();
			return { width: player.videoWidth, height: player.videoHeight };
		});
		assert.equal((width / height).toFixed(2), (16 / 9).toFixed(2));
		// The player's buttons fade in meanwhile.
		await pictures.take('video-paused');
		await pictures.take('video', { of: [editor.part('ndv')], maxHeight: 620, readme: true });
		assert.equal(sandbox.acceptedSubmits().length, 1);
	},
};
