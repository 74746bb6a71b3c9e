import { emitsEachJobOnce } from '../../host/triggerRun';
import type { Moment } from '../moment';

export const triggerOverCrashes: Moment = {
	name: 'trigger-over-crashes',
	title: 'PixVerse Trigger emits each job once, with its file, over a restart and a kill -9',
	async run(stage) {
		const { client, credential, sandbox } = stage;
		const restart = async (end: 'stop' | 'kill9', whileDown: () => Promise<void>) => {
			await stage.n8n[end]();
			await whileDown();
			await stage.restartN8n();
			await client.logIn();
		};
		return await emitsEachJobOnce({ client, credential, restart, sandbox });
	},
};
