import assert from 'node:assert/strict';

import { firstItemOf, runsOf, textOf } from '../../host/executionData';
import { waitFor } from '../../support/waiting';
import { MANUAL, nodeOf, runFrom, savedVideo, type Play, type Scenario } from '../steps';

const SLOW = 'lighthouse';
/** Until it is ended here. */
const SLOW_JOB_MS = 600_000;

/** Lets the workflow see its slow job under way once, however slow the machine. */
async function finishAfterOneLook({ sandbox }: Play) {
	const slowId = await waitFor('a look at the slow job', () => {
		const slow = sandbox.jobs.find(({ body }) => String(body.prompt).includes(SLOW));
		const isSeen = sandbox.requests.some(
			({ phase, requestId, endedAt }) =>
				phase === 'status' && requestId === slow?.requestId && endedAt !== null,
		);
		return isSeen && slow?.requestId;
	});
	sandbox.finish(slowId);
}

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
			durationMs: SLOW_JOB_MS,
			match: { bodyContains: SLOW },
		});
		sandbox.addFault({
			phase: 'submit',
			kind: 'job',
			fails: 'The scene could not be drawn',
			match: { bodyContains: 'Lanterns' },
		});
		const [execution] = await Promise.all([runFrom(play, MANUAL), finishAfterOneLook(play)]);
		const rounds = runsOf(execution, 'Get jobs');
		assert.ok(rounds.length > 1, 'one round is not enough for a slow job');
		const saved = runsOf(execution, 'Save video').flat();
		assert.equal(saved.length, 2);
		for (const item of saved) await savedVideo(play, textOf(item, 'fileName'));
		assert.equal(firstItemOf(execution, 'Failed jobs').json.status, 'FAILED');
		assert.equal(sandbox.acceptedSubmits().length, 3);
	},
};
