// The trigger's polls in simulated time, by moments after the first poll.
import { SimulatedHistory, type SimulatedJob } from './simulatedHistory';
import { SimulatedTrigger } from './simulatedTrigger';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const FIRST_MS = Date.UTC(2026, 10, 20, 12);

/** An account's history and a trigger that looks at it. */
export class WatchedAccount {
	readonly history = new SimulatedHistory(FIRST_MS);
	readonly trigger = new SimulatedTrigger(this.history);
	private number = 0;

	/** A job by its moments, in milliseconds after the first poll. */
	job(orderedMs: number, endsMs: number, more: Partial<SimulatedJob> = {}): string {
		this.number += 1;
		const requestId = `00000000-0000-4000-8000-${String(this.number).padStart(12, '0')}`;
		const { listedMs, ...rest } = more;
		this.history.jobs.push({
			requestId,
			orderedMs: FIRST_MS + orderedMs,
			endsMs: FIRST_MS + endsMs,
			...(listedMs === undefined ? {} : { listedMs: FIRST_MS + listedMs }),
			...rest,
		});
		return requestId.replace(/-/g, '');
	}

	/** Polls at a moment after the first poll. */
	async pollAt(ms: number, options = {}): Promise<string[]> {
		this.history.nowMs = Math.max(this.history.nowMs, FIRST_MS + ms);
		const before = this.trigger.emitted.length;
		await this.trigger.poll(options);
		return this.trigger.emittedIds().slice(before);
	}
}
