import { waitFor } from '../support/waiting';
import { FINAL_STATUSES } from './executionData';
import type { ExecutionSummary } from './n8nJson';
import type { RestClient } from './rest';

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 300;

/** Which executions of a workflow are waited for. */
export interface WantedExecutions {
	/** At least so many; one by default. */
	count?: number;
	/** They are in one of these; ended by default. */
	statuses?: string[];
	withinMs?: number;
}

/**
 * Waits until n8n lists as many executions of a workflow as wanted. The editor marks
 * the last node as done before the execution's end is stored (n8n, execution-lifecycle-hooks.js:
 * nodeExecuteAfter is pushed, workflowExecuteAfter saves).
 *
 * @returns all that are so, newest first
 * @throws Error that says which there are when the time is over
 */
export async function waitForExecutions(
	client: RestClient,
	workflowId: string,
	{ count = 1, statuses = FINAL_STATUSES, withinMs = WITHIN_MS }: WantedExecutions = {},
): Promise<ExecutionSummary[]> {
	let all: ExecutionSummary[] = [];
	return await waitFor(
		() =>
			`${count} executions of workflow ${workflowId} that are ${statuses.join(' or ')}; ` +
			`seen: ${all.map(({ status }) => status).join(', ') || 'none'}`,
		async () => {
			all = await client.listExecutions(workflowId);
			const found = all.filter(({ status }) => statuses.includes(status));
			return found.length >= count && found;
		},
		{ withinMs, everyMs: LOOK_EVERY_MS },
	);
}
