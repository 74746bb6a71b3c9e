// Downloads are free: what breaks is fetched again, and what stays broken names address and ID.
const { useSandbox, CONTINUE } = require('./setup');

const world = useSandbox();

test.each([
	['reset', {}],
	['truncate', {}],
	['truncateSilently', {}],
	['wrongType', {}],
	['notVideo', { body: 'html' }],
	['notVideo', { body: 'garbage' }],
	['status', { status: 503 }],
])('%s %j: fetched again, and whole', async (kind, parameters) => {
	world.sandbox.configure({ videoBytes: 50_000 });
	world.sandbox.addFault({ phase: 'download', kind, times: 1, ...parameters });
	const { items, error } = await world.run();
	expect(error).toBeUndefined();
	expect(world.sent('download')).toHaveLength(2);
	const { id, mimeType } = items[0].binary.data;
	expect(mimeType).toBe('video/mp4');
	const { fileSize } = await world.engine.binaryData.getMetadata(id);
	expect(fileSize).toBe(50_000);
	expect(world.sandbox.acceptedSubmits()).toHaveLength(1);
});

test('what stays broken: an error with the address and the ID', async () => {
	world.sandbox.addFault({ phase: 'download', kind: 'wrongType' });
	const { items } = await world.run({ settings: CONTINUE });
	const [{ requestId }] = world.sandbox.jobs;
	const { error, details } = items[0].json;
	expect(error).toContain(requestId);
	expect(details).toMatchObject({ requestId, model: 'pixverse-4.5-video' });
	expect(details.videoUrl).toContain('/files/');
	expect(details.description).toContain(details.videoUrl);
	expect(items[0].binary).toBeUndefined();
	expect(world.sent('download')).toHaveLength(5);
});

test('a download carries no key', async () => {
	await world.run();
	const [download] = world.sent('download');
	expect(download.keySeen).toBe(false);
});
