const { setTimeout: sleep } = require('node:timers/promises');

const { FINAL_STATUSES } = require('../host/executionData');

const LOOK_EVERY_MS = 500;
const LIST_LIMIT = 100;

/** Workflows of a cluster, called as the outside world does, by their webhooks. */
class Office {
	#client;
	#ids = new Map();

	/** @param {import('../host/rest').RestClient} client */
	constructor(client) {
		this.#client = client;
	}

	/** @param {Record<string, object>} workflows by the last part of their webhook's address */
	async publish(workflows) {
		for (const [route, workflow] of Object.entries(workflows)) {
			const { id } = await this.#client.createWorkflow(workflow);
			await this.#client.activateWorkflow(id);
			this.#ids.set(route, id);
		}
	}

	/** @param {string} route */
	async call(route, body = {}) {
		const deadlineMs = Date.now() + 20_000;
		for (;;) {
			const response = await fetch(`${this.#client.url}/webhook/${route}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			const text = await response.text();
			if (response.ok) return;
			// A published webhook answers after a moment.
			if (response.status !== 404 || Date.now() > deadlineMs) {
				throw new Error(`/webhook/${route} answered with ${response.status}: ${text}`);
			}
			await sleep(LOOK_EVERY_MS);
		}
	}

	/** @param {string} route */
	async executions(route) {
		const filter = { workflowId: this.#ids.get(route) };
		return await this.#client.listExecutions({ limit: LIST_LIMIT, filter });
	}

	/**
	 * Waits until `count` executions of a workflow are as wanted.
	 *
	 * @param {string} route
	 * @param {number} count
	 * @param {{ statuses?: string[], withinMs?: number }} [options] ended ones by default
	 */
	async waitFor(route, count, { statuses = FINAL_STATUSES, withinMs = 120_000 } = {}) {
		const deadlineMs = Date.now() + withinMs;
		for (;;) {
			const all = await this.executions(route);
			const found = all.filter(({ status }) => statuses.includes(status));
			if (found.length >= count) return found;
			if (Date.now() > deadlineMs) {
				const seen = all.map(({ status }) => status).join(', ');
				throw new Error(`${route}: ${found.length} of ${count} are ${statuses}; seen: ${seen}`);
			}
			await sleep(LOOK_EVERY_MS);
		}
	}

	/** @param {string} id @returns {Promise<any>} with its data */
	async read(id) {
		return await this.#client.getExecution(id);
	}

	/** @param {{ id: string }} binary read from the main process */
	async download(binary) {
		return await this.#client.downloadBinary(binary);
	}
}

module.exports = { Office };
