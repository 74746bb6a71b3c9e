// Limits are judged for what needs a submit, in turn, and a limit that cannot be judged is not kept.
import { describe, expect, test } from '@jest/globals';

import {
	judgeCeilings,
	judgeOneMore,
	type Limits,
	type WantedOrder,
} from '../../../../nodes/PixVerse/actions/video/ceilings';
import type { CreditsAnswer, HistoryPageAnswer } from '../../../../nodes/PixVerse/domain/answers';
import { JobMemory } from '../../../../nodes/PixVerse/jobs/memory';
import { problem } from '../../../support/oneJob';
import { simulatedClock } from '../../../support/simulated/clock';

const BODY = { quality: '540p', duration: 5, motion_mode: 'normal' };
const wanted = (key: string, slug = 'pixverse-5-video'): WantedOrder => ({
	key,
	order: { slug, body: BODY },
});

interface Around {
	memory?: JobMemory;
	credits?: CreditsAnswer;
	history?: HistoryPageAnswer;
	orders?: WantedOrder[];
}

async function judge(options: Limits, around: Around = {}) {
	const { memory = new JobMemory({}), orders = [wanted('a'), wanted('b')] } = around;
	const asked: string[] = [];
	const answer = <A>(name: string, given: A | undefined) => {
		asked.push(name);
		if (given === undefined) throw new Error(`${name} was asked for`);
		return Promise.resolve(given);
	};
	const judged = await judgeCeilings(
		{
			n8n: { getNode: () => ({ name: 'PixVerse' }), getParentNodes: () => [] } as never,
			clock: simulatedClock(),
			stop: new AbortController().signal,
			client: {
				credits: async () => await answer('credits', around.credits),
				historyPage: async () => await answer('history', around.history),
			},
			options,
			memory,
		},
		orders,
	);
	return { judged, asked };
}

const PAGE: HistoryPageAnswer = { kind: 'page', page: { records: [], rowCount: 0 } };
const DOWN = { kind: 'refused', problem: problem('not-allowed') } as const;

test('nothing to order is always allowed, and nothing is asked for', async () => {
	const { judged, asked } = await judge(
		{ maxVideos: 1, maxCost: 0, maxCostPerDay: 0, minimumCredits: 1e9 },
		{ orders: [] },
	);
	expect(judged).toEqual({ kind: 'allowed' });
	expect(asked).toEqual([]);
});

describe('refused', () => {
	test.each<[string, Limits, Around]>([
		['max-videos', { maxVideos: 1 }, {}],
		['max-cost', { maxCost: 0.7 }, {}],
		['price-unknown', { maxCost: 100 }, { orders: [wanted('a', 'nobody-knows')] }],
		['minimum-credits', { minimumCredits: 2 }, { credits: { kind: 'noBalance' } }],
		['max-cost-per-day', { maxCostPerDay: 0.7 }, { history: PAGE }],
		['not-allowed', { minimumCredits: 2 }, { credits: DOWN }],
		['not-allowed', { maxCostPerDay: 9 }, { history: DOWN }],
	])('with %s by %j', async (code, limits, around) => {
		expect((await judge(limits, around)).judged).toMatchObject({ problem: { code } });
	});

	test('by what this execution has ordered before, named', async () => {
		const memory = new JobMemory({});
		memory.accepted('before', 'pixverse-5-video', 'job-1', 1);
		const { judged } = await judge({ maxVideos: 2 }, { memory });
		expect(judged).toMatchObject({
			problem: { code: 'max-videos', description: expect.stringContaining('job-1') },
		});
	});
});

test('allowed by all of them, later rounds count what it costs', async () => {
	const memory = new JobMemory({});
	const credits: CreditsAnswer = { kind: 'credits', credits: 1, freeCredits: 1 };
	const limits = { maxVideos: 2, maxCost: 0.75, maxCostPerDay: 0.75, minimumCredits: 2 };
	const { judged } = await judge(limits, { memory, credits, history: PAGE });
	expect(judged).toEqual({ kind: 'allowed' });
	memory.accepted('a', 'pixverse-5-video', 'job-1', 1);
	expect(memory.ordered()).toEqual([{ requestId: 'job-1', estimateUsd: 0.375 }]);
});

describe('one more, in the place of a job that is gone', () => {
	test.each<[Limits, string | undefined]>([
		[{}, undefined],
		[{ maxVideos: 1 }, undefined],
		[{ maxCost: 0.375 }, undefined],
		[{ maxCost: 0.374 }, 'max-cost'],
	])('with %j: %p', (limits, code) =>
		expect(judgeOneMore(limits, new JobMemory({}), wanted('a'))?.code).toBe(code),
	);

	test.each([{ maxVideos: 1 }, { maxCost: 0.5 }])(
		'two side by side within %j: the second is refused before the first is sent',
		(limits) => {
			const memory = new JobMemory({});
			expect(judgeOneMore(limits, memory, wanted('a'))).toBeUndefined();
			expect(judgeOneMore(limits, memory, wanted('b'))).toBeDefined();
		},
	);

	test('beside orders of the run that are still to be sent', async () => {
		const memory = new JobMemory({});
		expect((await judge({ maxVideos: 2 }, { memory })).judged.kind).toBe('allowed');
		memory.sending('a', 'pixverse-5-video', 1);
		expect(judgeOneMore({ maxVideos: 2 }, memory, wanted('c'))).toMatchObject({
			code: 'max-videos',
			message: expect.stringContaining('2 videos after 1'),
		});
		expect(judgeOneMore({ maxVideos: 3 }, memory, wanted('c'))).toBeUndefined();
	});
});
