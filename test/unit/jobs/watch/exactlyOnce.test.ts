// The trigger's promise (I9): each ended job exactly once, whatever n8n forgets and Segmind delays.
import { randomUUID } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';

import { seededRandom } from '../../../sandbox/random';
import { SimulatedHistory, type SimulatedJob } from '../../../support/simulatedHistory';
import { SimulatedTrigger } from '../../../support/simulatedTrigger';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FIRST_MS = Date.UTC(2026, 10, 20, 12);
const JOBS = 1_000;
const POLLS = 50;
/** Both together stay below the day that a row may come late, or a job be under way. */
const POLL_EVERY_MS = 20 * MINUTE_MS;

type Random = () => number;

function randomJob(random: Random): SimulatedJob {
	const between = (from: number, to: number) => from + random() * (to - from);
	// Around one hour before the first poll the clocks' tolerance leaves it open.
	const isEarly = random() < 0.05;
	const orderedMs = isEarly
		? FIRST_MS - between(70 * MINUTE_MS, 20 * HOUR_MS)
		: FIRST_MS + between(-59 * MINUTE_MS, (POLLS - 5) * POLL_EVERY_MS);
	const isLate = random() < 0.2;
	return {
		requestId: randomUUID(),
		orderedMs,
		endsMs: orderedMs + between(MINUTE_MS, random() < 0.2 ? 22 * HOUR_MS : HOUR_MS),
		listedMs: orderedMs + (isLate ? between(0, 22 * HOUR_MS) : 0),
		fails: random() < 0.1,
		rows: random() < 0.1 ? 2 : 1,
	};
}

/** Whether its end is news to a trigger that was first polled at FIRST_MS, in its own words. */
function isNews(
	{ orderedMs, endsMs, listedMs = orderedMs }: SimulatedJob,
	firstMs: number,
): boolean {
	const wasListed = listedMs <= firstMs;
	if (wasListed) return endsMs > firstMs;
	return orderedMs >= FIRST_MS - HOUR_MS;
}

const idOf = ({ requestId }: SimulatedJob) => requestId.replace(/-/g, '');

interface Run {
	trigger: SimulatedTrigger;
	expected: string[];
}

async function run(seed: number): Promise<Run> {
	const random = seededRandom('watch', seed);
	const history = new SimulatedHistory(FIRST_MS);
	const trigger = new SimulatedTrigger(history);
	history.jobs.push(...Array.from({ length: JOBS }, () => randomJob(random)));
	history.tellsSize = random() < 0.7;
	await trigger.activate();
	const seenFirstMs = FIRST_MS;
	for (let poll = 1; poll <= POLLS; poll += 1) {
		history.nowMs = Math.max(history.nowMs, FIRST_MS + poll * POLL_EVERY_MS);
		if (random() < 0.15) trigger.restart();
		const draw = random();
		history.answering = draw < 0.1 ? 'unreachable' : draw < 0.15 ? 'notFound' : 'well';
		const isShort = random() < 0.15;
		const options = isShort ? { requestsInTime: Math.ceil(random() * 4) } : {};
		const overlapping = random() < 0.1 ? [trigger.poll(options)] : [];
		await Promise.all([trigger.poll(options), ...overlapping]);
	}
	history.answering = 'well';
	for (let hours = 0; hours < 24; hours += 1) {
		history.nowMs += HOUR_MS;
		await trigger.poll();
	}
	return { trigger, expected: history.jobs.filter((job) => isNews(job, seenFirstMs)).map(idOf) };
}

describe.each([1, 2, 3, 4, 5])('1,000 jobs over 50 polls, schedule %i', (seed) => {
	test('each end is told exactly once', async () => {
		const { trigger, expected } = await run(seed);
		expect(trigger.emittedIds().sort()).toEqual(expected.sort());
		expect(expected.length).toBeGreaterThan(900);
		expect(trigger.biggestBytes).toBeLessThan(100_000);
	});
});
