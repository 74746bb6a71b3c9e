// Any workflow of n8n's own nodes and the PixVerse node, run by the engine of the host's n8n.
import path from 'node:path';

import type { LazyPackageDirectoryLoader } from 'n8n-core';
import type {
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	IWorkflowBase,
	NodeConnectionType,
} from 'n8n-workflow';

import { hostFolder, hostModules } from '../../host/paths';
import { loadEngine, type Engine } from '../../support/engine';
import { createRun, outputsOf } from '../../support/runNode';
import { PIXVERSE, type Credential } from '../../support/workflow';

export { PIXVERSE };
export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** A node of a workflow, beside the Source that hands out the items. */
export interface BenchNode {
	type: string;
	/** 1 by default. */
	version?: number;
	parameters: INodeParameters;
}

/** The node that makes a video of each item. */
export function videoNode(prompt: string, options: INodeParameters): BenchNode {
	const parameters = { resource: 'video', operation: 'textToVideo', model: 'pixverse-v6' };
	return { type: PIXVERSE, parameters: { ...parameters, prompt, options } };
}

export interface BenchWorkflow {
	/** What the first node, Source, hands out. */
	items: INodeExecutionData[];
	nodes: Record<string, BenchNode>;
	/** A node to the nodes behind each of its outputs. */
	connections: Record<string, string[][]>;
	credential: Credential;
}

export interface HostEngine extends Engine {
	/** n8n's own nodes. */
	base: LazyPackageDirectoryLoader;
}

/** The engine, with n8n's own nodes loaded one by one as they are used, as n8n does. */
export async function loadHost(packageDir: string): Promise<HostEngine> {
	const engine = await loadEngine({ coreDir: hostFolder, packageDir });
	const base = new engine.core.LazyPackageDirectoryLoader(path.join(hostModules, 'n8n-nodes-base'));
	await base.loadAll();
	return { ...engine, base };
}

/** n8n's own nodes among those of a workflow, in the versions that it uses. */
function baseTypesOf(
	{ base, workflow }: HostEngine,
	nodes: BenchNode[],
): Record<string, INodeType> {
	const own = nodes.filter(({ type }) => type.startsWith('n8n-nodes-base.'));
	const types = own.map(({ type, version }): [string, INodeType] => [
		type,
		workflow.NodeHelpers.getVersionedNodeType(base.getNode(type.split('.')[1] ?? '').type, version),
	]);
	return Object.fromEntries(types);
}

/** Puts the nodes and their connections in the place of those of a test. */
function replaceNodes(data: IWorkflowBase, { nodes, connections }: BenchWorkflow): void {
	const others = Object.entries(nodes).map(
		([name, { type, version = 1, parameters }], index): INode => ({
			id: `bench ${index}`,
			name,
			type,
			typeVersion: version,
			position: [200 * (index + 1), 0],
			parameters,
			...(type === PIXVERSE && { credentials: { segmindApi: { id: '1', name: 'Segmind' } } }),
		}),
	);
	data.nodes = [...data.nodes.filter(({ name }) => name === 'Source'), ...others];
	const type: NodeConnectionType = 'main';
	data.connections = Object.fromEntries(
		Object.entries(connections).map(([from, outputs]) => [
			from,
			{ main: outputs.map((targets) => targets.map((node) => ({ node, type, index: 0 }))) },
		]),
	);
}

/**
 * Runs a workflow to its end.
 *
 * @throws Error when the workflow failed
 */
export async function runToEnd(engine: HostEngine, workflow: BenchWorkflow): Promise<IRun> {
	const prepared = createRun(engine, {
		parameters: {},
		credential: workflow.credential,
		// As they are: no copy that would be measured, too.
		items: async () => workflow.items,
		mode: 'trigger',
		nodeTypes: baseTypesOf(engine, Object.values(workflow.nodes)),
		adapt: (data) => replaceNodes(data, workflow),
	});
	const run = await prepared.start().promise;
	const { error } = run.data.resultData;
	if (error) throw new Error(`${error.message}: ${String(error.description)}`);
	return run;
}

/** The items of one of its nodes, over all of its runs. */
export function itemsOf(run: IRun, output: string): INodeExecutionData[] {
	return outputsOf(run, output).flatMap(([items = []]) => items);
}
