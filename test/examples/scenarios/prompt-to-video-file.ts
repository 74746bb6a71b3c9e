import { firstItemOf, textOf } from '../../host/executionData';
import { MANUAL, runFrom, savedVideo, type Scenario } from '../steps';

export const promptToVideoFile: Scenario = {
	async run(play) {
		const execution = await runFrom(play, MANUAL);
		const saved = firstItemOf(execution, 'Save video to disk');
		await savedVideo(play, textOf(saved, 'fileName'));
	},
};
