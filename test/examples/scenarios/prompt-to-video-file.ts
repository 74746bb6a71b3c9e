import assert from 'node:assert/strict';

import { firstItemOf, textOf } from '../../host/executionData';
import { MANUAL, runFrom, savedVideo, type Scenario } from '../steps';

export const promptToVideoFile: Scenario = {
	async dry(play) {
		const execution = await runFrom(play, MANUAL);
		const saved = firstItemOf(execution, 'Save video to disk');
		assert.match(textOf(saved, 'fileName'), /DRY-RUN-/);
	},
	async run(play) {
		const execution = await runFrom(play, MANUAL);
		const saved = firstItemOf(execution, 'Save video to disk');
		await savedVideo(play, textOf(saved, 'fileName'));
	},
};
