// A paid POST: sent again only where it was certainly not accepted, and remembered before each try.
import { describe, expect, test } from '@jest/globals';

import type { PaidAnswer } from '../../../nodes/PixVerse/domain/answers';
import { sendOrder } from '../../../nodes/PixVerse/jobs/submit';
import { expectProblem, oneRun, order, problem, script } from '../../support/oneJob';

type Answer = PaidAnswer<{ requestId: string }>;

const GOOD: Answer = { kind: 'success', requestId: 'job-1' };
const DOWN: Answer = {
	kind: 'notAccepted',
	problem: problem('segmind-down'),
	mayResend: true,
};
const REFUSED: Answer = { ...DOWN, problem: problem('request-refused'), mayResend: false };
const LIMITED: Answer = { kind: 'rateLimited', waitMs: 1_000, problem: problem('rate-limited') };
const UNKNOWN: Answer = { kind: 'unknown', problem: problem('outcome-unknown') };

async function send(answers: Answer[], one = oneRun()) {
	const { next, calls } = script(...answers);
	const seen: unknown[] = [];
	const told: string[] = [];
	const run = {
		...one.run,
		onSending: () => void told.push('sending'),
		onNotAccepted: () => void told.push('not accepted'),
	};
	const ended = await sendOrder(run, order(), async () => {
		seen.push(one.memory.find('key')?.state);
		return await next();
	});
	return { ...one, ended, seen, told, sent: calls() };
}

describe('sent again', () => {
	test.each<[string, Answer[]]>([
		['after a failure of the server', [DOWN, DOWN, DOWN, GOOD]],
		['after a rate limit, as often as it takes', [...Array<Answer>(9).fill(LIMITED), GOOD]],
	])('%s', async (_, answers) => {
		const { ended, sent, seen, told } = await send(answers);
		expect(ended).toMatchObject({ kind: 'success', requestId: 'job-1' });
		expect(sent).toBe(answers.length);
		expect(new Set(seen)).toEqual(new Set(['unknown']));
		expect(told.filter((word) => word === 'not accepted')).toHaveLength(answers.length - 1);
	});

	test('three times, and no more', async () => {
		const { ended, sent, memory } = await send([DOWN]);
		expectProblem(ended, { code: 'segmind-down', model: 'pixverse-v6' });
		expect(sent).toBe(4);
		expect(memory.find('key')).toBeUndefined();
	});
});

describe('never sent again', () => {
	test('where it is refused, which is forgotten', async () => {
		const { ended, sent, memory } = await send([REFUSED, GOOD]);
		expectProblem(ended, { code: 'request-refused' });
		expect(sent).toBe(1);
		expect(memory.find('key')).toBeUndefined();
	});

	test.each([undefined, '../odd'])('where nobody knows; its ID %p is kept', async (requestId) => {
		const named = { ...UNKNOWN, problem: problem('outcome-unknown', { requestId }) };
		const { ended, sent, memory, told } = await send([named, GOOD]);
		expectProblem(ended, { code: 'outcome-unknown' });
		expect(sent).toBe(1);
		expect(memory.find('key')).toMatchObject({ state: 'unknown', ...(requestId && { requestId }) });
		expect(told).toEqual(['sending']);
	});
});

test('a Stop before its turn sends nothing', async () => {
	const one = oneRun();
	one.stop.abort();
	const { ended, sent } = await send([GOOD], one);
	expect(ended).toEqual({ kind: 'aborted' });
	expect(sent).toBe(0);
});

test('a body that cannot be built sends nothing', async () => {
	const { run } = oneRun();
	const failed = { kind: 'problem' as const, problem: problem('invalid-input') };
	const ended = await sendOrder(
		run,
		order({ buildBody: async () => await Promise.resolve(failed) }),
		async () => await Promise.reject(new Error('sent')),
	);
	expect(ended).toEqual(failed);
});
