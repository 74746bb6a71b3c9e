import type { Engine } from '../../support/engine';
import { PollingTrigger } from '../../support/pollingTrigger';
import type { SandboxAddress } from '../protocol';
import { seedHistory } from './account';

/** The trigger keeps what was ordered in the last 24 hours: all of the rows. */
const SPAN_MS = 20 * 3_600_000;

/** An n8n that has run for a while has its code compiled. */
const WARM_UP = 30;

/** A trigger that has polled for a while, over an account with so many jobs of the last day. */
export async function activeTrigger(
	engine: Engine,
	sandbox: SandboxAddress,
	rows: number,
): Promise<PollingTrigger> {
	const jobs = Array.from({ length: rows }, (_, n) => ({
		agoMs: 60_000 + (n * SPAN_MS) / rows,
		body: { prompt: `Paper boat ${n}`, duration: 5, quality: '540p' },
	}));
	await seedHistory(sandbox, jobs);
	const credential = { apiKey: sandbox.key, baseUrl: sandbox.url };
	const trigger = new PollingTrigger(engine, { credential });
	console.error('trigger: its first poll reads all rows');
	await trigger.activate();
	await pollWithoutNews(trigger, WARM_UP);
	return trigger;
}

/** @throws Error where a poll fails or has news */
export async function pollWithoutNews(trigger: PollingTrigger, times: number): Promise<void> {
	for (let poll = 0; poll < times; poll += 1) {
		const { items, error } = await trigger.poll();
		if (error) throw error;
		if (items.length > 0) throw new Error(`${items.length} jobs are news`);
	}
}
