// What becomes of a paid job: it is kept before anything can go wrong, and handed over once.
import { describe, expect, test } from '@jest/globals';

import { deliverFinished, finishJob } from '../../../nodes/PixVerse/jobs/finishJob';
import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import {
	expectProblem,
	ID,
	oneRun,
	order,
	problem,
	PROCESSING,
	VIDEO_URL,
	type Script,
} from '../../support/oneJob';

const DOUBT = problem('outcome-unknown', { requestId: ID });

async function finish(
	answers: Script,
	{ wait = true, keepsRaw = false, doubted = false, resumed = false } = {},
) {
	const one = oneRun(answers);
	one.memory.accepted('key', 'pixverse-v6', ID, 1);
	const ended = await finishJob(one.run, order({ wait, keepsRaw }), {
		requestId: ID,
		...(doubted ? { doubt: DOUBT } : {}),
		...(resumed ? { acceptedEarlierMs: 1 } : {}),
	});
	return { ...one, ended, kept: one.memory.find('key') };
}

describe('a finished job', () => {
	test('is kept with its address and all that the API gave but its raw answer', async () => {
		const { ended, kept } = await finish({});
		expect(ended).toMatchObject({ job: { requestId: ID, videoUrl: VIDEO_URL, resumed: false } });
		expect(kept).toEqual({
			state: 'finished',
			model: 'pixverse-v6',
			requestId: ID,
			result: { videoUrl: VIDEO_URL, seed: 7, cost: 0.5 },
		});
	});

	test('is kept before it is handed over', async () => {
		const { run, memory } = oneRun();
		const deliver = async () => {
			expect(memory.find('key')?.state).toBe('finished');
			return await Promise.resolve({ kind: 'aborted' as const });
		};
		await finishJob({ ...run, deliver }, order(), { requestId: ID });
		expect.assertions(1);
	});

	test('is kept with its raw answer where that is what was ordered', async () => {
		const { kept } = await finish({}, { keepsRaw: true });
		expect(kept).toMatchObject({ result: { raw: { video: { url: VIDEO_URL } } } });
	});

	test('without an address is asked for again by the next try, unless words were ordered', async () => {
		const result: Script['result'] = [{ kind: 'completed', result: { raw: { output: 'words' } } }];
		expect((await finish({ result })).kept).toMatchObject({ state: 'accepted' });
		expect((await finish({ result }, { keepsRaw: true })).kept).toMatchObject({
			result: { raw: { output: 'words' } },
		});
	});

	test('that was picked up says so', async () =>
		expect((await finish({}, { resumed: true })).ended).toMatchObject({ job: { resumed: true } }));
});

test('a failed job is kept as one that cost nothing', async () => {
	const { ended, kept } = await finish({ status: [{ kind: 'failed', reason: 'moderated' }] });
	expectProblem(ended, { code: 'job-failed', requestId: ID });
	expect(kept?.state).toBe('failed');
});

test('any other end leaves it paid', async () => {
	const { ended, kept } = await finish({ status: [PROCESSING] });
	expectProblem(ended, { code: 'timeout', requestId: ID });
	expect(kept?.state).toBe('accepted');
});

describe('not waited for', () => {
	test('it is handed back at once', async () => {
		const { ended, calls } = await finish({}, { wait: false });
		expect(ended).toMatchObject({ kind: 'submitted', requestId: ID, state: 'QUEUED' });
		expect(calls('status')).toBe(0);
	});

	test.each<[string, Script]>([
		['under way', { status: [PROCESSING] }],
		['finished', {}],
	])('in doubt it is looked at once: %s', async (_, answers) => {
		const { ended, calls } = await finish(answers, { wait: false, doubted: true });
		expect(ended).toMatchObject({ kind: 'submitted', requestId: ID });
		expect(calls('status')).toBe(1);
	});
});

describe('in doubt', () => {
	const nobody: Script = { status: [{ kind: 'notFound' }], history: [{ kind: 'notFound' }] };

	test.each([true, false])(
		'a job that nobody knows: the doubt is told (waiting: %p)',
		async (wait) =>
			expectProblem((await finish(nobody, { doubted: true, wait })).ended, {
				code: 'outcome-unknown',
				requestId: ID,
			}),
	);

	test('one that is known is like any other', async () =>
		expect((await finish({}, { doubted: true })).ended.kind).toBe('delivered'));
});

describe('what an earlier try has finished', () => {
	const file = { executionId: 'execution 1', binary: 'a file' };
	const record = {
		state: 'finished',
		model: 'pixverse-v6',
		requestId: ID,
		result: { videoUrl: VIDEO_URL },
	} as const;

	test.each([
		['this execution has stored', { ...record, stored: file }, 'a file'],
		[
			'another has stored',
			{ ...record, stored: { ...file, executionId: 'execution 0' } },
			undefined,
		],
		[
			'another has stored, as the only copy',
			{ ...record, result: {}, stored: { ...file, executionId: 'execution 0' } },
			'a file',
		],
		['nobody has stored', record, undefined],
	])('whose file %s', async (_, known, stored) => {
		const { run, calls } = oneRun({}, new JobMemory<string>({}));
		const ended = await deliverFinished(run, order(), known);
		expect(ended).toMatchObject({ job: { requestId: ID, resumed: true }, stored });
		expect([calls('status'), calls('result'), calls('history')]).toEqual([0, 0, 0]);
	});
});
