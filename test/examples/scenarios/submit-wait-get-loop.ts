import assert from 'node:assert/strict';

import { firstItemOf, runsOf, textOf } from '../../host/executionData';
import { MANUAL, nodeOf, runFrom, savedVideo, type Scenario } from '../steps';

export const submitWaitGetLoop: Scenario = {
	prepare(workflow) {
		Object.assign(nodeOf(workflow, 'Wait').parameters, { amount: 1, unit: 'seconds' });
	},
	async dry(play) {
		const execution = await runFrom(play, MANUAL);
		const saved = runsOf(execution, 'Save video').flat();
		assert.equal(saved.length, 3);
		for (const item of saved) assert.match(textOf(item, 'fileName'), /DRY-RUN-/);
	},
	async run(play) {
		const { sandbox } = play;
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			durationMs: 5_000,
			match: { bodyContains: 'lighthouse' },
		});
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			fails: 'The scene could not be drawn',
			match: { bodyContains: 'Lanterns' },
		});
		const execution = await runFrom(play, MANUAL);
		const rounds = runsOf(execution, 'Get jobs');
		assert.ok(rounds.length > 1, 'one round is not enough for a slow job');
		const saved = runsOf(execution, 'Save video').flat();
		assert.equal(saved.length, 2);
		for (const item of saved) await savedVideo(play, textOf(item, 'fileName'));
		assert.equal(firstItemOf(execution, 'Failed jobs').json.status, 'FAILED');
		assert.equal(sandbox.acceptedSubmits().length, 3);
	},
};
