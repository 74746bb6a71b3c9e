// The machine's clock is set amid a run (NTP, daylight saving, a machine that slept), with the built
// node in n8n's engine: what it waits for comes neither early nor late, and it does not poll without
// a pause.
import { afterEach, expect, jest, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const HOUR_MS = 3_600_000;

// Segmind's own clock is right all the time.
const beganMs = Date.now() - performance.now();
const clock = {
	now: () => beganMs + performance.now(),
	setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
	clearTimeout(timer: NodeJS.Timeout) {
		clearTimeout(timer);
	},
};

const { prepare, sandbox, sent } = useNode({ clock });

/** Sets the machine's clock. */
function setClock(byMs: number): void {
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + byMs);
}
afterEach(() => {
	jest.restoreAllMocks();
});

const JUMPS = [
	['2 h ahead', 2 * HOUR_MS],
	['2 h back', -2 * HOUR_MS],
] as const;

/** A run in which the clock is set as soon as the job was asked for once; given up after 12 s. */
async function runOver(byMs: number, parameters: INodeParameters) {
	const startMs = performance.now();
	const started = prepare(parameters).start();
	const setter = setInterval(() => {
		if (sent('status').length === 0) return;
		clearInterval(setter);
		setClock(byMs);
	}, 10);
	const giveUp = setTimeout(() => started.cancel(), 12_000);
	try {
		const result = summarise(await started.promise);
		return { ...result, tookMs: performance.now() - startMs };
	} finally {
		clearInterval(setter);
		clearTimeout(giveUp);
	}
}

test.each(JUMPS)('a job is delivered when it is done, the clock being set %s', async (_, byMs) => {
	sandbox.configure({ jobDurationMs: 2_500 });
	const { items, error, tookMs } = await runOver(byMs, video({ timeout: 0.2, pollInterval: 0.5 }));
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(tookMs).toBeLessThan(9_000);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
	expect(sent('status').length).toBeLessThan(10);
});

test.each(JUMPS)('a deadline passes in its time, the clock being set %s', async (_, byMs) => {
	sandbox.configure({ jobDurationMs: HOUR_MS });
	const { error, tookMs } = await runOver(byMs, video({ timeout: 0.05, pollInterval: 0.5 }));
	expect(error?.context.code).toBe('timeout');
	expect(tookMs).toBeGreaterThanOrEqual(3_000);
	expect(tookMs).toBeLessThan(8_000);
	expect(sent('status').length).toBeLessThan(10);
});
