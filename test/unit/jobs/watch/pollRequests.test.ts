// How many requests the trigger's polls take, and what a poll that fails leaves behind.
import { beforeEach, describe, expect, test } from '@jest/globals';

import { FIRST_MS, HOUR_MS, MINUTE_MS, WatchedAccount } from '../../../support/watchedAccount';

let account: WatchedAccount;
beforeEach(() => {
	account = new WatchedAccount();
});

describe('requests', () => {
	const many = async () => {
		await account.trigger.activate();
		for (let n = 0; n < 1_000; n += 1) account.job(n * 1_000, n * 1_000 + 1);
		expect(await account.pollAt(HOUR_MS)).toHaveLength(1_000);
		account.history.requests = 0;
	};

	test('one a poll where nothing is new, with 1,000 jobs of the day', async () => {
		await many();
		for (let poll = 1; poll <= 20; poll += 1) await account.pollAt(HOUR_MS + poll * MINUTE_MS);
		expect(account.history.requests).toBe(20);
	});

	test('a late row among the older ones is seen at once', async () => {
		await many();
		const late = account.job(500, 501, { listedMs: 2 * HOUR_MS });
		expect(await account.pollAt(HOUR_MS + MINUTE_MS)).toEqual([]);
		expect(await account.pollAt(2 * HOUR_MS)).toEqual([late]);
	});

	test('where the list does not tell its size, a late row is seen within the hour', async () => {
		account.history.tellsSize = false;
		await many();
		const late = account.job(500, 501, { listedMs: HOUR_MS + MINUTE_MS });
		const found = [];
		for (let poll = 1; poll <= 13; poll += 1) {
			found.push(...(await account.pollAt(HOUR_MS + poll * 5 * MINUTE_MS)));
		}
		expect(found).toEqual([late]);
		expect(account.history.requests).toBeLessThan(13 + 12);
	});

	test('a reading that lies ahead of a clock that was set back is not trusted for longer', async () => {
		account.history.tellsSize = false;
		await account.trigger.activate();
		const atMs = HOUR_MS;
		for (let n = 0; n < 300; n += 1) account.job(atMs + n, atMs + n + 1);
		expect(await account.pollAt(atMs + 3 * HOUR_MS)).toHaveLength(300);
		const late = account.job(atMs - 500, atMs - 499, { listedMs: atMs + 2 * HOUR_MS });
		account.history.nowMs = FIRST_MS + atMs + 2 * HOUR_MS;
		expect(await account.pollAt(0)).toEqual([late]);
	});

	test('a job under way on a later page is not lost sight of', async () => {
		await account.trigger.activate();
		const long = account.job(0, 3 * HOUR_MS);
		for (let n = 0; n < 300; n += 1) account.job(1_000 + n, 2_000 + n);
		expect(await account.pollAt(HOUR_MS)).toHaveLength(300);
		expect(await account.pollAt(2 * HOUR_MS)).toEqual([]);
		expect(await account.pollAt(4 * HOUR_MS)).toEqual([long]);
	});
});

describe('a poll that fails', () => {
	test.each(['unreachable', 'notFound'] as const)(
		'%s: the memory is as before',
		async (answering) => {
			await account.trigger.activate();
			const id = account.job(1, 2);
			const before = account.trigger.memory;
			account.history.answering = answering;
			expect(await account.pollAt(MINUTE_MS)).toEqual([]);
			expect(account.trigger.memory).toBe(before);
			account.history.answering = 'well';
			expect(await account.pollAt(2 * MINUTE_MS)).toEqual([id]);
		},
	);

	test('a memory that nobody can read is none', async () => {
		const { readMemory } = await import('../../../../nodes/PixVerse/jobs/watch/watchMemory');
		await account.trigger.activate();
		const stored = JSON.parse(account.trigger.memory) as Record<string, unknown>;
		expect(readMemory(stored)).toBeDefined();
		for (const odd of [
			undefined,
			null,
			7,
			[],
			{},
			{ ...stored, version: 2 },
			{ ...stored, ended: 1 },
		]) {
			expect(readMemory(odd)).toBeUndefined();
		}
	});
});
