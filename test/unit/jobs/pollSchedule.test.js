const fc = require('fast-check');
const { untilNextPollMs, UsualDuration } = require('../../../nodes/PixVerse/jobs/pacing/pollSchedule');

/** Ages at which a job is looked at until its deadline. */
function looks({ usualMs, fixedMs, deadlineMs, isUnreliable }) {
	const ages = [0];
	while (ages.at(-1) < deadlineMs && ages.length < 50_000) {
		const age = ages.at(-1);
		ages.push(age + untilNextPollMs(age, usualMs, fixedMs, deadlineMs - age, isUnreliable));
	}
	return ages.slice(1);
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
			const gaps = ages.slice(2, -1).map((age, index) => age - ages[index + 1]);
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
