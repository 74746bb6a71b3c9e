'use strict';

const PIXVERSE = 'n8n-nodes-pixverse.pixVerse';
const START = 'Start';

/** The ID of a node is part of the address under which the editor opens it. */
const idOf = (/** @type {string} */ name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/**
 * @param {string} name
 * @param {string} type
 * @param {object} [parameters]
 * @param {object} [settings] e.g. typeVersion, retryOnFail, credentials
 */
function node(name, type, parameters = {}, settings = {}) {
	return { id: idOf(name), name, type, typeVersion: 1, parameters, ...settings };
}

/**
 * @param {{ id: string, name: string }} credential
 * @param {object} parameters
 * @param {object} [settings]
 */
function pixVerse(credential, parameters, settings = {}) {
	return node('PixVerse', PIXVERSE, parameters, {
		credentials: { segmindApi: credential },
		...settings,
	});
}

/** As many items as there are values; each has one of them as `$json.value`. */
function items(/** @type {unknown[]} */ values) {
	const jsCode = `return ${JSON.stringify(values)}.map((value) => ({ json: { value } }));`;
	return node('Items', 'n8n-nodes-base.code', { jsCode }, { typeVersion: 2 });
}

/** Turns `$json.value`, base64, into a binary `data`. */
function asPictures() {
	return node(
		'Pictures',
		'n8n-nodes-base.convertToFile',
		{
			operation: 'toBinary',
			sourceProperty: 'value',
			options: { fileName: '=picture-{{ $itemIndex }}.png', mimeType: 'image/png' },
		},
		{ typeVersion: 1.1 },
	);
}

/**
 * A workflow of nodes in a row, behind a manual trigger.
 *
 * @param {string} name
 * @param {ReturnType<typeof node>[]} row
 */
function inARow(name, row) {
	const nodes = [node(START, 'n8n-nodes-base.manualTrigger'), ...row].map((one, index) => ({
		...one,
		position: [index * 220, 0],
	}));
	const connections = Object.fromEntries(
		row.map((one, index) => [
			nodes[index].name,
			{ main: [[{ node: one.name, type: 'main', index: 0 }]] },
		]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

module.exports = { START, asPictures, inARow, items, node, pixVerse };
