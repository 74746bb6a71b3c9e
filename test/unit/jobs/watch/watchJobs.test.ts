// What is news to the trigger, poll by poll, in simulated time.
import { beforeEach, describe, expect, test } from '@jest/globals';

import {
	DAY_MS,
	FIRST_MS,
	HOUR_MS,
	MINUTE_MS,
	WatchedAccount,
} from '../../../support/watchedAccount';

let account: WatchedAccount;
beforeEach(() => {
	account = new WatchedAccount();
});

describe('the first poll', () => {
	test.each([
		['ended and listed', -HOUR_MS, -1, {}, false],
		['ended a second later', -20 * HOUR_MS, 1_000, {}, true],
		['ended, and listed only later', -50 * MINUTE_MS, -1, { listedMs: MINUTE_MS }, true],
		[
			'ended, ordered long before, and listed only later',
			-3 * HOUR_MS,
			-1,
			{ listedMs: MINUTE_MS },
			false,
		],
		['under way for more than a day', -26 * HOUR_MS, MINUTE_MS, {}, false],
	])('a job that is %s', async (_, orderedMs, endsMs, more, isNews) => {
		const id = account.job(orderedMs, endsMs, more);
		await account.trigger.activate();
		expect(await account.pollAt(5 * MINUTE_MS)).toEqual(isNews ? [id] : []);
	});

	test('that its time cuts short goes on where it stopped, and nothing of it is news', async () => {
		const pending = account.job(-10 * HOUR_MS, HOUR_MS);
		for (let n = 0; n < 250; n += 1) account.job(-HOUR_MS * 2 - n, -1);
		await account.pollAt(0, { requestsInTime: 2 });
		expect(await account.pollAt(MINUTE_MS)).toEqual([]);
		expect(await account.pollAt(2 * MINUTE_MS)).toEqual([]);
		expect(await account.pollAt(2 * HOUR_MS)).toEqual([pending]);
	});
});

describe('late and long', () => {
	test('a row may come up to 24 hours late, whatever ended meanwhile', async () => {
		await account.trigger.activate();
		const late = account.job(MINUTE_MS, 2 * MINUTE_MS, { listedMs: 23 * HOUR_MS });
		const tooLate = account.job(2 * MINUTE_MS, 3 * MINUTE_MS, { listedMs: 26 * HOUR_MS });
		const found = [];
		for (let hour = 1; hour <= 28; hour += 1) {
			account.job(hour * HOUR_MS - 1, hour * HOUR_MS - 1);
			found.push(...(await account.pollAt(hour * HOUR_MS)));
		}
		expect(found).toContain(late);
		expect(found).not.toContain(tooLate);
		expect(found).toHaveLength(29);
	});

	test('a job under way for more than 24 hours is given up', async () => {
		await account.trigger.activate();
		account.job(0, 30 * HOUR_MS);
		const found = [];
		for (let hour = 1; hour <= 32; hour += 1) found.push(...(await account.pollAt(hour * HOUR_MS)));
		expect(found).toEqual([]);
		expect(
			Object.keys((JSON.parse(account.trigger.memory) as { underWay: object }).underWay),
		).toEqual([]);
	});

	test.each([3, 20, 29])('after a pause of %i days it goes on where it stopped', async (days) => {
		await account.trigger.activate();
		const before = account.job(1, 2);
		expect(await account.pollAt(MINUTE_MS)).toEqual([before]);
		account.trigger.restart();
		const ids = Array.from({ length: days }, (_, day) =>
			account.job((day + 0.5) * DAY_MS, (day + 0.6) * DAY_MS),
		);
		expect(await account.pollAt(days * DAY_MS)).toEqual(ids);
		account.trigger.restart();
		expect(await account.pollAt(days * DAY_MS + HOUR_MS)).toEqual([]);
	});

	test('after two months it tells of the last 31 days', async () => {
		await account.trigger.activate();
		account.job(DAY_MS, DAY_MS + 1);
		const recent = account.job(40 * DAY_MS, 40 * DAY_MS + 1);
		expect(await account.pollAt(60 * DAY_MS)).toEqual([recent]);
	});

	test('a clock that is set back tells of nothing twice', async () => {
		await account.trigger.activate();
		const id = account.job(HOUR_MS, 2 * HOUR_MS);
		expect(await account.pollAt(3 * HOUR_MS)).toEqual([id]);
		await account.pollAt(30 * HOUR_MS);
		account.history.nowMs = FIRST_MS + 4 * HOUR_MS;
		expect(await account.pollAt(4 * HOUR_MS)).toEqual([]);
	});
});

describe('odd rows', () => {
	test('a row without a readable time counts as inside, and once', async () => {
		account.job(-HOUR_MS, -1, { withoutTime: true });
		await account.trigger.activate();
		const id = account.job(1, 2, { withoutTime: true });
		const found = [];
		for (let hour = 1; hour <= 60; hour += 1) found.push(...(await account.pollAt(hour * HOUR_MS)));
		expect(found).toEqual([id]);
	});

	test('several rows of a job, in either form of its ID, are one', async () => {
		await account.trigger.activate();
		const id = account.job(1, 2, { rows: 5 });
		expect(await account.pollAt(MINUTE_MS)).toEqual([id]);
		expect(await account.pollAt(2 * MINUTE_MS)).toEqual([]);
	});

	test('IDs with names of their own in JavaScript are like others', async () => {
		await account.trigger.activate();
		for (const requestId of ['__proto__', 'constructor', 'hasOwnProperty']) {
			account.history.jobs.push({ requestId, orderedMs: FIRST_MS + 1, endsMs: FIRST_MS + 2 });
		}
		expect(await account.pollAt(MINUTE_MS)).toHaveLength(3);
		expect(await account.pollAt(2 * MINUTE_MS)).toEqual([]);
	});
});

describe('another choice', () => {
	const other = 'pixverse-mimic';

	test('counts for what ends from the next poll on', async () => {
		await account.trigger.activate();
		account.job(1, 2, { model: other });
		expect(await account.pollAt(MINUTE_MS)).toEqual([]);
		account.trigger.watched = { event: 'jobFinished', models: [other] };
		const next = account.job(2 * MINUTE_MS, 2 * MINUTE_MS, { model: other });
		account.job(2 * MINUTE_MS, 2 * MINUTE_MS);
		expect(await account.pollAt(3 * MINUTE_MS)).toEqual([next]);
	});

	test('does not bring what ended many hours ago, though the memory is as old', async () => {
		await account.trigger.activate();
		const old = Array.from({ length: 9 }, (_, hour) =>
			account.job(hour * HOUR_MS, hour * HOUR_MS + 1, { model: other }),
		);
		for (let hour = 1; hour <= 10; hour += 1) await account.pollAt(hour * HOUR_MS);
		account.trigger.restart();
		account.trigger.watched = { event: 'jobFinished', models: 'any' };
		expect(await account.pollAt(11 * HOUR_MS)).toEqual([]);
		expect(await account.pollAt(12 * HOUR_MS)).toEqual([]);
		expect(old).toHaveLength(9);
	});

	test('of account begins afresh', async () => {
		await account.trigger.activate();
		account.job(1, 2);
		account.trigger.account = 'other';
		expect(await account.pollAt(MINUTE_MS)).toEqual([]);
		const next = account.job(2 * MINUTE_MS, 2 * MINUTE_MS);
		expect(await account.pollAt(3 * MINUTE_MS)).toEqual([next]);
	});
});
