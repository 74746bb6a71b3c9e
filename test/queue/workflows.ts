import { nameOfNode, readExample } from '../host/exampleFiles';
import type { SavedCredential, Workflow, WorkflowNode } from '../host/n8nJson';
import { inARow, node, pixVerse } from '../host/workflow';
import { VIDEO } from '../support/inputs';

/** n8n keeps a shorter wait in memory, in its worker slot (Wait.node.ts). */
const WAIT_S = 70;

export type Route = 'videos' | 'long' | 'list' | 'fetch' | 'loop';

/** @param route the last part of its address */
function webhook(route: Route): WorkflowNode {
	const parameters = { httpMethod: 'POST', path: route, responseMode: 'onReceived', options: {} };
	const settings = { typeVersion: 2, webhookId: route };
	return node('Webhook', 'n8n-nodes-base.webhook', parameters, settings);
}

/** The workflows that the scenarios call, by the last part of their webhook's address. */
export async function workflowsFor(credential: SavedCredential): Promise<Record<Route, Workflow>> {
	const split = node('Split', 'n8n-nodes-base.splitOut', {
		fieldToSplitOut: 'body.prompts',
		options: { destinationFieldName: 'prompt' },
	});
	const video = (prompt: string, pollInterval: number) =>
		pixVerse(credential, { ...VIDEO, prompt, options: { pollInterval } });
	const list = { resource: 'job', operation: 'getMany', returnAll: true };
	const get = {
		resource: 'job',
		operation: 'get',
		requestId: '={{ $json.body.requestId }}',
		waitForCompletion: true,
	};
	return {
		/** Three prompts in one call. */
		videos: inARow('Videos', [webhook('videos'), split, video('={{ $json.prompt }}', 0.5)]),
		long: inARow('Long', [webhook('long'), video('={{ $json.body.prompt }}', 1)]),
		list: inARow('List', [webhook('list'), pixVerse(credential, list)]),
		fetch: inARow('Fetch', [webhook('fetch'), pixVerse(credential, get)]),
		loop: await loopExample(credential),
	};
}

/** The example as it is shipped, started by a webhook, with a shorter wait. */
async function loopExample(credential: SavedCredential): Promise<Workflow> {
	const example = await readExample('submit-wait-get-loop');
	const trigger = nameOfNode(example, '.manualTrigger');
	const nodes = example.nodes.map((one) => {
		if (one.name === trigger) return { ...one, ...webhook('loop'), name: trigger };
		if (one.type.endsWith('.wait')) {
			return { ...one, parameters: { ...one.parameters, amount: WAIT_S, unit: 'seconds' } };
		}
		return one.credentials ? { ...one, credentials: { segmindApi: credential } } : one;
	});
	return { ...example, nodes };
}
