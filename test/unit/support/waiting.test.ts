import { describe, expect, test } from '@jest/globals';

import { eventually, waitFor } from '../../support/waiting';

const SOON = { withinMs: 40, everyMs: 1 };
const OVER = { withinMs: 0, everyMs: 1 };

/** Gives one of them at each call, and the last one from then on. */
function inTurn<T>(...values: [T, ...T[]]) {
	let calls = 0;
	const next = () => values[Math.min(calls++, values.length - 1)];
	return { next, calls: () => calls };
}

describe('waitFor', () => {
	test('looks until there is something', async () => {
		const { next, calls } = inTurn<string | undefined | null | false>(
			undefined,
			null,
			false,
			'there',
		);
		expect(await waitFor('it', next, SOON)).toBe('there');
		expect(calls()).toBe(4);
	});

	test.each([0, ''])('takes %j for something', async (value) => {
		expect(await waitFor('it', () => value, OVER)).toBe(value);
	});

	test('says what it waited for, and what was there instead', async () => {
		await expect(waitFor('the boat', () => false, SOON)).rejects.toThrow(
			'Waited 40 ms in vain for the boat',
		);
		let looks = 0;
		const said = () => `the boat after ${looks} looks`;
		const look = () => {
			looks += 1;
			return false;
		};
		await expect(waitFor(said, look, OVER)).rejects.toThrow('the boat after 1 looks');
	});

	test('ends with what a look throws', async () => {
		const fail = () => {
			throw new Error('n8n is gone');
		};
		await expect(waitFor('it', fail, { withinMs: 60_000 })).rejects.toThrow('n8n is gone');
	});

	test('looks once more where the process stood still until the time was over', async () => {
		const { next, calls } = inTurn<string | undefined>(undefined, 'there');
		const standStill = () => {
			const untilMs = Date.now() + 60;
			while (calls() === 0 && Date.now() < untilMs);
			return next();
		};
		expect(await waitFor('it', standStill, SOON)).toBe('there');
	});
});

describe('eventually', () => {
	test('repeats a check until it holds, and gives what it gives', async () => {
		const { next, calls } = inTurn(1, 2, 3);
		const check = () => {
			const value = next();
			expect(value).toBe(3);
			return value;
		};
		expect(await eventually(check, SOON)).toBe(3);
		expect(calls()).toBe(3);
	});

	test('fails with the last thing that was wrong', async () => {
		const { next } = inTurn('first', 'second', 'last');
		const check = () => {
			throw new Error(next());
		};
		await expect(eventually(check, SOON)).rejects.toThrow('last');
	});
});
