// What becomes of a submit that meets a fault: sent again, or never.
const net = require('node:net');
const { useSandbox, RETRY, CONTINUE, numbered, summarise } = require('./setup');

const world = useSandbox();

test.each([
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'status', status: 502 }],
	['503', { kind: 'status', status: 503 }],
	['429 with a reset', { kind: 'rateLimit', resetMs: 100 }],
	['429 with Retry-After', { kind: 'rateLimit', retryAfterS: 0 }],
])('%s is sent again, and makes one video', async (_, fault) => {
	world.sandbox.addFault({ phase: 'submit', times: 1, ...fault });
	const { items, error } = await world.run();
	expect(error).toBeUndefined();
	expect(items[0].json.resumed).toBe(false);
	expect(world.sent('submit')).toHaveLength(2);
	expect(world.sandbox.acceptedSubmits()).toHaveLength(1);
});

test('a refused connection is sent again when somebody listens', async () => {
	const { port } = await new Promise((resolve) => {
		const server = net.createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(address));
		});
	});
	const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
	const node = world.prepare({
		credential: { apiKey: SANDBOX_KEY, baseUrl: `http://127.0.0.1:${port}` },
	});
	const running = node.start().promise;
	await new Promise((resolve) => setTimeout(resolve, 500));
	const late = await startSandbox({ port, jobDurationMs: 30 });
	try {
		const { items, error } = summarise(await running);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(late.acceptedSubmits()).toHaveLength(1);
	} finally {
		await late.close();
	}
});

describe.each([
	['acceptedThen504', 1],
	['acceptedThenReset', 1],
	['reset', 0],
	['weirdRequestId', 1],
])('%s: the outcome is unknown', (kind, accepted) => {
	test('it is never sent again: not by Retry On Fail, not by "Retry execution"', async () => {
		world.sandbox.addFault({ phase: 'submit', kind, times: 1 });
		const node = world.prepare({ settings: RETRY });
		const failed = await node.start().promise;
		const { error } = summarise(failed);
		expect(error.message).toMatch(/may have been accepted/);
		expect(error.description).toMatch(/Job > Get Many/);
		expect(error.description).toMatch(/Running the workflow anew orders it again/);
		const retried = summarise(await node.retry(failed));
		expect(retried.error.message).toMatch(/may have been accepted/);
		expect(world.sent('submit')).toHaveLength(1);
		expect(world.sandbox.acceptedSubmits()).toHaveLength(accepted);
	});
});

test.each(['noRequestId', 'badJson', 'truncate'])(
	'%s: the ID that stands somewhere in the answer is followed, never ordered again',
	async (kind) => {
		world.sandbox.addFault({ phase: 'submit', kind, times: 1 });
		const { items, error } = await world.run({ settings: RETRY });
		expect(error).toBeUndefined();
		expect(items[0].json.requestId).toBe(world.sandbox.jobs[0].requestId);
		expect(world.sent('submit')).toHaveLength(1);
	},
);

test('an ID of an odd form still stands in the error', async () => {
	world.sandbox.addFault({ phase: 'submit', kind: 'weirdRequestId', id: '../../x' });
	const { error } = await world.run();
	expect(error.description).toContain('../../x');
	expect(world.sent('status')).toEqual([]);
});

test('a refusal (406) is not sent again in the same try', async () => {
	const refusal = { kind: 'status', status: 406, body: { error: 'Invalid value' } };
	world.sandbox.addFault({ phase: 'submit', times: 1, ...refusal });
	const { error } = await world.run();
	expect(error.message).toBe('Segmind refused a value of this request');
	expect(world.sent('submit')).toHaveLength(1);
});

describe('failure metadata, where n8n has a word for it', () => {
	test.each([
		['credential-invalid', { status: 401, body: { error: 'invalid_api_key' } }],
		['quota-exhausted', { status: 406, body: { error: 'Insufficient credits' } }],
	])('%s', async (cause, fault) => {
		world.sandbox.addFault({ phase: 'submit', kind: 'status', ...fault });
		const { error } = await world.run();
		expect(error.failure).toMatchObject({ cause });
		expect(world.sent('submit')).toHaveLength(1);
	});

	test('rate-limited, with the time after which to try again', async () => {
		world.sandbox.addFault({ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 });
		const { error } = await world.run({ options: { timeout: 0.005 } });
		expect(error.failure).toMatchObject({ cause: 'rate-limited' });
		expect(error.failure.retryAfterMs).toBeGreaterThan(0);
		expect(error.description).toContain('not accepted');
	});
});

test('every accepted ID is logged at info level, with model, item and the way to the video', async () => {
	await world.run({ items: numbered(2) });
	const ids = world.sandbox.jobs.map(({ requestId }) => requestId);
	expect(world.logged.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
	for (const line of world.logged) {
		expect(line).toMatchObject({ model: 'pixverse-4.5-video' });
		expect(line.message).toContain(line.requestId);
		expect(line.message).toContain(`item ${line.itemIndex}`);
		expect(line.message).toContain('Job > Get');
	}
});

test('at most Max Concurrent Jobs at once, and the output is in input order', async () => {
	world.sandbox.configure({ jobDurationMs: (body, n) => 200 - n * 15 });
	const { items } = await world.run({ items: numbered(7), options: { maxConcurrentJobs: 3 } });
	const times = world.sandbox.jobs.map((job) => job.createdAt);
	const downloads = world.sent('download').map((record) => record.at);
	for (let index = 3; index < 7; index += 1) {
		const done = downloads.filter((at) => at <= times[index]).length;
		expect(done).toBeGreaterThanOrEqual(index - 2);
	}
	const prompts = new Map(world.sandbox.jobs.map((job) => [job.requestId, job.body.prompt]));
	expect(items.map(({ json }) => prompts.get(json.requestId))).toEqual(
		numbered(7).map(({ json }) => json.prompt),
	);
});

test("continuing, one item's failure leaves the others alone", async () => {
	world.sandbox.addFault({
		phase: 'submit',
		kind: 'acceptedThen504',
		match: { bodyContains: 'video 1;' },
	});
	const { items } = await world.run({ items: numbered(3), settings: CONTINUE });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	expect(items[1].json.error).toMatch(/may have been accepted/);
	expect([items[0], items[2]].map(({ json }) => json.status)).toEqual(['COMPLETED', 'COMPLETED']);
});
