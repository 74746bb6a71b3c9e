// Waiting for what happens elsewhere: by looking again and again, and with an end.
import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

export interface WaitOptions {
	withinMs?: number;
	everyMs?: number;
}

type Nothing = undefined | null | false;

/**
 * Repeats a check of what follows with a delay, such as a page its data. The last look begins when
 * the time is over: this process may have stood still meanwhile.
 *
 * @returns what the check gives
 * @throws what the check threw last, where it did not hold in time
 */
export async function eventually<T>(
	check: () => T | Promise<T>,
	{ withinMs = WITHIN_MS, everyMs = LOOK_EVERY_MS }: WaitOptions = {},
): Promise<T> {
	const deadlineMs = Date.now() + withinMs;
	for (;;) {
		const isLast = Date.now() >= deadlineMs;
		try {
			return await check();
		} catch (error) {
			if (isLast) throw error;
		}
		await sleep(everyMs);
	}
}

/**
 * Waits for something that happens in another process.
 *
 * @param what as in "waited for <what>"; a function says what is there instead
 * @param look gives what it waits for, or nothing; what it throws ends the wait
 * @throws Error where it did not happen in time
 */
export async function waitFor<T>(
	what: string | (() => string),
	look: () => T | Nothing | Promise<T | Nothing>,
	{ withinMs = WITHIN_MS, everyMs = LOOK_EVERY_MS }: WaitOptions = {},
): Promise<T> {
	const deadlineMs = Date.now() + withinMs;
	for (;;) {
		const isLast = Date.now() >= deadlineMs;
		const seen = await look();
		if (seen !== undefined && seen !== null && seen !== false) return seen;
		if (isLast) {
			const said = typeof what === 'string' ? what : what();
			throw new Error(`Waited ${withinMs} ms in vain for ${said}`);
		}
		await sleep(everyMs);
	}
}
