// Stop in every phase: over within two seconds, with no request after it, and never thrown.
const { useSandbox, RETRY, numbered, pictureItems, summarise, until } = require('./setup');

const world = useSandbox();

const imageFromBinary = {
	operation: 'imageToVideo',
	imageSource: 'binary',
	imageBinaryProperty: 'data',
};
const phases = [
	['waiting', 'status', () => world.sandbox.configure({ jobDurationMs: 60_000 }), {}],
	[
		'paced',
		'submit',
		() => world.sandbox.addFault({ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 }),
		{},
	],
	['polling', 'status', () => world.sandbox.addFault({ phase: 'status', kind: 'timeout' }), {}],
	[
		'downloading',
		'download',
		() => world.sandbox.addFault({ phase: 'download', kind: 'stall' }),
		{},
	],
	[
		'uploading',
		'upload',
		() => world.sandbox.addFault({ phase: 'upload', kind: 'timeout' }),
		{ parameters: imageFromBinary, pictures: true },
	],
	[
		'submitting',
		'submit',
		() => world.sandbox.addFault({ phase: 'submit', kind: 'latency', ms: 600 }),
		{},
	],
	[
		'waiting for a synchronous answer',
		'sync',
		() => world.sandbox.configure({ jobDurationMs: 60_000 }),
		{ options: { requestMode: 'sync' } },
	],
];

describe.each([
	['', undefined],
	[', with Retry On Fail', RETRY],
])('Stop%s', (_, settings) => {
	test.each(phases)('while %s', async (__, phase, arrange, { pictures, ...given }) => {
		arrange();
		const items = pictures ? pictureItems(world, [1, 2, 3]) : numbered(3);
		const run = world.prepare({ items, settings, ...given }).start();
		await until(() => world.sent(phase).length > 0);
		await new Promise((resolve) => setTimeout(resolve, 60));
		const stoppedAt = Date.now();
		run.cancel();
		const end = summarise(await run.promise);
		expect(Date.now() - stoppedAt).toBeLessThan(2_000);
		expect(end.status).toBe('canceled');
		expect(end.items).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, phase === 'submit' ? 900 : 300));
		expect(world.sandbox.requests.filter((record) => record.at > stoppedAt + 100)).toEqual([]);
		// Whatever was accepted stands in the log, also when its answer came after the Stop.
		if (phase !== 'sync') {
			const ids = world.sandbox.jobs.map(({ requestId }) => requestId);
			expect(world.logged.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
		}
	});
});
