const { DownloadQueue } = require('../../../nodes/PixVerse/jobs/downloadQueue');
const { simulatedClock } = require('../../support/simulatedClock');

/** Runs downloads that take so long, all asked for at once; tells when each ran. */
async function runAll(durationsMs) {
	const clock = simulatedClock();
	const startMs = clock.now();
	const queue = new DownloadQueue(clock);
	const seen = [];
	await Promise.all(
		durationsMs.map(async (durationMs, index) => {
			await queue.run(async () => {
				const from = clock.now() - startMs;
				await clock.sleep(durationMs);
				seen[index] = { from, to: clock.now() - startMs };
			});
		}),
	);
	return seen;
}

test('fast downloads go one after another', async () => {
	expect(await runAll([50, 50, 50])).toEqual([
		{ from: 0, to: 50 },
		{ from: 50, to: 100 },
		{ from: 100, to: 150 },
	]);
});

test('a slow one has a moment alone, and then holds up nobody', async () => {
	const [slow, ...others] = await runAll([60_000, 50, 50]);
	expect(slow.to).toBe(60_000);
	expect(others.map(({ to }) => to)).toEqual([200, 250]);
});

test('one that fails lets the next go at once, and its error reaches its caller', async () => {
	const clock = simulatedClock();
	const queue = new DownloadQueue(clock);
	const startMs = clock.now();
	const failing = queue.run(async () => {
		throw new Error('broke off');
	});
	const next = queue.run(async () => clock.now() - startMs);
	await expect(failing).rejects.toThrow('broke off');
	expect(await next).toBe(0);
});
