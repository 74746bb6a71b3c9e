'use strict';

const NOTES = 'n8n-nodes-base.stickyNote';

/** Letters and digits only: an ID that Mermaid takes. */
const idOf = (name) => name.replace(/\W/g, '');

function shape({ name, type }) {
	const label = `"${name}"`;
	if (/trigger$/i.test(type)) return `${idOf(name)}([${label}])`;
	return type.includes('pixverse') ? `${idOf(name)}[[${label}]]` : `${idOf(name)}[${label}]`;
}

/** What stands at an output: the names of a switch, or which way an IF or an error goes. */
function outputName(node, index, count) {
	const { parameters, onError, type } = node;
	const rules = parameters.rules?.values;
	if (rules) return rules[index]?.outputKey ?? parameters.options.renameFallbackOutput ?? 'other';
	if (type === 'n8n-nodes-base.if') return ['true', 'false'][index];
	if (onError === 'continueErrorOutput' && count > 1) return ['', 'failed'][index];
	return '';
}

/**
 * Draws a workflow as a Mermaid flowchart: triggers are round, PixVerse has double sides.
 *
 * @param {any} workflow the content of an example
 * @returns {string}
 */
function diagramOf({ nodes, connections }) {
	const shown = nodes.filter(({ type }) => type !== NOTES);
	const lines = shown.map((node) => `\t${shape(node)}`);
	for (const [from, byKind] of Object.entries(connections)) {
		const node = shown.find(({ name }) => name === from);
		for (const [kind, outputs] of Object.entries(byKind)) {
			const arrow = kind === 'main' ? '-->' : '-.->';
			outputs.forEach((targets, index) => {
				const name = outputName(node, index, outputs.length);
				for (const target of targets) {
					const label = name ? `|${name}|` : '';
					lines.push(`\t${idOf(from)} ${arrow}${label} ${idOf(target.node)}`);
				}
			});
		}
	}
	return ['flowchart LR', ...lines].join('\n');
}

module.exports = { diagramOf };
