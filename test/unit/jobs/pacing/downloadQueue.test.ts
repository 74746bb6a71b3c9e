// Fast downloads of big files go one after another, slow ones side by side.
import { expect, test } from '@jest/globals';

import { DownloadQueue } from '../../../../nodes/PixVerse/jobs/pacing/downloadQueue';
import { simulatedClock } from '../../../support/simulated/clock';

const BIG = 20_000_000;

/** Runs downloads that take so long, all asked for at once; tells when each ran. */
async function runAll(bytes: number | undefined, durationsMs: number[]) {
	const clock = simulatedClock();
	const startMs = clock.now();
	const queue = new DownloadQueue(clock);
	const seen: Array<{ from: number; to: number }> = [];
	await Promise.all(
		durationsMs.map(async (durationMs, index) => {
			await queue.run(bytes, async () => {
				const from = clock.now() - startMs;
				await clock.sleep(durationMs);
				seen[index] = { from, to: clock.now() - startMs };
			});
		}),
	);
	return seen;
}

test.each([100_000, undefined])(
	'a small one, or one of unknown size, waits for nobody',
	async (bytes) => {
		expect((await runAll(bytes, [50, 50])).map(({ from }) => from)).toEqual([0, 0]);
	},
);

test('fast downloads of big files go one after another', async () => {
	expect(await runAll(BIG, [50, 50, 50])).toEqual([
		{ from: 0, to: 50 },
		{ from: 50, to: 100 },
		{ from: 100, to: 150 },
	]);
});

test('a slow one has a moment alone, and then holds up nobody', async () => {
	const [slow, ...others] = await runAll(BIG, [60_000, 50, 50]);
	expect(slow?.to).toBe(60_000);
	expect(others.map(({ to }) => to)).toEqual([200, 250]);
});

test('one that fails lets the next go at once, and its error reaches its caller', async () => {
	const clock = simulatedClock();
	const queue = new DownloadQueue(clock);
	const startMs = clock.now();
	const failing = queue.run(BIG, async () => {
		throw new Error('broke off');
	});
	const next = queue.run(BIG, async () => clock.now() - startMs);
	await expect(failing).rejects.toThrow('broke off');
	expect(await next).toBe(0);
});
