import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { FAULT_KINDS, PHASES } from '..';
import { SEED_NAMES } from '../account/seededJobs';
import { KINDS } from '../faults/kinds';
import { OPTION_NAMES } from '../options';
import { RESULT_SHAPES } from '../resultShapes';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const named = [...readme.matchAll(/`([A-Za-z0-9_]+)\??`/g)].map(([, name]) => name);

describe('the README', () => {
	test.each([
		['option', OPTION_NAMES],
		['fault', FAULT_KINDS],
		[
			'parameter of a fault',
			Object.values(KINDS).flatMap(({ needs = [], takes = [] }) => [...needs, ...takes]),
		],
		['result shape', RESULT_SHAPES],
	])('names every %s', (_what, names) => {
		expect(names.filter((name) => !named.includes(name))).toEqual([]);
	});

	test.each([
		['common field of a fault', ['afterMs', 'untilMs', 'times', 'after', 'probability', 'match']],
		['member of a job of the past', SEED_NAMES],
	])('names every %s', (_what, names) => {
		expect(names.filter((name) => !named.includes(name))).toEqual([]);
	});

	test('names every phase', () => {
		const inTables = PHASES.filter((phase) => !new RegExp(`\\| ${phase} +\\|`).test(readme));
		expect(inTables).toEqual([]);
	});
});
