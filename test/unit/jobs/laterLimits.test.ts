// What a limit refuses on a later try: the orders that need a submit, and none that is paid.
import { describe, expect, test } from '@jest/globals';

import { simulatedClock } from '../../support/simulated/clock';
import { SimulatedSegmind } from '../../support/simulated/segmind';
import { itemsIn, kindsIn, problemIn, runTries, tryOnce } from '../../support/simulated/tries';

/** The second item is refused by Segmind; before the next try the user allows one video. */
async function secondTry(continueOnFail: boolean) {
	const clock = simulatedClock();
	const segmind = new SimulatedSegmind({
		clock,
		faultFor: ({ phase, marker, n }) =>
			phase === 'submit' && marker === 'b' && n === 0 ? { kind: 'refused' } : undefined,
	});
	const context = {};
	const run = { clock, segmind, context, continueOnFail, prompts: ['a', 'b'] };
	await tryOnce(run);
	const end = await tryOnce({ ...run, limits: { maxVideos: 1 } });
	return { end, segmind };
}

describe('a limit on a later try', () => {
	test('names what is paid where it ends the run', async () => {
		const { end, segmind } = await secondTry(false);
		expect(problemIn(end)).toMatchObject({ code: 'max-videos', acceptedRequestIds: ['job-0'] });
		expect(problemIn(end).description).not.toContain('Nothing was sent.');
		expect(segmind.jobs).toHaveLength(1);
	});

	test('lets what is paid be delivered beside what it refuses', async () => {
		const { end, segmind } = await secondTry(true);
		expect(kindsIn(end)).toEqual(['delivered', 'problem']);
		expect(itemsIn(end)[1]).toMatchObject({ problem: { code: 'max-videos' } });
		expect(segmind.jobs).toHaveLength(1);
	});
});

test('an order that was answered with an error and an ID keeps the ID when nobody knows it any more', async () => {
	const { ends } = await runTries(1, {
		plan: { submit: ['errorWithId'] },
		api: { recordTtlMs: 0, historyForgets: true },
	});
	expect(problemIn(ends[0])).toMatchObject({ code: 'outcome-unknown', requestId: 'job-0' });
});
