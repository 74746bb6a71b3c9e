// One item from its order to its output: what is paid is picked up, and what is gone is replaced.
import { describe, expect, test } from '@jest/globals';

import type { SubmitAnswer } from '../../../nodes/PixVerse/domain/answers';
import { runJob } from '../../../nodes/PixVerse/jobs/runJob';
import {
	expectProblem,
	ID,
	oneRun,
	order,
	problem,
	script,
	type Script,
} from '../../support/oneJob';

const ACCEPTED: SubmitAnswer = { kind: 'success', requestId: ID };
const NOBODY: Script = { status: [{ kind: 'notFound' }], history: [{ kind: 'notFound' }] };

function job(answers: Script = {}, submits: SubmitAnswer[] = [ACCEPTED]) {
	const one = oneRun(answers);
	const sent: unknown[] = [];
	const next = script(...submits);
	const replacements: string[] = [];
	const run = {
		...one.run,
		api: {
			...one.run.api,
			async submit(_: string, body: unknown) {
				sent.push(body);
				return await next.next();
			},
		},
		async replaceGone() {
			const found = replacements.pop();
			if (found === undefined) return await Promise.resolve({ kind: 'maySend' as const });
			one.memory.reused('key', 'pixverse-v6', found, 1);
			return { kind: 'found' as const };
		},
	};
	return { ...one, sent, replacements, go: async (of = order()) => await runJob(run, of) };
}

describe('an order', () => {
	test('is sent once, its ID is kept and told, and its video handed over', async () => {
		const { go, sent, accepted, memory } = job();
		expect(await go()).toMatchObject({ kind: 'delivered', job: { requestId: ID, resumed: false } });
		expect(sent).toEqual([{ prompt: 'a fox' }]);
		expect(accepted).toEqual([ID]);
		expect(memory.find('key')?.state).toBe('finished');
	});

	test('is sent as the text that it was written as', async () => {
		const { go, sent } = job();
		await go(order({ bodyText: '{ "seed": 12345678901234567890 }' }));
		expect(sent).toEqual(['{ "seed": 12345678901234567890 }']);
	});

	test.each([
		[
			'{ "seed": 12345678901234567890, "scale": 1.50 }',
			{ seed: 1.2345678901234567e19, scale: 1.5 },
		],
		[' {"only":1}', { only: 1 }],
	])('is sent with the fields as they were written: %s', async (extraText, extra) => {
		const { go, sent } = job();
		const body = { prompt: 'a fox', ...extra };
		const buildBody = async () => await Promise.resolve({ kind: 'body' as const, body });
		await go(order({ extraText, buildBody }));
		expect(sent).toEqual([`{"prompt":"a fox",${extraText.trim().slice(1)}`]);
		expect(JSON.parse(String(sent[0]))).toEqual(body);
	});

	test('that failed is sent anew', async () => {
		const { go, sent, memory } = job();
		memory.failed('key', 'pixverse-v6', 'job-0');
		expect(await go()).toMatchObject({ job: { requestId: ID, resumed: false } });
		expect(sent).toHaveLength(1);
	});

	test('whose ID came with an error is kept and told before it is looked for', async () => {
		const doubt = problem('outcome-unknown', { requestId: ID });
		const { go, accepted, memory } = job(NOBODY, [{ ...ACCEPTED, doubt }]);
		expectProblem(await go(), { code: 'outcome-unknown', requestId: ID });
		expect(accepted).toEqual([ID]);
		expect(memory.find('key')).toMatchObject({ state: 'accepted', requestId: ID });
	});
});

describe('never sent again', () => {
	test.each(['unknown', 'accepted', 'finished'] as const)('where it is %s', async (state) => {
		const { go, sent, memory } = job();
		memory.sending('key', 'pixverse-v6', 1);
		if (state !== 'unknown') memory.accepted('key', 'pixverse-v6', ID, 1);
		if (state === 'finished') memory.finished('key', 'pixverse-v6', ID, { videoUrl: 'https://x' });
		const ended = await go();
		if (state === 'unknown') expectProblem(ended, { code: 'outcome-unknown' });
		else expect(ended).toMatchObject({ job: { requestId: ID, resumed: true } });
		expect(sent).toEqual([]);
	});

	test('where its own record is gone', async () => {
		const { go, sent, memory } = job(NOBODY);
		memory.accepted('key', 'pixverse-v6', ID, -1e8);
		expectProblem(await go(), { code: 'job-not-found', requestId: ID });
		expect(sent).toEqual([]);
	});
});

describe("another execution's job that is gone", () => {
	test('is replaced by another equal one', async () => {
		const { go, sent, memory, replacements } = job({
			status: [{ kind: 'notFound' }, { kind: 'completed', metrics: {} }],
			history: [{ kind: 'notFound' }],
		});
		memory.reused('key', 'pixverse-v6', 'job-0', -1e8);
		replacements.push(ID);
		expect(await go()).toMatchObject({ kind: 'delivered', job: { requestId: ID, resumed: true } });
		expect(sent).toEqual([]);
	});

	test('is ordered where there is none', async () => {
		const { go, sent, memory } = job({
			status: [{ kind: 'notFound' }, { kind: 'completed', metrics: {} }],
			history: [{ kind: 'notFound' }],
		});
		memory.reused('key', 'pixverse-v6', 'job-0', -1e8);
		expect(await go()).toMatchObject({ kind: 'delivered', job: { requestId: ID, resumed: false } });
		expect(sent).toHaveLength(1);
	});
});
