// A run of orders: what is paid is seen to its end whatever refuses the rest, and always named.
import { describe, expect, test } from '@jest/globals';

import type { Outcome } from '../../../nodes/PixVerse/domain/outcome';
import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import { runOrders } from '../../../nodes/PixVerse/jobs/runOrders';
import { problem } from '../../support/oneJob';
import { simulatedClock } from '../../support/simulated/clock';

interface Done {
	kind: 'done';
	key: string;
}

const REFUSAL = { kind: 'problem', problem: problem('max-videos') } as const;
const ORDERS = ['a', 'b', 'c'].map((key) => ({ key }));

/** `a` is paid, `b` was sent and nobody knows. */
function paidMemory(): JobMemory {
	const memory = new JobMemory({});
	memory.accepted('a', 'm', 'job-a', 1);
	memory.sending('b', 'm', 1);
	return memory;
}

async function run(
	judged: Outcome<{ kind: 'allowed' }>,
	{ stopsAtFirstProblem = true, memory = paidMemory(), fails = '', isStopped = false } = {},
) {
	const stop = new AbortController();
	if (isStopped) stop.abort();
	const worked: string[] = [];
	const end = await runOrders<{ key: string }, Done>(
		{
			memory,
			cancel: stop.signal,
			stopsAtFirstProblem,
			judge: async () => await Promise.resolve(judged),
			conduct: () => ({
				clock: simulatedClock(),
				random: () => 0.5,
				cancel: stop.signal,
				concurrency: 1,
				stopsAtFirstProblem,
				isDurationDocumented: true,
				prepare:
					() =>
					async ({ key }): Promise<Outcome<Done>> => {
						worked.push(key);
						return await Promise.resolve(
							key === fails
								? { kind: 'problem', problem: problem('job-failed') }
								: { kind: 'done', key },
						);
					},
				problemOf: () => problem('internal-error'),
			}),
		},
		ORDERS,
	);
	return { end, worked };
}

test('allowed, every order is worked on, in order', async () => {
	const { end, worked } = await run({ kind: 'allowed' });
	expect(worked).toEqual(['a', 'b', 'c']);
	expect(end).toMatchObject({ kind: 'done', ended: ORDERS.map((item) => ({ item })) });
});

describe('refused', () => {
	test('not continuing, nothing goes on, and what is paid is listed', async () => {
		const { end, worked } = await run(REFUSAL);
		expect(worked).toEqual([]);
		expect(end).toMatchObject({ kind: 'failed', problem: { acceptedRequestIds: ['job-a'] } });
		expect(end).not.toHaveProperty('item');
	});

	test('continuing, what needs no submit goes on, and the rest is refused', async () => {
		const { end, worked } = await run(REFUSAL, { stopsAtFirstProblem: false });
		expect(worked).toEqual(['a', 'b']);
		expect(end).toMatchObject({
			kind: 'done',
			ended: [
				{ outcome: { kind: 'done' } },
				{ outcome: { kind: 'done' } },
				{ outcome: { problem: { code: 'max-videos', acceptedRequestIds: ['job-a'] } } },
			],
		});
	});
});

test('one that fails ends the run and tells of the others, known and unknown', async () => {
	const { end, worked } = await run({ kind: 'allowed' }, { fails: 'c' });
	expect(worked).toEqual(['a', 'b', 'c']);
	expect(end).toMatchObject({
		kind: 'failed',
		item: { key: 'c' },
		problem: {
			acceptedRequestIds: ['job-a'],
			description: expect.stringContaining('1 other order of this run has an unknown outcome'),
		},
	});
});

test('but not of itself', async () => {
	const { end } = await run({ kind: 'allowed' }, { fails: 'a' });
	expect(end.kind === 'failed' && end.problem.acceptedRequestIds).toBeUndefined();
});

test.each([
	['before it', { kind: 'allowed' } as const, true],
	['while it is judged', { kind: 'aborted' } as const, false],
])('a Stop %s works on nothing', async (_, judged, isStopped) => {
	const { end, worked } = await run(judged, { isStopped });
	expect(end).toEqual({ kind: 'stopped' });
	expect(worked).toEqual([]);
});
