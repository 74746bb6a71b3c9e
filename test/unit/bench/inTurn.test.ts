// Ways that are measured in turn, until what is promised of them is met or missed for certain.
import { expect, test } from '@jest/globals';

import { compare, isDecided, takeInTurn, type Comparison } from '../../bench/inTurn';
import { elementAt } from '../../support/lists';

const LIMIT = 1;
const HALF: Comparison = { ours: 'node', theirs: 'other', limit: LIMIT };

/** Takes from fixed samples, and tells in which order. */
async function turns(
	given: Record<string, number[]>,
	comparisons: Comparison[],
	{ least = 1, most = 9, patienceS = 60 } = {},
) {
	const taken: string[] = [];
	const next = new Map(Object.keys(given).map((way) => [way, 0]));
	const samples = await takeInTurn({
		ways: Object.keys(given),
		comparisons,
		least,
		most,
		patienceS,
		now: () => taken.length * 1000,
		async take(way) {
			taken.push(way);
			const at = next.get(way) ?? 0;
			next.set(way, at + 1);
			return elementAt(given[way] ?? [], at);
		},
	});
	return { samples, taken: taken.join(' ') };
}

test('it ends with the first round that shows it as met', async () => {
	const { taken } = await turns({ node: [1], other: [2], more: [3] }, [HALF]);
	expect(taken).toBe('node other more');
});

test('what is missed is measured until the spread excludes the limit', async () => {
	const { samples, taken } = await turns(
		{ node: Array<number>(9).fill(3), other: Array<number>(9).fill(2) },
		[HALF],
	);
	expect(samples.node).toHaveLength(5);
	expect(taken).toMatch(/^node other other node node other/);
});

test('what stays undecided ends with the last round', async () => {
	const node = [3, 1, 3, 1, 3, 1, 3];
	const { samples } = await turns({ node, other: Array<number>(7).fill(2) }, [HALF], { most: 7 });
	expect(samples.node).toEqual(node);
	expect(isDecided(compare(samples, HALF), LIMIT)).toBe(false);
});

test('what takes too long ends, but not before the least', async () => {
	const node = Array<number>(9).fill(3);
	const limit: Comparison = { ours: 'node', limit: LIMIT };
	const taken = async (options: object) => (await turns({ node }, [limit], options)).taken;
	expect((await taken({ patienceS: 2 })).split(' ')).toHaveLength(3);
	expect((await taken({ patienceS: 2, least: 4 })).split(' ')).toHaveLength(4);
});

test('only what an undecided comparison needs is measured on, and pairs stay pairs', async () => {
	const growth: Comparison = { ours: 'node', theirs: 'small', limit: LIMIT };
	const given = {
		node: Array<number>(9).fill(3),
		other: [5, 5],
		small: Array<number>(9).fill(2),
		plain: [1, 1],
	};
	const { samples } = await turns(given, [HALF, growth], { least: 2 });
	expect(Object.entries(samples).map(([way, taken = []]) => [way, taken.length])).toEqual([
		['node', 5],
		['other', 2],
		['small', 5],
		['plain', 2],
	]);
	expect(compare(samples, HALF)).toMatchObject({ median: 0.6, isSure: false });
});

test('a limit may be an absolute one', () => {
	expect(compare({ node: [1, 2, 3] }, { ours: 'node', limit: 2 })).toMatchObject({ median: 2 });
	expect(() => compare({}, { ours: 'node', limit: 2 })).toThrow(RangeError);
});
