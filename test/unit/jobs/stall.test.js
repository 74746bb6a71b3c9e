const { Readable } = require('node:stream');
const { storeAnswer } = require('../../../nodes/PixVerse/transport/file/storeFile');
const { simulatedClock } = require('../../support/simulatedClock');

test('a download on which nothing arrives any more ends, whatever kind of stream n8n hands out', async () => {
	const clock = simulatedClock();
	const startMs = clock.now();
	// Like the one of n8n's helper: destroying it waits for the chunk that never comes.
	async function* stalling() {
		yield Buffer.from('\0\0\0\x20ftypisom and more');
		await new Promise(() => undefined);
	}
	const stored = await storeAnswer(
		{ helpers: { prepareBinaryData: async (stream) => await stream.toArray() } },
		{ status: 200, headers: { 'content-type': 'video/mp4' }, body: Readable.from(stalling()) },
		{ fileName: 'a.mp4', anyType: false },
		{ clock, signal: new AbortController().signal, timeLimitMs: 3_600_000 },
	);
	expect(stored).toEqual({ kind: 'broken', reason: 'no more data came' });
	expect(clock.now() - startMs).toBeLessThanOrEqual(40_000);
});
