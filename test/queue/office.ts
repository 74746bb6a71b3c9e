import { waitForExecutions, type WantedExecutions } from '../host/executions';
import type { Binary, Execution, Workflow } from '../host/n8nJson';
import type { RestClient } from '../host/rest';
import { callWebhook } from '../host/webhook';
import type { Route } from './workflows';

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
		return await this.#client.listExecutions(this.#idOf(route));
	}

	/** Waits until so many executions of a workflow are as wanted. */
	async waitFor(route: Route, wanted: WantedExecutions = {}) {
		return await waitForExecutions(this.#client, this.#idOf(route), wanted);
	}

	#idOf(route: Route) {
		const id = this.#ids.get(route);
		if (id === undefined) throw new Error(`No workflow "${route}" is published`);
		return id;
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
