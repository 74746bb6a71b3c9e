// For a test file: the trigger beside the node's kit, and jobs for it to tell of.
import { expect } from '@jest/globals';

import { SANDBOX_KEY } from '../sandbox';
import { PollingTrigger, type PollEnd, type TriggerOptions } from './pollingTrigger';
import type { NodeKit } from './useNode';

export interface TriggerKit {
	/** A workflow with the trigger, not polled yet. */
	trigger: (options?: Partial<TriggerOptions>) => PollingTrigger;
	/** One that was activated, without news. */
	active: (options?: Partial<TriggerOptions>) => Promise<PollingTrigger>;
	/** Orders a job, past the node, and returns its ID as the history gives it. */
	order: (prompt: string, slug?: string) => Promise<string>;
}

export function useTrigger(kit: NodeKit): TriggerKit {
	const trigger: TriggerKit['trigger'] = (options = {}) => {
		const credential = { apiKey: SANDBOX_KEY, baseUrl: kit.sandbox.url };
		return new PollingTrigger(kit.engine, { credential, ...options });
	};
	return {
		trigger,
		async active(options) {
			const started = trigger(options);
			expect((await started.activate()).items).toEqual([]);
			return started;
		},
		async order(prompt, slug = 'muscle-surge') {
			const answer = await fetch(`${kit.sandbox.url}/v2/${slug}`, {
				method: 'POST',
				headers: { 'x-api-key': SANDBOX_KEY, 'content-type': 'application/json' },
				body: JSON.stringify({ prompt }),
			});
			const { request_id: id } = (await answer.json()) as { request_id: string };
			return id.replace(/-/g, '');
		},
	};
}

/** Request IDs of the items that a poll emitted. */
export function idsOf({ items }: PollEnd): unknown[] {
	return items.map(({ json }) => json.requestId);
}
