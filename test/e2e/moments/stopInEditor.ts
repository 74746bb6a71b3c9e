import assert from 'node:assert/strict';

import type { Moment } from '../moment';
import { assertSilence, STOP_WITHIN_MS, waitForRequest } from '../silence';
import { inARow, pixVerse } from '../workflows';

export const stopInEditor: Moment = {
	name: 'stop',
	title: 'Stop in the editor ends a running job in under 2 s, with no request after it',
	async run({ client, credential, editor, pictures, sandbox }) {
		sandbox.configure({ jobDurationMs: 600_000 });
		const parameters = { prompt: 'A slow river', options: { pollInterval: 0.3 } };
		const row = [pixVerse(credential, parameters, { retryOnFail: true, waitBetweenTries: 1000 })];
		const { id } = await client.createWorkflow(inARow('Stop', row));
		await editor.openWorkflow(id);
		await editor.part('execute-workflow-button').click();
		await waitForRequest(sandbox, ({ phase }) => phase === 'status');
		await editor.part('stop-execution-button').waitFor();
		await pictures.take('stop-running');

		const startedMs = Date.now();
		await editor.part('stop-execution-button').click();
		await editor.part('stop-execution-button').waitFor({ state: 'hidden' });
		const tookMs = Date.now() - startedMs;
		assert.ok(tookMs < STOP_WITHIN_MS, `Stop took ${tookMs} ms`);
		await assertSilence(sandbox);
		await pictures.take('stopped');
		assert.equal(sandbox.acceptedSubmits().length, 1);
		return `${tookMs} ms`;
	},
};
