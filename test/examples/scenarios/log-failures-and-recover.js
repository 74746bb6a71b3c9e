'use strict';

const assert = require('node:assert/strict');

const { MANUAL, nodeOf, runFrom, savedVideo, until } = require('../steps');

module.exports = {
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
};
