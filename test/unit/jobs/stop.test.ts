// One Stop for many jobs.
import { expect, test } from '@jest/globals';

import { raceStop, StopFan } from '../../../nodes/PixVerse/jobs/stop';

test('every child aborts with the run, one that comes later, too', () => {
	const run = new AbortController();
	const fan = new StopFan(run.signal);
	const early = [fan.childSignal(), fan.childSignal()];
	expect(early.map(({ aborted }) => aborted)).toEqual([false, false]);
	run.abort();
	expect([...early, fan.childSignal()].map(({ aborted }) => aborted)).toEqual([true, true, true]);
});

test('work is waited for until it ends or a Stop comes, and may break unheard afterwards', async () => {
	const run = new AbortController();
	expect(await raceStop(run.signal, Promise.resolve('done'))).toBe('done');
	await expect(raceStop(run.signal, Promise.reject(new Error('broke')))).rejects.toThrow('broke');
	let breakIt: (error: Error) => void = () => undefined;
	const work = new Promise<string>((_, reject) => {
		breakIt = reject;
	});
	const waited = raceStop(run.signal, work);
	run.abort();
	expect(await waited).toBeUndefined();
	breakIt(new Error('too late to be heard'));
});
