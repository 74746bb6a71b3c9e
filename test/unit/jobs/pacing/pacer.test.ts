// Requests go out at the account's rate, the most valuable first.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { Pacer, PRIORITY } from '../../../../nodes/PixVerse/jobs/pacing/pacer';
import { simulatedClock, type SimulatedClock } from '../../../support/simulated/clock';

/** An account whose limit counts in fixed windows, as Segmind's header suggests. */
function accountOf(clock: SimulatedClock, limit: number, { tellsReset = true } = {}) {
	const windowMs = 60_000;
	const refusedAtMs: number[] = [];
	let window = -1;
	let used = 0;
	return {
		refusedAtMs,
		take(): { waitMs: number | undefined } | undefined {
			const index = Math.floor(clock.now() / windowMs);
			if (index !== window) [window, used] = [index, 0];
			used += 1;
			if (used <= limit) return undefined;
			refusedAtMs.push(clock.now());
			return { waitMs: tellsReset ? (index + 1) * windowMs - clock.now() : undefined };
		},
	};
}

/** Sends one request until it gets through; tells when. */
async function send(
	clock: SimulatedClock,
	pacer: Pacer,
	account: Pick<ReturnType<typeof accountOf>, 'take'>,
): Promise<number> {
	for (;;) {
		const turn = await pacer.turn(PRIORITY.status, 0, Infinity);
		if (turn !== 'go') throw new Error(`The turn has ${turn}`);
		await clock.sleep(50);
		const refusal = account.take();
		await clock.sleep(50);
		if (!refusal) {
			pacer.answered();
			return clock.now();
		}
		pacer.refused(refusal.waitMs);
	}
}

const setUp = (random = () => 0.5) => {
	const clock = simulatedClock();
	const stop = new AbortController();
	return { clock, stop, pacer: new Pacer(clock, random, stop.signal) };
};

test('without a limit, nothing waits for anything but a slot among 20', async () => {
	const { clock, pacer } = setUp();
	const startMs = clock.now();
	const ends = await Promise.all(
		Array.from({ length: 40 }, () => send(clock, pacer, accountOf(clock, Infinity))),
	);
	expect(Math.max(...ends) - startMs).toBe(200);
});

test('every request gets through at any limit, without much more than the limit needs', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 150 }),
			fc.boolean(),
			async (limit, count, tellsReset) => {
				const { clock, pacer } = setUp();
				const account = accountOf(clock, limit, { tellsReset });
				const startMs = clock.now();
				const ends = await Promise.all(
					Array.from({ length: count }, () => send(clock, pacer, account)),
				);
				const windows = Math.ceil(count / limit);
				const tookWindows = (Math.max(...ends) - startMs) / 60_000;
				expect(tookWindows).toBeLessThanOrEqual(windows * (tellsReset ? 1.5 : 3) + 2);
				// The first burst, one by one after it, and now and then a try at more.
				const most = Math.min(count, 20 + limit) + limit / 2 + windows;
				if (tellsReset) expect(account.refusedAtMs.length).toBeLessThanOrEqual(most);
			},
		),
		{ numRuns: 60 },
	);
});

test('5 per minute: once known, at most one 429 in two minutes', async () => {
	const { clock, pacer } = setUp();
	const account = accountOf(clock, 5);
	const startMs = clock.now();
	await Promise.all(Array.from({ length: 100 }, () => send(clock, pacer, account)));
	const late = account.refusedAtMs.filter((atMs) => atMs > startMs + 120_000);
	expect((clock.now() - startMs) / 60_000).toBeLessThanOrEqual(21);
	expect(late.length).toBeLessThanOrEqual(10);
});

test('a limit that others used up is left behind when they are gone', async () => {
	const { clock, pacer } = setUp();
	let account = accountOf(clock, 2);
	const startMs = clock.now();
	const many = Array.from({ length: 200 }, () =>
		send(clock, pacer, { take: () => account.take() }),
	);
	await clock.sleep(180_000);
	account = accountOf(clock, 60);
	await Promise.all(many);
	expect(clock.now() - startMs).toBeLessThan(20 * 60_000);
});

test('one 429 with a short reset slows a run down for that moment only', async () => {
	const { clock, pacer } = setUp();
	const startMs = clock.now();
	expect(await pacer.turn(PRIORITY.submit, 0, Infinity)).toBe('go');
	pacer.refused(100);
	const free = accountOf(clock, Infinity);
	for (let count = 0; count < 20; count += 1) await send(clock, pacer, free);
	expect(clock.now() - startMs).toBeLessThanOrEqual(250 + 20 * 100);
});

test('a reset that is past on this clock does not make it spin', async () => {
	const { clock, pacer } = setUp();
	const startMs = clock.now();
	for (let count = 0; count < 8; count += 1) {
		await pacer.turn(PRIORITY.submit, 0, Infinity);
		pacer.refused(0);
	}
	expect(clock.now() - startMs).toBeGreaterThan(30_000);
});

test('the most valuable goes first: results, submits by item, then looks by when they are due', async () => {
	const { clock, pacer } = setUp();
	await pacer.turn(PRIORITY.submit, 0, Infinity);
	pacer.refused(1_000);
	const order: string[] = [];
	const wait = async (name: string, priority: number, rank: number) => {
		await pacer.turn(priority, rank, Infinity);
		order.push(name);
		pacer.answered();
	};
	await Promise.all([
		wait('late look', PRIORITY.status, 20),
		wait('early look', PRIORITY.status, 10),
		wait('item 2', PRIORITY.submit, 2),
		wait('item 1', PRIORITY.submit, 1),
		wait('result', PRIORITY.result, 99),
	]);
	expect(order).toEqual(['result', 'item 1', 'item 2', 'early look', 'late look']);
	expect(clock.sleepers).toBe(0);
});

test('a look that waits for minutes goes before new jobs', async () => {
	const { clock, pacer } = setUp();
	await pacer.turn(PRIORITY.submit, 0, Infinity);
	pacer.refused(200_000);
	const order: string[] = [];
	const look = pacer.turn(PRIORITY.status, 0, Infinity).then(() => order.push('look'));
	await clock.sleep(10_000);
	const submit = pacer.turn(PRIORITY.submit, 0, Infinity).then(() => order.push('submit'));
	await look;
	pacer.answered();
	await submit;
	expect(order).toEqual(['look', 'submit']);
});

test('a turn expires at its time, and a stop ends all', async () => {
	const { clock, pacer, stop } = setUp();
	await pacer.turn(PRIORITY.submit, 0, Infinity);
	pacer.refused(60_000);
	const startMs = clock.now();
	const first = pacer.turn(PRIORITY.status, 0, startMs + 5_000);
	const second = pacer.turn(PRIORITY.status, 0, startMs + 50_000);
	clock.at(startMs + 10_000, () => stop.abort());
	expect(await first).toBe('expired');
	expect(clock.now()).toBe(startMs + 5_000);
	expect(await second).toBe('aborted');
	expect(clock.now()).toBe(startMs + 10_000);
	expect(await pacer.turn(PRIORITY.status, 0, Infinity)).toBe('aborted');
});
