'use strict';

const { randomUUID } = require('node:crypto');
const { setTimeout: sleep } = require('node:timers/promises');

const { FINAL_STATUSES, parseExecutionData } = require('./executionData');

const LOOK_EVERY_MS = 300;
const DEFAULT_WAIT_MS = 120_000;

/** Who owns the n8n of the tests and the demo. */
const OWNER = {
	email: 'owner@example.com',
	password: 'PixVerse-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** An answer of n8n that is none of 2xx. */
class RestError extends Error {
	/**
	 * @param {string} request e.g. "POST /rest/login"
	 * @param {number} status
	 * @param {string} body
	 */
	constructor(request, status, body) {
		super(`${request} was answered with ${status}: ${body.slice(0, 500)}`);
		this.name = 'RestError';
		this.status = status;
		this.body = body;
	}
}

/**
 * Speaks to n8n's internal REST API as its editor does. Every method returns the `data` of n8n's
 * answer and throws a RestError where n8n refuses.
 */
class RestClient {
	/** @type {Map<string, string>} */
	#cookies = new Map();

	// n8n ties a log-in to the browser that made it.
	#browserId = randomUUID();

	/** @param {{ url: string }} n8n as `startN8n` returns it */
	constructor({ url }) {
		this.url = url;
	}

	/** The `name=value` pairs of the log-in, e.g. for a browser's context. */
	get cookies() {
		return Object.fromEntries(this.#cookies);
	}

	get browserId() {
		return this.#browserId;
	}

	/**
	 * @param {string} method
	 * @param {string} path e.g. "/rest/workflows"
	 * @param {unknown} [body]
	 * @returns {Promise<Response>}
	 */
	async send(method, path, body) {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				'browser-id': this.#browserId,
				cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (name) this.#cookies.set(name, value);
		}
		if (!response.ok) {
			throw new RestError(`${method} ${path}`, response.status, await response.text());
		}
		return response;
	}

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the `data` of n8n's JSON
	 */
	async request(method, path, body) {
		const response = await this.send(method, path, body);
		const text = await response.text();
		return text === '' ? undefined : JSON.parse(text).data;
	}

	/** Creates the owner of a new n8n and logs in as that. */
	async setUpOwner(owner = OWNER) {
		return await this.request('POST', '/rest/owner/setup', owner);
	}

	async logIn({ email, password } = OWNER) {
		return await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** @param {{ name: string, type: string, data: Record<string, unknown> }} credential */
	async createCredential(credential) {
		return await this.request('POST', '/rest/credentials', credential);
	}

	/**
	 * What the editor's "Retry" in a credential does; it need not be saved.
	 *
	 * @param {{ id?: string, name: string, type: string, data: Record<string, unknown> }} credential
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(credential) {
		const credentials = { id: '', ...credential };
		return await this.request('POST', '/rest/credentials/test', { credentials });
	}

	/** @param {Record<string, any>} workflow name, nodes, connections, settings … */
	async createWorkflow(workflow) {
		return await this.request('POST', '/rest/workflows', { settings: {}, ...workflow });
	}

	/** @param {string} id */
	async getWorkflow(id) {
		return await this.request('GET', `/rest/workflows/${id}`);
	}

	/**
	 * @param {string} id
	 * @param {Record<string, any>} changes
	 */
	async updateWorkflow(id, changes) {
		return await this.request('PATCH', `/rest/workflows/${id}`, changes);
	}

	/** @param {string} id n8n 2 publishes the version that is saved; give its triggers a moment */
	async activateWorkflow(id) {
		const { versionId } = await this.getWorkflow(id);
		return await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** @param {string} id */
	async deactivateWorkflow(id) {
		return await this.request('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/**
	 * "Execute workflow": runs the saved version from the given trigger.
	 *
	 * @param {string} id
	 * @param {{ trigger: string, until?: string }} options names of nodes; `until` is the last to run
	 * @returns {Promise<string>} the execution's ID
	 */
	async runWorkflow(id, { trigger, until }) {
		const { executionId } = await this.request('POST', `/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger },
			...(until ? { destinationNode: { nodeName: until, mode: 'inclusive' } } : {}),
		});
		return executionId;
	}

	/** @param {{ limit?: number, filter?: Record<string, unknown> }} [options] newest first */
	async listExecutions({ limit = 10, filter = {} } = {}) {
		const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: String(limit) });
		const { results } = await this.request('GET', `/rest/executions?${query}`);
		return results;
	}

	/**
	 * @param {string} id
	 * @returns {Promise<any>} the execution, its `data` parsed
	 */
	async getExecution(id) {
		const execution = await this.request('GET', `/rest/executions/${id}`);
		const { data } = execution;
		return { ...execution, data: typeof data === 'string' ? parseExecutionData(data) : data };
	}

	/**
	 * @param {string} id
	 * @param {{ timeoutMs?: number }} [options]
	 * @returns {Promise<any>} the execution once it does not run any more
	 * @throws {Error} where it still runs when the time is over
	 */
	async waitForExecution(id, { timeoutMs = DEFAULT_WAIT_MS } = {}) {
		const deadlineMs = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.getExecution(id);
			if (FINAL_STATUSES.includes(execution.status)) return execution;
			if (Date.now() > deadlineMs) {
				throw new Error(`Execution ${id} is still "${execution.status}" after ${timeoutMs} ms`);
			}
			await sleep(LOOK_EVERY_MS);
		}
	}

	/** @param {string} id what "Stop" in the editor does */
	async stopExecution(id) {
		return await this.request('POST', `/rest/executions/${id}/stop`, {});
	}

	/**
	 * @param {string} id
	 * @param {{ loadWorkflow?: boolean }} [options] true retries with the workflow as it is now
	 * @returns {Promise<any>} the new execution, once it has ended: n8n answers only then
	 */
	async retryExecution(id, { loadWorkflow = false } = {}) {
		return await this.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow });
	}

	/**
	 * @param {{ id: string }} binary an item's binary entry, e.g. `item.binary.data`
	 * @param {'download' | 'view'} [action]
	 * @returns {Promise<{ bytes: Buffer, contentType: string | null, disposition: string | null }>}
	 */
	async downloadBinary({ id }, action = 'download') {
		const query = new URLSearchParams({ id, action });
		const response = await this.send('GET', `/rest/binary-data?${query}`);
		return {
			bytes: Buffer.from(await response.arrayBuffer()),
			contentType: response.headers.get('content-type'),
			disposition: response.headers.get('content-disposition'),
		};
	}
}

module.exports = { OWNER, RestClient, RestError };
