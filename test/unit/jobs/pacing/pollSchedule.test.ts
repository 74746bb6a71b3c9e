// When a job is looked at.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	untilNextPollMs,
	UsualDuration,
} from '../../../../nodes/PixVerse/jobs/pacing/pollSchedule';

interface Looks {
	usualMs: number;
	fixedMs?: number;
	deadlineMs: number;
	isUnreliable?: boolean;
}

/** Ages at which a job is looked at until its deadline. */
function looks({ usualMs, fixedMs, deadlineMs, isUnreliable }: Looks): number[] {
	const ages: number[] = [];
	let ageMs = 0;
	while (ageMs < deadlineMs && ages.length < 50_000) {
		const leftMs = deadlineMs - ageMs;
		ageMs += untilNextPollMs({ ageMs, usualMs, fixedGapMs: fixedMs, leftMs, isUnreliable });
		ages.push(ageMs);
	}
	return ages;
}

const usual = fc.integer({ min: 1_000, max: 600_000 });
const deadline = fc.integer({ min: 1, max: 3_600_000 });

test('looks go forward, never pass the deadline, and the last is at it', () => {
	fc.assert(
		fc.property(usual, deadline, fc.boolean(), (usualMs, deadlineMs, isUnreliable) => {
			const ages = looks({ usualMs, deadlineMs, isUnreliable });
			expect(ages.every((age, index) => age > (ages[index - 1] ?? 0))).toBe(true);
			expect(ages.at(-1)).toBe(deadlineMs);
		}),
	);
});

test('the first look comes after a second, and gaps are between 1 s and 30 s from then on', () => {
	fc.assert(
		fc.property(usual, (usualMs) => {
			const ages = looks({ usualMs, deadlineMs: 3_600_000 });
			expect(ages[0]).toBe(1_000);
			const gaps = ages.slice(2, -1).map((age, index) => age - (ages[index + 1] ?? Number.NaN));
			expect(Math.min(...gaps)).toBeGreaterThan(999.9);
			expect(Math.max(...gaps)).toBeLessThan(30_000.1);
		}),
	);
});

test("the user's interval replaces the schedule", () => {
	fc.assert(
		fc.property(usual, fc.integer({ min: 10, max: 60_000 }), (usualMs, fixedMs) => {
			const ages = looks({ usualMs, fixedMs, deadlineMs: fixedMs * 20 });
			expect(ages).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * fixedMs));
		}),
	);
});

test('what a run has seen replaces what is documented, from the second finished job on', () => {
	const learned = new UsualDuration();
	learned.add(2_000);
	expect(learned.estimateMs(60_000)).toBe(60_000);
	learned.add(4_000);
	learned.add(3_000);
	expect(learned.estimateMs(60_000)).toBe(3_000);
});
