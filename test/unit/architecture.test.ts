// The building: which room may import which, how long a thing may be, and what stands in one place
// only. That each rule bites is shown in support/architecture.test.ts.
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { unusedExports } from '../support/architecture/exports';
import {
	casts,
	credentialNameOutsideItsPlaces,
	httpOutsideItsRoom,
	repeatedFileNames,
	schemasOutsideTheirRooms,
} from '../support/architecture/names';
import {
	ARROWS,
	circles,
	forbiddenArrows,
	importsToNowhere,
	roomOf,
} from '../support/architecture/rooms';
import { functionsOfManyParameters, longFiles, longFunctions } from '../support/architecture/sizes';
import {
	described,
	OTHER_ROOTS,
	readTree,
	SHIPPED_ROOTS,
	type Finding,
} from '../support/architecture/sourceTree';

/** Casts in shipped code: at n8n's doors, where its types say less than its engine does. */
const MAX_CASTS = 33;

const PROJECT = path.resolve(__dirname, '../..');
const shipped = readTree(PROJECT, SHIPPED_ROOTS);
const others = readTree(PROJECT, OTHER_ROOTS);
const all = new Map([...shipped, ...others]);

describe('the project', () => {
	test('has files to look at, each in a room of the plan', () => {
		expect(shipped.size).toBeGreaterThan(80);
		expect(others.size).toBeGreaterThan(200);
		expect(Object.keys(ARROWS)).toEqual(expect.arrayContaining([...shipped.keys()].map(roomOf)));
	});

	test.each<[string, Finding[]]>([
		['imports point down only, and siblings leave each other alone', forbiddenArrows(shipped)],
		['every import leads to a file', importsToNowhere(shipped)],
		['nothing imports itself by way of others', circles(shipped)],
		['only transport/http speaks HTTP', httpOutsideItsRoom(shipped)],
		['schemas are where each version of zod is tested', schemasOutsideTheirRooms(shipped)],
		['the credential is named where it is read', credentialNameOutsideItsPlaces(shipped)],
		['each file name stands once', repeatedFileNames(shipped)],
		['no export is for nobody', unusedExports(shipped, others)],
		['no file is past 250 lines', longFiles(all)],
		['no function is past 40 lines', longFunctions(all)],
		['no function takes more than 4 parameters', functionsOfManyParameters(all)],
	])('%s', (_, findings) => {
		expect(findings.map(described)).toEqual([]);
	});

	test('casts get fewer, and nothing is any', () => {
		expect(casts(shipped).length).toBeLessThanOrEqual(MAX_CASTS);
		const blind = casts(all).filter(({ message }) => !message.startsWith('casts to'));
		expect(blind.map(described)).toEqual([]);
	});
});
