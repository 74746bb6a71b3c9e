// So many at a time, in order; the first fatal outcome ends it.
import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';

import { runBatch } from '../../../nodes/PixVerse/jobs/batch';
import { simulatedClock } from '../../support/simulated/clock';

const durations = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 });

test('runs at most so many at once, starts in order, and hands back in order', async () => {
	await fc.assert(
		fc.asyncProperty(durations, fc.integer({ min: 1, max: 8 }), async (times, concurrency) => {
			const clock = simulatedClock();
			const items = times.map((ms, index) => ({ ms, index }));
			const started: number[] = [];
			let running = 0;
			let most = 0;
			const work = async ({ ms, index }: { ms: number; index: number }) => {
				started.push(index);
				running += 1;
				most = Math.max(most, running);
				await clock.sleep(ms);
				running -= 1;
				return `end ${index}`;
			};
			const batch = await runBatch(items, work, {
				concurrency,
				isFatal: (outcome): outcome is never => outcome === 'never',
				onFatal: () => undefined,
				isStopped: () => false,
			});
			const ended = items.map((item) => ({ item, outcome: `end ${item.index}` }));
			expect(batch).toEqual({ kind: 'done', ended });
			expect(started).toEqual(times.map((_, index) => index));
			expect(most).toBe(Math.min(concurrency, times.length));
		}),
	);
});

test('the first fatal outcome in time ends it: nothing is started after, what runs is waited for', async () => {
	const clock = simulatedClock(0);
	const ended: number[] = [];
	const onFatal = jest.fn();
	const work = async (ms: number): Promise<'good' | 'bad'> => {
		await clock.sleep(ms);
		ended.push(ms);
		return ms < 250 ? 'bad' : 'good';
	};
	const batch = await runBatch([300, 100, 200, 50], work, {
		concurrency: 3,
		isFatal: (outcome): outcome is 'bad' => outcome === 'bad',
		onFatal,
		isStopped: () => false,
	});
	expect(batch).toEqual({ kind: 'failed', item: 100, outcome: 'bad' });
	expect(ended).toEqual([100, 200, 300]);
	expect(onFatal).toHaveBeenCalledTimes(1);
});
