'use strict';

const { OPERATIONS } = require('../../nodes/PixVerse/actions/operations');
const { nodeProperties } = require('../../nodes/PixVerse/actions/properties');

/** Every operation of the node, as the editor lists it. */
function allOperations() {
	return OPERATIONS.map(({ resource, label }) => ({ resource, label }));
}

/** Labels of all options and fields, at any depth; "Timeout (Minutes)" is "Timeout", too. */
function allLabels(properties = nodeProperties) {
	return properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		displayName.replace(/ \(.*\)$/, ''),
		...allLabels(options.filter((option) => option.displayName !== undefined)),
	]);
}

module.exports = { allLabels, allOperations };
