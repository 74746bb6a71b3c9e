// The clock that the other tests believe.
import { expect, test } from '@jest/globals';

import { simulatedClock } from '../../../support/simulated/clock';

test('hours pass in a moment, in the order of the sleepers', async () => {
	const clock = simulatedClock(0);
	const woken: Array<[string, number]> = [];
	const sleeper = async (name: string, ms: number) => {
		await clock.sleep(ms);
		woken.push([name, clock.now()]);
		await clock.sleep(3_600_000);
		woken.push([name, clock.now()]);
	};
	await Promise.all([sleeper('slow', 2000), sleeper('quick', 1000), sleeper('equal', 2000)]);
	expect(woken).toEqual([
		['quick', 1000],
		['slow', 2000],
		['equal', 2000],
		['quick', 3_601_000],
		['slow', 3_602_000],
		['equal', 3_602_000],
	]);
	expect(clock.sleepers).toBe(0);
});

test('an aborted sleep ends at once and takes no time', async () => {
	const clock = simulatedClock(0);
	const stop = new AbortController();
	clock.at(500, () => stop.abort());
	await clock.sleep(10_000, stop.signal);
	expect(clock.now()).toBe(500);
	await clock.sleep(10_000, stop.signal);
	expect(clock.now()).toBe(500);
});
