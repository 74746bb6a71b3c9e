// Sync mode: the answer is the paid video, so its file is kept, and what nobody knows is never sent again.
import { expect, test } from '@jest/globals';

import type { SyncAnswer } from '../../../nodes/PixVerse/domain/answers';
import { runSyncJob } from '../../../nodes/PixVerse/jobs/runSyncJob';
import {
	COMPLETED,
	expectProblem,
	ID,
	oneRun,
	order,
	problem,
	script,
	VIDEO_URL,
} from '../../support/oneJob';

type Answer = SyncAnswer<string>;

async function sync(answers: Answer[], one = oneRun(), of = order()) {
	const { next, calls } = script(...answers);
	const ended = await runSyncJob({ ...one.run, send: next }, of);
	return { ...one, ended, sent: calls(), kept: one.memory.find('key') };
}

test('a video that came as bytes is kept with its file', async () => {
	const answer: Answer = { kind: 'success', requestId: ID, result: { seed: 7 }, binary: 'a file' };
	const { ended, kept, accepted } = await sync([answer]);
	expect(ended).toMatchObject({
		job: { requestId: ID, seed: 7, resumed: false },
		stored: 'a file',
	});
	expect(kept).toMatchObject({
		state: 'finished',
		stored: { executionId: 'execution 1', binary: 'a file' },
	});
	expect(accepted).toEqual([ID]);
});

test('one that came as an address is kept with that, without its raw answer', async () => {
	const result = { videoUrl: VIDEO_URL, raw: { output: VIDEO_URL } };
	const { ended, kept, accepted } = await sync([{ kind: 'success', result }]);
	expect(ended).toMatchObject({ job: { videoUrl: VIDEO_URL }, stored: undefined });
	expect(kept).toMatchObject({ state: 'finished', result: { videoUrl: VIDEO_URL } });
	expect(JSON.stringify(kept)).not.toContain('raw');
	expect(accepted).toEqual([]);
});

test('what is paid is kept before it is handed over', async () => {
	const one = oneRun();
	const deliver = async () =>
		await Promise.resolve({ kind: 'problem' as const, problem: problem('download-failed') });
	const result = { videoUrl: VIDEO_URL };
	const { kept } = await sync([{ kind: 'success', result }], {
		...one,
		run: { ...one.run, deliver },
	});
	expect(kept?.state).toBe('finished');
});

test('an unknown outcome is never sent again, by no try', async () => {
	const one = oneRun();
	const unknown: Answer = { kind: 'unknown', problem: problem('outcome-unknown') };
	expectProblem((await sync([unknown], one)).ended, { code: 'outcome-unknown' });
	const again = await sync([unknown], one);
	expectProblem(again.ended, { code: 'outcome-unknown' });
	expect(again.sent).toBe(0);
});

test('a job that is only begun is followed, and by a later try again', async () => {
	const one = oneRun({ status: [{ kind: 'refused', problem: problem('key-refused') }, COMPLETED] });
	const begun: Answer = { kind: 'success', requestId: ID, result: {}, isUnderWay: true };
	expectProblem((await sync([begun], one)).ended, { code: 'key-refused', requestId: ID });
	expect(one.memory.find('key')).toMatchObject({ state: 'accepted', requestId: ID });
	const again = await sync([begun], one);
	expect(again.ended).toMatchObject({ job: { requestId: ID, videoUrl: VIDEO_URL, resumed: true } });
	expect(again.sent).toBe(0);
	expect(one.accepted).toEqual([ID]);
});

test('a Stop that cuts off the answer is no failure, and leaves the order unknown', async () => {
	const one = oneRun();
	const send = async (): Promise<Answer> => {
		one.stop.abort();
		return await Promise.resolve({ kind: 'unknown', problem: problem('outcome-unknown') });
	};
	expect(await runSyncJob({ ...one.run, send }, order())).toEqual({ kind: 'aborted' });
	expect(one.memory.find('key')?.state).toBe('unknown');
});

test('a Stop is no failure of the order', async () => {
	const one = oneRun();
	one.stop.abort();
	expect((await sync([], one)).ended).toEqual({ kind: 'aborted' });
});
