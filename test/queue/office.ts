import { setTimeout as sleep } from 'node:timers/promises';

import { FINAL_STATUSES } from '../host/executionData';
import type { Binary, Execution, Workflow } from '../host/n8nJson';
import type { RestClient } from '../host/rest';
import { callWebhook } from '../host/webhook';
import type { Route } from './workflows';

const LOOK_EVERY_MS = 500;
const LIST_LIMIT = 100;

/** Workflows of a cluster, called as the outside world does, by their webhooks. */
export class Office {
	readonly #client: RestClient;
	readonly #ids = new Map<string, string>();

	constructor(client: RestClient) {
		this.#client = client;
	}

	/** @param workflows by the last part of their webhook's address */
	async publish(workflows: Record<Route, Workflow>) {
		for (const [route, workflow] of Object.entries(workflows)) {
			const { id } = await this.#client.createWorkflow(workflow);
			await this.#client.activateWorkflow(id);
			this.#ids.set(route, id);
		}
	}

	async call(route: Route, body = {}) {
		await callWebhook(this.#client, route, body);
	}

	async executions(route: Route) {
		const filter = { workflowId: this.#ids.get(route) };
		return await this.#client.listExecutions({ limit: LIST_LIMIT, filter });
	}

	/**
	 * Waits until `count` executions of a workflow are as wanted.
	 *
	 * @param options ended ones by default
	 */
	async waitFor(
		route: Route,
		count: number,
		{
			statuses = FINAL_STATUSES,
			withinMs = 120_000,
		}: { statuses?: string[]; withinMs?: number } = {},
	) {
		const deadlineMs = Date.now() + withinMs;
		for (;;) {
			const all = await this.executions(route);
			const found = all.filter(({ status }) => statuses.includes(status));
			if (found.length >= count) return found;
			if (Date.now() > deadlineMs) {
				const seen = all.map(({ status }) => status).join(', ');
				throw new Error(
					`${route}: ${found.length} of ${count} are ${statuses.join(', ')}; seen: ${seen}`,
				);
			}
			await sleep(LOOK_EVERY_MS);
		}
	}

	/** @returns with its data */
	async read(id: string): Promise<Execution> {
		return await this.#client.getExecution(id);
	}

	/** Read from the main process. */
	async download(binary: Binary) {
		return await this.#client.downloadBinary(binary);
	}
}
