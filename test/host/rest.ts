import { randomUUID } from 'node:crypto';

import { parseJson, z } from '../support/json';
import { waitFor } from '../support/waiting';
import { FINAL_STATUSES, parseExecutionData } from './executionData';
import {
	executionSummarySchema,
	savedCredentialSchema,
	savedWorkflowSchema,
	type Binary,
	type Execution,
	type ExecutionSummary,
	type SavedCredential,
	type SavedWorkflow,
	type Workflow,
} from './n8nJson';

const LOOK_EVERY_MS = 300;
const DEFAULT_WAIT_MS = 120_000;
const LIST_LIMIT = 100;

const answerSchema = z.object({ data: z.unknown() });
const credentialTestSchema = z.object({ status: z.enum(['OK', 'Error']), message: z.string() });

export interface CredentialDraft {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** Who owns the n8n of the tests and the demo. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'PixVerse-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** An answer of n8n that is none of 2xx. */
class RestError extends Error {
	/** @param request e.g. "POST /rest/login" */
	constructor(
		request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${request} was answered with ${status}: ${body.slice(0, 500)}`);
		this.name = 'RestError';
	}
}

/**
 * Speaks to n8n's internal REST API as its editor does. Every method returns the `data` of n8n's
 * answer and throws a RestError where n8n refuses.
 */
export class RestClient {
	readonly url: string;

	#cookies = new Map<string, string>();

	// n8n ties a log-in to the browser that made it.
	#browserId = randomUUID();

	/** @param n8n as `startN8n` returns it */
	constructor({ url }: { url: string }) {
		this.url = url;
	}

	/** @param path e.g. "/rest/workflows" */
	async send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				// n8n ends an idle connection after 5 s; one that is used again just then would fail.
				connection: 'close',
				'browser-id': this.#browserId,
				cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (name && value !== undefined) this.#cookies.set(name, value);
		}
		if (!response.ok) {
			throw new RestError(`${method} ${path}`, response.status, await response.text());
		}
		return response;
	}

	/** @returns the `data` of n8n's JSON */
	async request(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		return text === '' ? undefined : parseJson(text, answerSchema).data;
	}

	/** Creates the owner of a new n8n and logs in as that. */
	async setUpOwner(owner = OWNER): Promise<void> {
		await this.request('POST', '/rest/owner/setup', owner);
	}

	async logIn({ email, password } = OWNER): Promise<void> {
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(credential: CredentialDraft): Promise<SavedCredential> {
		return savedCredentialSchema.parse(await this.request('POST', '/rest/credentials', credential));
	}

	/** What the editor's "Retry" in a credential does; it need not be saved. */
	async testCredential(
		credential: CredentialDraft,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const credentials = { id: '', ...credential };
		return credentialTestSchema.parse(
			await this.request('POST', '/rest/credentials/test', { credentials }),
		);
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		return savedWorkflowSchema.parse(
			await this.request('POST', '/rest/workflows', { settings: {}, ...workflow }),
		);
	}

	async getWorkflow(id: string): Promise<SavedWorkflow> {
		return savedWorkflowSchema.parse(await this.request('GET', `/rest/workflows/${id}`));
	}

	/** @param id n8n 2 publishes the version that is saved; give its triggers a moment */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.getWorkflow(id);
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	async deactivateWorkflow(id: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/**
	 * "Execute workflow": starts the saved version.
	 *
	 * @param trigger the name of the node to begin with
	 * @param output what that node puts out, where it cannot run by itself (a chat)
	 * @returns the execution's ID
	 */
	async startWorkflow(id: string, trigger: string, output?: object): Promise<string> {
		const started = await this.request('POST', `/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger, ...(output && { data: output }) },
		});
		return z.object({ executionId: z.string() }).parse(started).executionId;
	}

	/** The same, to its end. */
	async runWorkflow(id: string, trigger: string, wait?: { timeoutMs: number }): Promise<Execution> {
		return await this.waitForExecution(await this.startWorkflow(id, trigger), wait);
	}

	/** Those that are stored by now, newest first. */
	async listExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = JSON.stringify({ workflowId });
		const query = new URLSearchParams({ filter, limit: String(LIST_LIMIT) });
		const listed = await this.request('GET', `/rest/executions?${query.toString()}`);
		return z.object({ results: z.array(executionSummarySchema) }).parse(listed).results;
	}

	/** @returns the execution, its `data` parsed */
	async getExecution(id: string): Promise<Execution> {
		const { data, ...summary } = executionSummarySchema
			.extend({ data: z.string() })
			.parse(await this.request('GET', `/rest/executions/${id}`));
		return { ...summary, data: parseExecutionData(data) };
	}

	/**
	 * @returns the execution once it does not run any more
	 * @throws Error where it still runs when the time is over
	 */
	async waitForExecution(
		id: string,
		{ timeoutMs = DEFAULT_WAIT_MS }: { timeoutMs?: number } = {},
	): Promise<Execution> {
		let status = '';
		return await waitFor(
			() => `the end of execution ${id}, which is "${status}"`,
			async () => {
				const execution = await this.getExecution(id);
				({ status } = execution);
				return FINAL_STATUSES.includes(status) && execution;
			},
			{ withinMs: timeoutMs, everyMs: LOOK_EVERY_MS },
		);
	}

	/** @param id what "Stop" in the editor does */
	async stopExecution(id: string): Promise<void> {
		await this.request('POST', `/rest/executions/${id}/stop`, {});
	}

	/**
	 * Retries with the workflow as it was; n8n answers when the new execution has ended.
	 *
	 * @returns the new execution's ID
	 */
	async retryExecution(id: string): Promise<string> {
		const path = `/rest/executions/${id}/retry`;
		const retried = await this.request('POST', path, { loadWorkflow: false });
		return z.object({ id: z.string() }).parse(retried).id;
	}

	/** The bytes of an item's file, as n8n hands them to a browser. */
	async downloadBinary({
		id = '',
	}: Binary): Promise<{ bytes: Buffer; contentType: string | null }> {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.send('GET', `/rest/binary-data?${query.toString()}`);
		return {
			bytes: Buffer.from(await response.arrayBuffer()),
			contentType: response.headers.get('content-type'),
		};
	}
}
