'use strict';

const path = require('node:path');

const { NodeHelpers } = require('n8n-workflow');

const { projectFolder } = require('../host/paths');

/** What the built node says of itself, judged by n8n's own rules of what is shown. */

const { PixVerse } = require(path.join(projectFolder, 'dist/nodes/PixVerse/PixVerse.node.js'));
const { description } = new PixVerse();

/** @typedef {import('n8n-workflow').INodeProperties} Property */

/** @param {{ resource: string, operation: string, model?: string }} chosen */
function valuesOf(chosen) {
	const node = { typeVersion: 1, parameters: chosen };
	const values = NodeHelpers.getNodeParameters(
		description.properties,
		chosen,
		true,
		false,
		/** @type {any} */ (node),
		description,
	);
	return { node: /** @type {any} */ (node), values: /** @type {any} */ (values) };
}

/**
 * @param {{ resource: string, operation: string, model?: string }} chosen
 * @returns {Property[]} what the user must see, from top to bottom
 */
function shownProperties(chosen) {
	const { node, values } = valuesOf(chosen);
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, node, description),
	);
}

/**
 * @param {Property} property a collection, or a list
 * @param {{ resource: string, operation: string, model?: string }} chosen
 * @returns {any[]} what it must offer
 */
function offered(property, chosen) {
	const { node, values } = valuesOf(chosen);
	return (property.options ?? []).filter((option) =>
		NodeHelpers.displayParameter({}, /** @type {any} */ (option), node, description, values),
	);
}

/** Every combination of resource, operation and model, with the words that the user clicks. */
function everyChoice() {
	const byName = (/** @type {string} */ name) =>
		description.properties.filter((property) => property.name === name);
	const [resources] = byName('resource');
	return /** @type {any[]} */ (resources.options).flatMap((resource) => {
		const isFor = (/** @type {Property} */ { displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource.value);
		const operations = byName('operation').filter(isFor);
		return operations
			.flatMap(({ options }) => /** @type {any[]} */ (options))
			.flatMap((operation) => {
				const base = { resource: resource.value, operation: operation.value };
				const model = shownProperties(base).find(({ name }) => name === 'model');
				const labels = { resource: resource.name, operation: operation.name };
				if (!model) return [{ chosen: base, labels }];
				return /** @type {any[]} */ (model.options).map((option) => ({
					chosen: { ...base, model: option.value },
					labels: { ...labels, model: option.name },
				}));
			});
	});
}

module.exports = { description, everyChoice, offered, shownProperties };
