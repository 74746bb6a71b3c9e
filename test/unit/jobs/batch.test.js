const fc = require('fast-check');
const { runBatch } = require('../../../nodes/PixVerse/jobs/batch');
const { simulatedClock } = require('../../support/simulatedClock');

const durations = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 });

test('runs at most so many at once, starts in order, and hands back in order', async () => {
	await fc.assert(
		fc.asyncProperty(durations, fc.integer({ min: 1, max: 8 }), async (times, concurrency) => {
			const clock = simulatedClock();
			const started = [];
			let running = 0;
			let most = 0;
			const tasks = times.map((ms, index) => async () => {
				started.push(index);
				running += 1;
				most = Math.max(most, running);
				await clock.sleep(ms);
				running -= 1;
				return index;
			});
			const batch = await runBatch(tasks, {
				concurrency,
				isFatal: () => false,
				onFatal: () => undefined,
				isStopped: () => false,
			});
			expect(batch).toEqual({ kind: 'done', outcomes: times.map((_, index) => index) });
			expect(started).toEqual(batch.outcomes);
			expect(most).toBe(Math.min(concurrency, times.length));
		}),
	);
});

test('the first fatal outcome in time ends it: nothing is started after, what runs is waited for', async () => {
	const clock = simulatedClock(0);
	const ended = [];
	const onFatal = jest.fn();
	const tasks = [300, 100, 200, 50].map((ms, index) => async () => {
		await clock.sleep(ms);
		ended.push(index);
		return index === 1 || index === 2 ? 'bad' : 'good';
	});
	const batch = await runBatch(tasks, {
		concurrency: 3,
		isFatal: (outcome) => outcome === 'bad',
		onFatal,
		isStopped: () => false,
	});
	expect(batch).toEqual({ kind: 'failed', taskIndex: 1, outcome: 'bad' });
	expect(ended).toEqual([1, 2, 0]);
	expect(onFatal).toHaveBeenCalledTimes(1);
});
