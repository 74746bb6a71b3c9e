import { nameOfNode, readExample } from '../host/exampleFiles';
import { fleetWorkflow } from '../host/killedRun';
import type { SavedCredential, Workflow } from '../host/n8nJson';
import { splitPrompts, webhookNode } from '../host/webhook';
import { inARow, pixVerse } from '../host/workflow';
import { VIDEO } from '../support/inputs';

/**
 * n8n keeps a wait of less than 65 s in memory, in its worker slot (Wait.node.ts). Longer than the
 * scenarios take that happen meanwhile.
 */
export const WAIT_S = 120;

export type Route =
	'videos' | 'long' | 'missed' | 'list' | 'fetch' | 'loop' | 'fleet' | 'fleetAgain';

/** The workflows that the scenarios call, by the last part of their webhook's address. */
export async function workflowsFor(credential: SavedCredential): Promise<Record<Route, Workflow>> {
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
		videos: inARow('Videos', [
			webhookNode('videos'),
			splitPrompts(),
			video('={{ $json.prompt }}', 0.5),
		]),
		long: inARow('Long', [webhookNode('long'), video('={{ $json.body.prompt }}', 1)]),
		missed: inARow('Missed', [webhookNode('missed'), video('={{ $json.body.prompt }}', 1)]),
		list: inARow('List', [webhookNode('list'), pixVerse(credential, list)]),
		fetch: inARow('Fetch', [webhookNode('fetch'), pixVerse(credential, get)]),
		fleet: fleetWorkflow(credential, 'fleet'),
		fleetAgain: fleetWorkflow(credential, 'fleetAgain', { reuseHours: 1 }),
		loop: await loopExample(credential),
	};
}

/** The example as it is shipped, started by a webhook, with a shorter wait. */
async function loopExample(credential: SavedCredential): Promise<Workflow> {
	const example = await readExample('submit-wait-get-loop');
	const trigger = nameOfNode(example, '.manualTrigger');
	const nodes = example.nodes.map((one) => {
		if (one.name === trigger) return { ...one, ...webhookNode('loop'), name: trigger };
		if (one.type.endsWith('.wait')) {
			return { ...one, parameters: { ...one.parameters, amount: WAIT_S, unit: 'seconds' } };
		}
		return one.credentials ? { ...one, credentials: { segmindApi: credential } } : one;
	});
	return { ...example, nodes };
}
