import assert from 'node:assert/strict';

import { anyObject } from '../../support/json';
import { elementAt, theOnly } from '../../support/lists';
import { MANUAL, nodeOf, runFrom, savedVideo, type Scenario } from '../steps';

/** Much longer than the quick job takes, however slow the machine. */
const TIMEOUT_MINUTES = 0.15;
const QUICK_JOB_MS = 300;
/** Until it is ended here. */
const SLOW_JOB_MS = 600_000;

export const logFailuresAndRecover: Scenario = {
	prepare(workflow) {
		const { parameters } = nodeOf(workflow, 'Generate videos');
		parameters.options = { ...anyObject.parse(parameters.options), timeout: TIMEOUT_MINUTES };
	},
	arrange({ services }) {
		services.sheets.set('Failures', [['Time', 'Request ID', 'Message', 'What to do', 'Recovered']]);
	},
	async dry(play) {
		await runFrom(play, MANUAL);
		await runFrom(play, 'Every hour');
	},
	async run(play) {
		const { sandbox, services } = play;
		sandbox.configure({ jobDurationMs: QUICK_JOB_MS });
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			durationMs: SLOW_JOB_MS,
			match: { bodyContains: 'lighthouse' },
		});
		await runFrom(play, MANUAL);
		const failure = () => theOnly(services.sheet('Failures').slice(1)).map(String);
		const [, requestId = '', message = '', whatToDo = ''] = failure();
		assert.match(message, new RegExp(`not ready after .*${requestId}`));
		assert.match(whatToDo, /Job > Get/);
		sandbox.finish(requestId);
		await runFrom(play, 'Every hour');
		const recovered = elementAt(failure(), 4);
		assert.equal(recovered, `pixverse-${requestId}.mp4`);
		await savedVideo(play, `.n8n-files/${recovered}`);
		assert.equal(sandbox.acceptedSubmits().length, 2);
	},
};
