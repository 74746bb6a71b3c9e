'use strict';

const { createRequire } = require('node:module');

const { n8nScript } = require('../host/paths');

const { NodeHelpers } = createRequire(n8nScript)('n8n-workflow');

const isExpression = (value) => typeof value === 'string' && value.startsWith('=');

/** Descriptions of every node type that a running n8n knows, the installed package included. */
async function fetchNodeTypes(client) {
	const response = await client.send('GET', '/types/nodes.json');
	return await response.json();
}

function descriptionOf(types, { type, typeVersion }) {
	return types.find(({ name, version }) => name === type && [version].flat().includes(typeVersion));
}

/** Parameters that the node does not have in this combination, and values that it does not offer. */
function foreignParameters(description, node) {
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameterPath(node.parameters, property, '', node, description),
	);
	const found = [];
	for (const [name, value] of Object.entries(node.parameters)) {
		const candidates = shown.filter((property) => property.name === name);
		if (candidates.length === 0) found.push(`has no parameter ${name}`);
		found.push(...candidates.flatMap((property) => wrongValue(property, value)));
	}
	return found;
}

function wrongValue(property, value) {
	const { name, options, type, typeOptions } = property;
	if (isExpression(value) || !options || typeOptions?.loadOptionsMethod) return [];
	if (type === 'options' && !options.some((option) => option.value === value)) {
		return [`${name} does not offer ${JSON.stringify(value)}`];
	}
	if (type === 'collection') {
		const unknown = Object.keys(value).filter(
			(key) => !options.some((option) => option.name === key),
		);
		return unknown.map((key) => `${name} has no ${key}`);
	}
	return [];
}

/** n8n's own issues of a node, the ones that the editor marks in red. */
function issuesOf(description, node) {
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return Object.values(issues?.parameters ?? {}).flat();
}

function brokenConnections({ nodes, connections }) {
	const names = nodes.map(({ name }) => name);
	const used = Object.entries(connections).flatMap(([from, byType]) => [
		from,
		...Object.values(byType)
			.flat(2)
			.map(({ node }) => node),
	]);
	return used
		.filter((name) => !names.includes(name))
		.map((name) => `connects ${name}: no such node`);
}

/** Expressions that name a node which is not there, e.g. after a rename. */
function brokenReferences({ nodes }) {
	const names = nodes.map(({ name }) => name);
	const text = JSON.stringify(nodes);
	const named = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
	return named.filter((name) => !names.includes(name)).map((name) => `names ${name}: no such node`);
}

/**
 * Everything about an example that can be told without running it.
 *
 * @param {any} workflow the file's content
 * @param {any[]} types from fetchNodeTypes
 * @returns {string[]} what is wrong
 */
function problemsOf(workflow, types) {
	const found = [...brokenConnections(workflow), ...brokenReferences(workflow)];
	if (!workflow.nodes.some(({ type }) => type.endsWith('.stickyNote'))) found.push('has no note');
	for (const node of workflow.nodes) {
		const description = descriptionOf(types, node);
		if (!description) {
			found.push(`"${node.name}": n8n knows no ${node.type} ${node.typeVersion}`);
			continue;
		}
		const withIds = Object.values(node.credentials ?? {}).filter(({ id }) => id !== null);
		found.push(
			...foreignParameters(description, node).map((text) => `"${node.name}" ${text}`),
			...issuesOf(description, node).map((text) => `"${node.name}": ${text}`),
			...withIds.map(({ name }) => `"${node.name}" holds the ID of the credential ${name}`),
		);
	}
	return found;
}

module.exports = { fetchNodeTypes, problemsOf };
