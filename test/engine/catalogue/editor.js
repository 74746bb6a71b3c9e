// What n8n's editor does with a node's parameters, on the built node's description: which fields it
// shows, and what it keeps when a user changes one. Visibility is n8n-workflow's own; the steps of
// a change are those of the editor's useNodeSettingsParameters (n8n 2.41).
const path = require('node:path');
const { NodeHelpers } = require('n8n-workflow');

const dist = path.resolve(__dirname, '../../../dist/nodes/PixVerse/PixVerse.node.js');
const { description } = new (require(dist).PixVerse)();
const NODE = { typeVersion: 1 };

const fill = (parameters, returnDefaults) =>
	NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		returnDefaults,
		false,
		NODE,
		description,
	);

/** The parameters of a node with these values, all others at their defaults. */
function parametersOf(values) {
	return fill(values, true);
}

/** The names of the fields that are shown, in their order; a name twice is shown twice. */
function shownFields(parameters) {
	return description.properties
		.filter((property) => NodeHelpers.displayParameter(parameters, property, NODE, description))
		.filter(({ type }) => type !== 'hidden')
		.map(({ name }) => name);
}

/** The shown definition of a field. */
function shownField(parameters, name) {
	return description.properties.find(
		(property) =>
			property.name === name &&
			NodeHelpers.displayParameter(parameters, property, NODE, description),
	);
}

/** The names of a collection's children that the Add button offers. */
function shownChildren(parameters, collection) {
	const values = { ...parameters, [collection]: parameters[collection] ?? {} };
	return (shownField(parameters, collection)?.options ?? [])
		.filter((child) =>
			NodeHelpers.displayParameterPath(
				{ parameters: values },
				child,
				`parameters.${collection}`,
				NODE,
				description,
			),
		)
		.map(({ name }) => name);
}

/** The values that a dropdown offers. */
function shownOptions(parameters, name) {
	return shownField(parameters, name)
		.options.filter((option) =>
			NodeHelpers.displayParameterPath({ parameters }, option, 'parameters', NODE, description),
		)
		.map(({ value }) => value);
}

/** The editor empties a dropdown or collection whose own condition names what was changed. */
function removeMismatched(parameters, changed) {
	for (const property of description.properties) {
		const { displayOptions, name, options } = property;
		if (!(name in parameters) || !displayOptions || !options) continue;
		const conditions = [displayOptions.show?.[changed], displayOptions.hide?.[changed]];
		if (conditions.every((condition) => condition === undefined)) continue;
		const isDropdown = property.type === 'options';
		const matches = isDropdown
			? options.some(({ value }) => value === parameters[name])
			: Object.keys(parameters).every((key) => options.some((child) => child.name === key));
		if (matches) continue;
		if (NodeHelpers.displayParameter(parameters, property, NODE, description))
			delete parameters[name];
	}
}

/** A user changes one parameter in the editor; the node's parameters after that. */
function change(parameters, name, value) {
	const stored = structuredClone(fill(parameters, false));
	stored[name] = value;
	removeMismatched(stored, name);
	return fill(stored, true);
}

module.exports = {
	change,
	description,
	parametersOf,
	shownChildren,
	shownField,
	shownFields,
	shownOptions,
};
