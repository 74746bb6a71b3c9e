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

/** What still breaks a rule, by the beginning of its finding without the line. It only gets shorter. */
const STILL: readonly string[] = [
	// Too long.
	'nodes/PixVerse/actions/input/outputOptions.ts: readOutputOptions',
	'nodes/PixVerse/actions/input/runOptions.ts: readRunOptions',
	'nodes/PixVerse/actions/job/get.operation.ts: getJobs',
	'nodes/PixVerse/actions/video/fields/mediaFields.ts: mediaFields',
	'nodes/PixVerse/actions/video/order/readMedia.ts: readMedia',
	'nodes/PixVerse/actions/video/placeOrders.ts: placeOrders',
	'nodes/PixVerse/transport/file/hashFile.ts: hashFile',
	'test/e2e/moments/credential.ts: run',
	'test/e2e/moments/fields.ts: run',
	'test/e2e/moments/killedInMidPoll.ts: run',
	'test/e2e/moments/switching.ts: run',
	'test/examples/driveStandIn.ts: driveRoutes',
	'test/examples/sheetStandIn.ts: sheetRoutes',
	'test/host/command.ts: runCommand',
	'test/host/loggedProcess.ts: startLogged',
	'test/host/mp4.ts: parseMp4',
	'test/queue/scenarios.ts: burst',
	'test/sandbox/routes/control.ts: addControlRoutes',
	'test/sandbox/server.ts: buildServer',
	'test/support/simulated/',
	'test/support/workflow.ts: workflowOf',
	'test/unit/jobs/watch/watchJobs.test.ts: has',
	'test/unit/transport/segmind/fuzz.test.ts: has',
	'nodes/PixVerse/jobs/afterAnswer.ts: afterAnswer',
	// Too many parameters.
	'nodes/PixVerse/actions/input/inputFile.ts: readInputFile',
	'nodes/PixVerse/actions/video/order/readModelOrder.ts: readBody',
	'nodes/PixVerse/models/fields.ts: media',
	// Exported for nobody.
	'nodes/PixVerse/actions/video/order/orderKey.ts: exports orderContent',
	'nodes/PixVerse/actions/video/order/orderKey.ts: exports writtenParameters',
	'nodes/PixVerse/domain/time.ts: exports offsetMs',
	'nodes/PixVerse/jobs/follow.ts: exports endInHistory',
	'nodes/PixVerse/jobs/history/collect.ts: exports readStrictly',
	'nodes/PixVerse/jobs/reuse/takeUp.ts: exports takeUpEqualJobs',
	'nodes/PixVerse/jobs/reuse/window.ts: exports MAX_REUSE_HOURS',
	'nodes/PixVerse/jobs/reuse/window.ts: exports reuseWindow',
	'nodes/PixVerse/jobs/submit.ts: exports maySendAgain',
	'nodes/PixVerse/jobs/watch/judgeEnds.ts: exports KEEP_MS',
	'nodes/PixVerse/jobs/watch/watched.ts: exports isOfChosenModel',
	'nodes/PixVerse/transport/file/hashFile.ts: exports hashFile',
];
/** Casts in shipped code: at n8n's doors, where its types say less than its engine does. */
const MAX_CASTS = 33;

const PROJECT = path.resolve(__dirname, '../..');
const shipped = readTree(PROJECT, SHIPPED_ROOTS);
const others = readTree(PROJECT, OTHER_ROOTS);
const all = new Map([...shipped, ...others]);

/** Without the lines, which move. */
const open = (findings: Finding[]) =>
	findings
		.map(({ file, message }) => `${file}: ${message}`)
		.filter((text) => !STILL.some((known) => text.startsWith(known)));

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
		['the credential is named where it is read', credentialNameOutsideItsPlaces(shipped)],
		['each file name stands once', repeatedFileNames(shipped)],
		['no export is for nobody', unusedExports(shipped, others)],
		['no file is past 250 lines', longFiles(all)],
		['no function is past 40 lines', longFunctions(all)],
		['no function takes more than 4 parameters', functionsOfManyParameters(all)],
	])('%s', (_, findings) => {
		expect(open(findings)).toEqual([]);
	});

	test('casts get fewer, and nothing is any', () => {
		expect(casts(shipped).length).toBeLessThanOrEqual(MAX_CASTS);
		const blind = casts(all).filter(({ message }) => !message.startsWith('casts to'));
		expect(blind.map(described)).toEqual([]);
	});
});
