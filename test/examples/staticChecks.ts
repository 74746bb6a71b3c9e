import { createRequire } from 'node:module';

import type {
	NodeHelpers as Helpers,
	INode,
	INodeParameters,
	INodeProperties,
	INodeTypeDescription,
} from 'n8n-workflow';

import type { Workflow, WorkflowNode } from '../host/n8nJson';
import { n8nScript } from '../host/paths';
import type { RestClient } from '../host/rest';
import { parseJson, z } from '../support/json';

const typesSchema = z.array(
	z.custom<INodeTypeDescription>(
		(value) => z.object({ name: z.string() }).safeParse(value).success,
	),
);

/** By n8n's own copy, since it judges. */
function nodeHelpers(): typeof Helpers {
	const library = createRequire(n8nScript)('n8n-workflow') as { NodeHelpers: typeof Helpers };
	return library.NodeHelpers;
}

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** Descriptions of every node type that a running n8n knows, the installed package included. */
export async function fetchNodeTypes(client: RestClient): Promise<INodeTypeDescription[]> {
	const response = await client.send('GET', '/types/nodes.json');
	return parseJson(await response.text(), typesSchema);
}

function descriptionOf(types: INodeTypeDescription[], { type, typeVersion }: WorkflowNode) {
	return types.find(({ name, version }) => name === type && [version].flat().includes(typeVersion));
}

/** Parameters that the node does not have in this combination, and values that it does not offer. */
function foreignParameters(description: INodeTypeDescription, node: INode): string[] {
	const shown = description.properties.filter((property) =>
		nodeHelpers().displayParameterPath(node.parameters, property, '', node, description),
	);
	return Object.entries(node.parameters).flatMap(([name, value]) => {
		const candidates = shown.filter((property) => property.name === name);
		if (candidates.length === 0) return [`has no parameter ${name}`];
		return candidates.flatMap((property) => wrongValue(property, value));
	});
}

function wrongValue(property: INodeProperties, value: unknown): string[] {
	const { name, options, type, typeOptions } = property;
	if (isExpression(value) || !options || typeOptions?.loadOptionsMethod) return [];
	const isOffered = options.some((option) => 'value' in option && option.value === value);
	if (type === 'options' && !isOffered) return [`${name} does not offer ${JSON.stringify(value)}`];
	if (type === 'collection' && typeof value === 'object' && value !== null) {
		const unknown = Object.keys(value).filter(
			(key) => !options.some((option) => option.name === key),
		);
		return unknown.map((key) => `${name} has no ${key}`);
	}
	return [];
}

/** n8n's own issues of a node, the ones that the editor marks in red. */
function issuesOf(description: INodeTypeDescription, node: INode): string[] {
	const issues = nodeHelpers().getNodeParametersIssues(description.properties, node, description);
	return Object.values(issues?.parameters ?? {}).flat();
}

function brokenConnections({ nodes, connections }: Workflow): string[] {
	const names = nodes.map(({ name }) => name);
	const used = Object.entries(connections).flatMap(([from, byType]) => [
		from,
		...Object.values(byType)
			.flat(2)
			.flatMap((link) => (link ? [link.node] : [])),
	]);
	return used
		.filter((name) => !names.includes(name))
		.map((name) => `connects ${name}: no such node`);
}

/** Expressions that name a node which is not there, e.g. after a rename. */
function brokenReferences({ nodes }: Workflow): string[] {
	const names = nodes.map(({ name }) => name);
	const text = JSON.stringify(nodes);
	const named = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);
	return named.filter((name) => !names.includes(name)).map((name) => `names ${name}: no such node`);
}

/** What n8n's functions take for a node; the file's form differs where a credential has no ID. */
function asN8nNode({ id = '', name, type, typeVersion, parameters, ...rest }: WorkflowNode): INode {
	const position = rest.position ?? [0, 0];
	return { id, name, type, typeVersion, position, parameters: parameters as INodeParameters };
}

function problemsOfNode(node: WorkflowNode, types: INodeTypeDescription[]): string[] {
	const description = descriptionOf(types, node);
	if (!description) return [`"${node.name}": n8n knows no ${node.type} ${node.typeVersion}`];
	const withIds = Object.values(node.credentials ?? {}).filter(({ id }) => id !== null);
	return [
		...foreignParameters(description, asN8nNode(node)).map((text) => `"${node.name}" ${text}`),
		...issuesOf(description, asN8nNode(node)).map((text) => `"${node.name}": ${text}`),
		...withIds.map(({ name }) => `"${node.name}" holds the ID of the credential ${name}`),
	];
}

/**
 * Everything that is wrong with an example and can be told without running it.
 *
 * @param workflow the file's content
 * @param types from fetchNodeTypes
 */
export function problemsOf(workflow: Workflow, types: INodeTypeDescription[]): string[] {
	const hasNote = workflow.nodes.some(({ type }) => type.endsWith('.stickyNote'));
	return [
		...brokenConnections(workflow),
		...brokenReferences(workflow),
		...(hasNote ? [] : ['has no note']),
		...workflow.nodes.flatMap((node) => problemsOfNode(node, types)),
	];
}
