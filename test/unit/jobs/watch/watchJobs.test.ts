// What is news to the trigger, poll by poll, in simulated time.
import { beforeEach, describe, expect, test } from '@jest/globals';

import { SimulatedHistory, type SimulatedJob } from '../../../support/simulatedHistory';
import { SimulatedTrigger } from '../../../support/simulatedTrigger';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FIRST_MS = Date.UTC(2026, 10, 20, 12);

let history: SimulatedHistory;
let trigger: SimulatedTrigger;
beforeEach(() => {
	history = new SimulatedHistory(FIRST_MS);
	trigger = new SimulatedTrigger(history);
});

let number = 0;

/** A job by its moments, in milliseconds after the first poll. */
function job(orderedMs: number, endsMs: number, more: Partial<SimulatedJob> = {}): string {
	number += 1;
	const requestId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
	const { listedMs, ...rest } = more;
	history.jobs.push({
		requestId,
		orderedMs: FIRST_MS + orderedMs,
		endsMs: FIRST_MS + endsMs,
		...(listedMs === undefined ? {} : { listedMs: FIRST_MS + listedMs }),
		...rest,
	});
	return requestId.replace(/-/g, '');
}

/** Polls at a moment after the first poll. */
async function pollAt(ms: number, options = {}): Promise<string[]> {
	history.nowMs = Math.max(history.nowMs, FIRST_MS + ms);
	const before = trigger.emitted.length;
	await trigger.poll(options);
	return trigger.emittedIds().slice(before);
}

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
		const id = job(orderedMs, endsMs, more);
		await trigger.activate();
		expect(await pollAt(5 * MINUTE_MS)).toEqual(isNews ? [id] : []);
	});

	test('that its time cuts short goes on where it stopped, and nothing of it is news', async () => {
		const pending = job(-10 * HOUR_MS, HOUR_MS);
		for (let n = 0; n < 250; n += 1) job(-HOUR_MS * 2 - n, -1);
		await pollAt(0, { requestsInTime: 2 });
		expect(await pollAt(MINUTE_MS)).toEqual([]);
		expect(await pollAt(2 * MINUTE_MS)).toEqual([]);
		expect(await pollAt(2 * HOUR_MS)).toEqual([pending]);
	});
});

describe('late and long', () => {
	test('a row may come up to 24 hours late, whatever ended meanwhile', async () => {
		await trigger.activate();
		const late = job(MINUTE_MS, 2 * MINUTE_MS, { listedMs: 23 * HOUR_MS });
		const tooLate = job(2 * MINUTE_MS, 3 * MINUTE_MS, { listedMs: 26 * HOUR_MS });
		const found = [];
		for (let hour = 1; hour <= 28; hour += 1) {
			job(hour * HOUR_MS - 1, hour * HOUR_MS - 1);
			found.push(...(await pollAt(hour * HOUR_MS)));
		}
		expect(found).toContain(late);
		expect(found).not.toContain(tooLate);
		expect(found).toHaveLength(29);
	});

	test('a job under way for more than 24 hours is given up', async () => {
		await trigger.activate();
		job(0, 30 * HOUR_MS);
		const found = [];
		for (let hour = 1; hour <= 32; hour += 1) found.push(...(await pollAt(hour * HOUR_MS)));
		expect(found).toEqual([]);
		expect(Object.keys((JSON.parse(trigger.memory) as { underWay: object }).underWay)).toEqual([]);
	});

	test.each([3, 20, 29])('after a pause of %i days it goes on where it stopped', async (days) => {
		await trigger.activate();
		const before = job(1, 2);
		expect(await pollAt(MINUTE_MS)).toEqual([before]);
		trigger.restart();
		const ids = Array.from({ length: days }, (_, day) =>
			job((day + 0.5) * DAY_MS, (day + 0.6) * DAY_MS),
		);
		expect(await pollAt(days * DAY_MS)).toEqual(ids);
		trigger.restart();
		expect(await pollAt(days * DAY_MS + HOUR_MS)).toEqual([]);
	});

	test('after two months it tells of the last 31 days', async () => {
		await trigger.activate();
		job(DAY_MS, DAY_MS + 1);
		const recent = job(40 * DAY_MS, 40 * DAY_MS + 1);
		expect(await pollAt(60 * DAY_MS)).toEqual([recent]);
	});

	test('a clock that is set back tells of nothing twice', async () => {
		await trigger.activate();
		const id = job(HOUR_MS, 2 * HOUR_MS);
		expect(await pollAt(3 * HOUR_MS)).toEqual([id]);
		await pollAt(30 * HOUR_MS);
		history.nowMs = FIRST_MS + 4 * HOUR_MS;
		expect(await pollAt(4 * HOUR_MS)).toEqual([]);
	});
});

describe('odd rows', () => {
	test('a row without a readable time counts as inside, and once', async () => {
		job(-HOUR_MS, -1, { withoutTime: true });
		await trigger.activate();
		const id = job(1, 2, { withoutTime: true });
		const found = [];
		for (let hour = 1; hour <= 60; hour += 1) found.push(...(await pollAt(hour * HOUR_MS)));
		expect(found).toEqual([id]);
	});

	test('several rows of a job, in either form of its ID, are one', async () => {
		await trigger.activate();
		const id = job(1, 2, { rows: 5 });
		expect(await pollAt(MINUTE_MS)).toEqual([id]);
		expect(await pollAt(2 * MINUTE_MS)).toEqual([]);
	});

	test('IDs with names of their own in JavaScript are like others', async () => {
		await trigger.activate();
		for (const requestId of ['__proto__', 'constructor', 'hasOwnProperty']) {
			history.jobs.push({ requestId, orderedMs: FIRST_MS + 1, endsMs: FIRST_MS + 2 });
		}
		expect(await pollAt(MINUTE_MS)).toHaveLength(3);
		expect(await pollAt(2 * MINUTE_MS)).toEqual([]);
	});
});

describe('another choice', () => {
	const other = 'pixverse-mimic';

	test('counts for what ends from the next poll on', async () => {
		await trigger.activate();
		job(1, 2, { model: other });
		expect(await pollAt(MINUTE_MS)).toEqual([]);
		trigger.watched = { event: 'jobFinished', models: [other] };
		const next = job(2 * MINUTE_MS, 2 * MINUTE_MS, { model: other });
		job(2 * MINUTE_MS, 2 * MINUTE_MS);
		expect(await pollAt(3 * MINUTE_MS)).toEqual([next]);
	});

	test('does not bring what ended many hours ago, though the memory is as old', async () => {
		await trigger.activate();
		const old = Array.from({ length: 9 }, (_, hour) =>
			job(hour * HOUR_MS, hour * HOUR_MS + 1, { model: other }),
		);
		for (let hour = 1; hour <= 10; hour += 1) await pollAt(hour * HOUR_MS);
		trigger.restart();
		trigger.watched = { event: 'jobFinished', models: 'any' };
		expect(await pollAt(11 * HOUR_MS)).toEqual([]);
		expect(await pollAt(12 * HOUR_MS)).toEqual([]);
		expect(old).toHaveLength(9);
	});

	test('of account begins afresh', async () => {
		await trigger.activate();
		job(1, 2);
		trigger.account = 'other';
		expect(await pollAt(MINUTE_MS)).toEqual([]);
		const next = job(2 * MINUTE_MS, 2 * MINUTE_MS);
		expect(await pollAt(3 * MINUTE_MS)).toEqual([next]);
	});
});

describe('requests', () => {
	const many = async () => {
		await trigger.activate();
		for (let n = 0; n < 1_000; n += 1) job(n * 1_000, n * 1_000 + 1);
		expect(await pollAt(HOUR_MS)).toHaveLength(1_000);
		history.requests = 0;
	};

	test('one a poll where nothing is new, with 1,000 jobs of the day', async () => {
		await many();
		for (let poll = 1; poll <= 20; poll += 1) await pollAt(HOUR_MS + poll * MINUTE_MS);
		expect(history.requests).toBe(20);
	});

	test('a late row among the older ones is seen at once', async () => {
		await many();
		const late = job(500, 501, { listedMs: 2 * HOUR_MS });
		expect(await pollAt(HOUR_MS + MINUTE_MS)).toEqual([]);
		expect(await pollAt(2 * HOUR_MS)).toEqual([late]);
	});

	test('where the list does not tell its size, a late row is seen within the hour', async () => {
		history.tellsSize = false;
		await many();
		const late = job(500, 501, { listedMs: HOUR_MS + MINUTE_MS });
		const found = [];
		for (let poll = 1; poll <= 13; poll += 1) {
			found.push(...(await pollAt(HOUR_MS + poll * 5 * MINUTE_MS)));
		}
		expect(found).toEqual([late]);
		expect(history.requests).toBeLessThan(13 + 12);
	});

	test('a job under way on a later page is not lost sight of', async () => {
		await trigger.activate();
		const long = job(0, 3 * HOUR_MS);
		for (let n = 0; n < 300; n += 1) job(1_000 + n, 2_000 + n);
		expect(await pollAt(HOUR_MS)).toHaveLength(300);
		expect(await pollAt(2 * HOUR_MS)).toEqual([]);
		expect(await pollAt(4 * HOUR_MS)).toEqual([long]);
	});
});

describe('a poll that fails', () => {
	test.each(['unreachable', 'notFound'] as const)(
		'%s: the memory is as before',
		async (answering) => {
			await trigger.activate();
			const id = job(1, 2);
			const before = trigger.memory;
			history.answering = answering;
			expect(await pollAt(MINUTE_MS)).toEqual([]);
			expect(trigger.memory).toBe(before);
			history.answering = 'well';
			expect(await pollAt(2 * MINUTE_MS)).toEqual([id]);
		},
	);

	test('a memory that nobody can read is none', async () => {
		const { readMemory } = await import('../../../../nodes/PixVerse/jobs/watch/watchMemory');
		await trigger.activate();
		const stored = JSON.parse(trigger.memory) as Record<string, unknown>;
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
