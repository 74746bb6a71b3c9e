// What a scenario is made of: how to run an example, and how to look at what became of it.
import assert from 'node:assert/strict';
import path from 'node:path';

import { errorOf } from '../host/executionData';
import { waitForExecutions } from '../host/executions';
import { assertPlayable, type Video } from '../host/mp4';
import type {
	Credentials,
	Execution,
	SavedWorkflow,
	Workflow,
	WorkflowNode,
} from '../host/n8nJson';
import type { RestClient } from '../host/rest';
import type { Sandbox } from '../sandbox';
import type { Services } from './services';

/** What all examples are played on. */
export interface Stage {
	client: RestClient;
	sandbox: Sandbox;
	services: Services;
	/** By type. */
	credentials: Credentials;
	userFolder: string;
	n8nUrl: string;
	/** kill -9, and a start of the same n8n at the same address */
	crashN8n: () => Promise<void>;
	close: () => Promise<void>;
}

/** One example, imported with credentials. */
export interface Play extends Stage {
	workflow: SavedWorkflow;
}

/** What an example must do, from its trigger to the file or message at its end. */
export interface Scenario {
	/** May change what would only cost time here; nothing else is changed. */
	prepare?: (workflow: Workflow) => void;
	/** Fills sheets and folders before the workflow starts. */
	arrange?: (play: Play) => void;
	/** true activates the workflow first */
	activated?: boolean;
	run: (play: Play) => Promise<void>;
	/** Starts it and waits for its end, for nothing: every order of it is a dry run. */
	dry: (play: Play) => Promise<void>;
}

export const MANUAL = 'When clicking ‘Execute workflow’';

/** Two pictures that differ: the first bytes of a PNG are enough for the node and the sandbox. */
export const picture = (text: string): Buffer =>
	Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]);

/** @throws Error where the workflow has no such node */
export function nodeOf(workflow: Workflow, name: string): WorkflowNode {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`No node "${name}"`);
	return found;
}

export function assertSuccess(execution: Execution): Execution {
	assert.equal(execution.status, 'success', errorOf(execution)?.message);
	return execution;
}

/** Runs the example's flow from one trigger and expects n8n to call it a success. */
export async function runFrom({ client, workflow }: Play, trigger: string): Promise<Execution> {
	return assertSuccess(await client.runWorkflow(workflow.id, trigger));
}

/** Waits until the workflow has ended as often as its webhook was called, each time with success. */
export async function webhookExecutions({ client, workflow }: Play, count = 1): Promise<void> {
	const ended = await waitForExecutions(client, workflow.id, { count });
	assert.equal(ended.length, count);
	for (const { id } of ended) assertSuccess(await client.getExecution(id));
}

export async function savedVideo({ userFolder }: Play, fileName: string): Promise<Video> {
	return await assertPlayable(path.resolve(userFolder, fileName));
}
