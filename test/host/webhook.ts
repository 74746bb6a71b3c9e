import { waitFor } from '../support/waiting';
import type { WorkflowNode } from './n8nJson';
import type { RestClient } from './rest';
import { node } from './workflow';

const LOOK_EVERY_MS = 500;

/** @param route the last part of its address */
export function webhookNode(route: string): WorkflowNode {
	const parameters = { httpMethod: 'POST', path: route, responseMode: 'onReceived', options: {} };
	const settings = { typeVersion: 2, webhookId: route };
	return node('Webhook', 'n8n-nodes-base.webhook', parameters, settings);
}

/** One item for each of the texts that a call of the webhook brings as `prompts`. */
export function splitPrompts(): WorkflowNode {
	return node('Split', 'n8n-nodes-base.splitOut', {
		fieldToSplitOut: 'body.prompts',
		options: { destinationFieldName: 'prompt' },
	});
}

/**
 * Calls a published webhook as the outside world does.
 *
 * @param route the last part of its address
 * @throws Error where it answers with anything but 2xx
 */
export async function callWebhook({ url }: RestClient, route: string, body = {}): Promise<void> {
	let text = '';
	await waitFor(
		() => `/webhook/${route}: ${text}`,
		async () => {
			const response = await fetch(`${url}/webhook/${route}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			text = await response.text();
			// A published webhook answers after a moment.
			if (!response.ok && response.status !== 404) {
				throw new Error(`/webhook/${route} answered with ${response.status}: ${text}`);
			}
			return response.ok;
		},
		{ everyMs: LOOK_EVERY_MS },
	);
}
