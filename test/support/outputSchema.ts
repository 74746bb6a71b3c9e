// Holds real output to the operation's file in dist/…/__schema__, which the editor shows before
// the first run. Stricter than JSON schema: a field that the file does not name is wrong, too.
import fs from 'node:fs';
import path from 'node:path';

import { expect } from '@jest/globals';

import { PROJECT } from './engine';

export const NODE_DIR = path.join(PROJECT, 'dist/nodes/PixVerse');

/** As much of JSON schema as the files use. */
export interface OutputSchema {
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

export function loadSchema(resource: string, operation: string): OutputSchema {
	const file = path.join(NODE_DIR, '__schema__/v1.0.0', resource, `${operation}.json`);
	return JSON.parse(fs.readFileSync(file, 'utf8')) as OutputSchema;
}

/** The trigger has neither resource nor operation. */
export function loadTriggerSchema(): OutputSchema {
	const file = path.join(NODE_DIR, '__schema__/v1.0.0.json');
	return JSON.parse(fs.readFileSync(file, 'utf8')) as OutputSchema;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value;
}

const fits = (value: unknown, type: string): boolean =>
	type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;

/** What is wrong, one line each. */
export function violations(schema: OutputSchema, value: unknown, at = 'json'): string[] {
	const types = [schema.type].flat();
	if (!types.some((type) => fits(value, type))) {
		return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
	}
	const { items, properties } = schema;
	if (Array.isArray(value)) {
		return items
			? value.flatMap((entry, index) => violations(items, entry, `${at}[${index}]`))
			: [];
	}
	if (typeof value !== 'object' || value === null || !properties) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const inner = properties[name];
		return inner
			? violations(inner, member, `${at}.${name}`)
			: [`${at}.${name} is not in the schema`];
	});
}

/** Expects every item to satisfy its operation's schema, and to be there at all. */
export function expectSchema(
	resource: string,
	operation: string,
	items: ReadonlyArray<{ json: unknown }>,
): void {
	expect(items.length).toBeGreaterThan(0);
	const schema = loadSchema(resource, operation);
	for (const { json } of items) expect(violations(schema, json)).toEqual([]);
}
