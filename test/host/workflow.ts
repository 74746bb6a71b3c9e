// Workflows as a person would draw them, for a real n8n.
import { PIXVERSE } from '../support/workflow';
import {
	type Credentials,
	type SavedCredential,
	type Workflow,
	type WorkflowNode,
} from './n8nJson';

/** The node's type where the package is installed as a community package. */
export { PIXVERSE };

/** The name of the manual trigger. */
export const START = 'Start';

/** The ID of a node is part of the address under which the editor opens it. */
const idOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

export type Parameters = Record<string, unknown>;

/** What stands beside a node's parameters, e.g. typeVersion, retryOnFail. */
export interface NodeSettings {
	typeVersion?: number;
	credentials?: Credentials;
	[name: string]: unknown;
}

export function node(
	name: string,
	type: string,
	parameters: Parameters = {},
	settings: NodeSettings = {},
): WorkflowNode {
	return { id: idOf(name), name, type, typeVersion: 1, parameters, ...settings };
}

export function pixVerse(
	credential: SavedCredential,
	parameters: Parameters,
	settings: NodeSettings = {},
	name = 'PixVerse',
): WorkflowNode {
	return node(name, PIXVERSE, parameters, { credentials: { segmindApi: credential }, ...settings });
}

export function manualTrigger(): WorkflowNode {
	return node(START, 'n8n-nodes-base.manualTrigger');
}

/** A workflow of nodes in a row; the first one is its trigger. */
export function inARow(name: string, nodes: WorkflowNode[]): Workflow {
	const connections: Workflow['connections'] = {};
	nodes.slice(1).forEach((one, index) => {
		const from = nodes[index]?.name ?? '';
		connections[from] = { main: [[{ node: one.name, type: 'main', index: 0 }]] };
	});
	return {
		name,
		nodes: nodes.map((one, index) => ({ ...one, position: [index * 220, 0] })),
		connections,
		settings: { executionOrder: 'v1' },
	};
}
