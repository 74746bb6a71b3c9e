'use strict';

const assert = require('node:assert/strict');

const { itemsOf } = require('../../host/executionData');
const { MANUAL, nodeOf, runFrom, savedVideo } = require('../steps');

module.exports = {
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
};
