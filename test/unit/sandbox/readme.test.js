'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { FAULT_KINDS, PHASES } = require('../../sandbox');
const { OPTION_NAMES } = require('../../sandbox/options.js');
const { RESULT_SHAPES } = require('../../sandbox/resultShapes.js');
const { KINDS } = require('../../sandbox/faults/kinds.js');

const readme = readFileSync(join(__dirname, '../../sandbox/README.md'), 'utf8');
const named = [...readme.matchAll(/`([A-Za-z0-9_]+)\??`/g)].map(([, name]) => name);

describe('the README', () => {
	it.each([
		['option', OPTION_NAMES],
		['fault', FAULT_KINDS],
		[
			'parameter of a fault',
			Object.values(KINDS).flatMap(({ needs = [], takes = [] }) => [...needs, ...takes]),
		],
		['result shape', RESULT_SHAPES],
	])('names every %s', (what, names) => {
		expect(names.filter((name) => !named.includes(name))).toEqual([]);
	});

	it('names every phase', () => {
		const inTables = PHASES.filter((phase) => !readme.includes(`| ${phase} |`));
		expect(inTables).toEqual([]);
	});
});
