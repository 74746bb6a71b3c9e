// Holds real output to the operation's file in dist/…/__schema__, which the editor shows before
// the first run. Stricter than JSON schema: a field that the file does not name is wrong, too.
const fs = require('node:fs');
const path = require('node:path');

const NODE_DIR = path.resolve(__dirname, '../../dist/nodes/PixVerse');

function loadSchema(resource, operation) {
	const file = path.join(NODE_DIR, '__schema__/v1.0.0', resource, `${operation}.json`);
	return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function typeOf(value) {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value;
}

function fits(value, type) {
	return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

/** @returns {string[]} what is wrong, one line each */
function violations(schema, value, at = 'json') {
	const types = [schema.type].flat();
	if (!types.some((type) => fits(value, type))) {
		return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
	}
	if (typeOf(value) === 'array' && schema.items) {
		return value.flatMap((entry, index) => violations(schema.items, entry, `${at}[${index}]`));
	}
	if (typeOf(value) !== 'object' || !schema.properties) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		schema.properties[name]
			? violations(schema.properties[name], member, `${at}.${name}`)
			: [`${at}.${name} is not in the schema`],
	);
}

/** Expects every item to satisfy its operation's schema, and to be there at all. */
function expectSchema(resource, operation, items) {
	expect(items.length).toBeGreaterThan(0);
	const schema = loadSchema(resource, operation);
	for (const { json } of items) expect(violations(schema, json)).toEqual([]);
}

module.exports = { NODE_DIR, expectSchema, loadSchema, violations };
