#!/usr/bin/env node
// Writes the README's table of models from the built models, between the two markers.
//   node docs/modelTable.js           writes it
//   node docs/modelTable.js --check   exits 1 when the README is stale, and changes nothing
const fs = require('node:fs');
const path = require('node:path');

const PROJECT = path.resolve(__dirname, '..');
const README = path.join(PROJECT, 'README.md');
const START = '<!-- models:start -->';
const END = '<!-- models:end -->';

/** Loads what `gulp build` made: the table cannot say other than the node does. */
function builtNode(dist = path.join(PROJECT, 'dist/nodes/PixVerse')) {
	const { MODELS, fieldsOf } = require(path.join(dist, 'models'));
	const { allowedText } = require(path.join(dist, 'models/schema'));
	const { OPERATIONS } = require(path.join(dist, 'actions/operations'));
	return { MODELS, OPERATIONS, fieldsOf, allowedText };
}

function limitOf(field, allowedText) {
	if (field.kind === 'text' || field.kind === 'switch') return '';
	if (field.kind === 'media') return '';
	const text = allowedText(field).replace(/^a whole number( from )?/, '');
	return text ? ` (${text}${field.unit === 'seconds' ? ' s' : ''})` : '';
}

/** "Prompt; Duration (5 or 8 s)", each field once over all operations of the model. */
function fieldList(model, required, { fieldsOf, allowedText }) {
	const operations = Object.keys(model.operations);
	const entries = new Map();
	for (const operation of operations) {
		for (const [name, field] of Object.entries(fieldsOf(model, operation))) {
			if (field.kind === 'fixed' || field.required !== required) continue;
			const entry = entries.get(name) ?? { field, operations: [] };
			entry.operations.push(operation);
			entries.set(name, entry);
		}
	}
	return [...entries.values()]
		.map(({ field }) => `${field.label}${limitOf(field, allowedText)}`)
		.join('; ');
}

function priceOf({ priceUsd }) {
	return 'average' in priceUsd ? `about ${priceUsd.average}` : `${priceUsd.from} to ${priceUsd.to}`;
}

function operationList(model, OPERATIONS) {
	return OPERATIONS.filter(({ name }) => model.operations[name])
		.map(({ label }) => label)
		.join(', ');
}

/** "- Duration must be 5 when Quality is 1080p: PixVerse 5, PixVerse 4.5*", each rule once. */
function ruleList(models) {
	const namesByRule = new Map();
	for (const { name, rules } of models) {
		for (const { message, status } of rules) {
			const rule = message.replace(/ \(.*\)$/, '');
			const names = namesByRule.get(rule) ?? [];
			namesByRule.set(rule, [...names, status === 'documented' ? name : `${name}\\*`]);
		}
	}
	return [...namesByRule].map(([rule, names]) => `- ${rule}: ${names.join(', ')}`);
}

/** The table as Markdown lines. */
function modelTable(node) {
	const rows = node.MODELS.map((model) => [
		`[${model.name}](${model.source}) \`${model.slug}\``,
		operationList(model, node.OPERATIONS),
		fieldList(model, true, node),
		fieldList(model, false, node),
		priceOf(model),
		`${model.usualDurationS} s`,
	]);
	const notes = node.MODELS.filter(({ note }) => note).map(
		({ name, note }) => `- **${name}**: ${note}`,
	);
	const rules = ruleList(node.MODELS);
	const dates = [...new Set(node.MODELS.map(({ asOf }) => asOf))].sort().join(', ');
	return [
		'| Model | Operations | Fields | Additional fields | USD per video | Usual time |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows.map((cells) => `| ${cells.join(' | ')} |`),
		'',
		`Prices and times are what each model's page on Segmind stated (read ${dates}); Segmind charges what its pages say today.`,
		'',
		...notes,
		'',
		'Combinations that are refused before anything is sent:',
		'',
		...rules,
		'',
		"\\* Concluded from PixVerse's other models; Segmind's page does not say it. **Run Other Model** sends it anyway.",
	].join('\n');
}

/** @throws {Error} when the text lacks the markers */
function withTable(text, table) {
	const start = text.indexOf(START);
	const end = text.indexOf(END);
	if (start < 0 || end < start) throw new Error(`README.md must hold ${START} and ${END}`);
	return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

/** A formatter may have padded the table's cells. */
const plain = (text) => text.replace(/[ -]+/g, ' ');

function main() {
	const text = fs.readFileSync(README, 'utf8');
	const wanted = withTable(text, modelTable(builtNode()));
	if (plain(wanted) === plain(text)) return;
	if (process.argv.includes('--check')) {
		console.error(
			'The table of models in README.md is stale. Run: npm run build && node docs/modelTable.js',
		);
		process.exitCode = 1;
		return;
	}
	fs.writeFileSync(README, wanted);
}

module.exports = { builtNode, modelTable, withTable };
if (require.main === module) main();
