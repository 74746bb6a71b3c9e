// Each rule of ../architecture.test.ts is shown a made-up bad tree: it sees what is wrong, and
// leaves alone what is fine.
import { expect, test } from '@jest/globals';

import { unusedExports } from '../../support/architecture/exports';
import {
	casts,
	credentialNameOutsideItsPlaces,
	httpOutsideItsRoom,
	repeatedFileNames,
	schemasOutsideTheirRooms,
} from '../../support/architecture/names';
import { circles, forbiddenArrows, importsToNowhere } from '../../support/architecture/rooms';
import {
	functionsOfManyParameters,
	longFiles,
	longFunctions,
} from '../../support/architecture/sizes';
import {
	described,
	parseTree,
	type Finding,
	type SourceTexts,
	type SourceTree,
} from '../../support/architecture/sourceTree';

const N = 'nodes/PixVerse';
const FORTY_ONE_LINES = `function f() {${'\n'.repeat(40)}}`;

const BAD_TREES: Array<[string, (tree: SourceTree) => Finding[], SourceTexts, string[]]> = [
	[
		'an arrow that points up',
		forbiddenArrows,
		{
			[`${N}/jobs/a.ts`]: "import type { B } from '../transport/http/b';",
			[`${N}/transport/http/b.ts`]: "const load = async () => await import('../../domain/c');",
			[`${N}/domain/c.ts`]: "export { d } from '../models';",
			[`${N}/models/index.ts`]: "type A = import('../jobs/a').A;",
		},
		[
			`${N}/jobs/a.ts:1: jobs must not import transport`,
			`${N}/domain/c.ts:1: domain must not import models`,
			`${N}/models/index.ts:1: models must not import jobs`,
		],
	],
	[
		'an arrow between siblings, and from a trigger to an operation',
		forbiddenArrows,
		{
			[`${N}/actions/job/a.ts`]: "import { b } from '../video/order/b';",
			[`${N}/actions/video/order/b.ts`]: "\nimport { c } from '../../account/c';",
			[`${N}/actions/account/c.ts`]: "import { d } from '../input/d';",
			[`${N}/actions/input/d.ts`]: "import { e } from '../output/e';",
			[`${N}/actions/output/e.ts`]: '',
			[`${N}/trigger/f.ts`]: "import { e } from '../actions/output/e';\nimport '../actions/job/a';",
		},
		[
			`${N}/actions/job/a.ts:1: actions/job must not import actions/video`,
			`${N}/actions/video/order/b.ts:2: actions/video must not import actions/account`,
			`${N}/actions/input/d.ts:1: actions/input must not import actions/output`,
			`${N}/trigger/f.ts:2: trigger must not import actions/job`,
		],
	],
	[
		'an import that leads nowhere',
		importsToNowhere,
		{
			[`${N}/jobs/a.ts`]: "import '../../../test/support/b';\nimport 'node:crypto';\nimport 'zod';",
		},
		[`${N}/jobs/a.ts:1: leads to no source: test/support/b`],
	],
	[
		'a circle',
		circles,
		{
			[`${N}/jobs/a.ts`]: "import './b';",
			[`${N}/jobs/b.ts`]: "import './pacing/c';",
			[`${N}/jobs/pacing/c.ts`]: "import type { A } from '../a';",
			[`${N}/jobs/d.ts`]: "import './a';",
		},
		[`${N}/jobs/a.ts: ${N}/jobs/a.ts → ${N}/jobs/b.ts → ${N}/jobs/pacing/c.ts → ${N}/jobs/a.ts`],
	],
	[
		'HTTP outside its room',
		httpOutsideItsRoom,
		{
			[`${N}/jobs/a.ts`]: 'n8n.helpers.httpRequestWithAuthentication.call(n8n);\nfetch(url);',
			[`${N}/actions/b.ts`]:
				"const { httpRequest } = n8n.helpers;\nimport https from 'node:https';",
			[`${N}/transport/http/c.ts`]: 'n8n.helpers.httpRequest({});',
			[`${N}/transport/segmind/d.ts`]: 'helpers.request({});\nhelpers.requestWithAuthentication();',
		},
		[
			`${N}/jobs/a.ts:1: uses n8n.helpers.httpRequestWithAuthentication`,
			`${N}/jobs/a.ts:2: calls fetch`,
			`${N}/actions/b.ts:1: takes httpRequest out of n8n's helpers`,
			`${N}/actions/b.ts:2: imports node:https`,
			`${N}/transport/segmind/d.ts:1: uses helpers.request`,
			`${N}/transport/segmind/d.ts:2: uses helpers.requestWithAuthentication`,
		],
	],
	[
		'a schema where zod 4 is not tested',
		schemasOutsideTheirRooms,
		{
			[`${N}/jobs/a.ts`]: "import { z } from 'zod';",
			[`${N}/models/b.ts`]: "import { z } from 'zod';",
			[`${N}/transport/file/c.ts`]: "export { z } from 'zod';",
		},
		[`${N}/jobs/a.ts:1: imports zod`, `${N}/transport/file/c.ts:1: imports zod`],
	],
	[
		'the credential’s name where nobody needs it',
		credentialNameOutsideItsPlaces,
		{
			[`${N}/actions/video/a.ts`]: "getCredentials('segmindApi');",
			[`${N}/transport/segmind/b.ts`]: 'getCredentials(`segmindApi`);',
			[`${N}/actions/input/credential.ts`]: "getCredentials('segmindApi');",
		},
		[
			`${N}/actions/video/a.ts:1: names segmindApi`,
			`${N}/transport/segmind/b.ts:1: names segmindApi`,
		],
	],
	[
		'a name twice',
		repeatedFileNames,
		{ [`${N}/jobs/a.ts`]: '', [`${N}/models/a.ts`]: '', [`${N}/models/ba.ts`]: '' },
		[`${N}/models/a.ts: has the name of ${N}/jobs/a.ts`],
	],
	[
		'a long file',
		longFiles,
		{ 'scripts/a.ts': 'x;\n'.repeat(251), 'scripts/b.ts': 'x;\n'.repeat(250) },
		['scripts/a.ts: has 251 lines'],
	],
	[
		'a long function',
		longFunctions,
		{
			'test/a.ts': FORTY_ONE_LINES,
			'test/b.js': `class A {\n/** Not counted. */\nb() {${'\n'.repeat(40)}} }`,
			'test/c.test.ts': `describe('c', () => { test('d', () => {${'\n'.repeat(40)}}); });`,
			'test/e.ts': `function f() { test('g', () => {${'\n'.repeat(40)}}); }`,
			'test/d.ts': `const e = () => {${'\n'.repeat(39)}};`,
		},
		[
			'test/a.ts: f has 41 lines',
			'test/b.js: b has 41 lines',
			'test/c.test.ts: a function for test has 41 lines',
			'test/e.ts: a function for test has 41 lines',
		],
	],
	[
		'many parameters',
		functionsOfManyParameters,
		{
			'test/a.ts': 'const f = (a, b, c, d, e) => a;\nfunction g(this: A, a, b, c, d) {}',
			'test/b.ts': "test.each([])('x', (a, b, c, d, e) => {});",
		},
		['test/a.ts: f takes 5 parameters'],
	],
	[
		'an export for nobody',
		(tree) => unusedExports(tree, parseTree({ 'test/a.ts': "import { b, d } from '../nodes/b';" })),
		{
			'nodes/b.ts':
				'export const a = 1;\nexport const b = 2;\nexport type C = 1;\nexport const d = b;',
			'nodes/c.ts': 'export type Used = 1;\nexport type Unused = 2;\nconst x: Used = 1;',
			'nodes/d.node.ts': 'export class D {}',
		},
		[
			'nodes/b.ts:1: exports a for nobody',
			'nodes/b.ts:3: exports C for nobody',
			'nodes/b.ts:4: exports d for tests only',
			'nodes/c.ts:2: exports Unused for nobody',
		],
	],
	[
		'a cast',
		casts,
		{ 'nodes/a.ts': 'b as C;\n<C>b;\nb!.c;\nlet d: any;\n[1] as const;\nb satisfies C;' },
		[
			'nodes/a.ts:1: casts to C',
			'nodes/a.ts:2: casts to C',
			'nodes/a.ts:3: asserts b!',
			'nodes/a.ts:4: says any',
		],
	],
];

test.each(BAD_TREES)('the rule sees %s', (_, rule, texts, expected) => {
	expect(rule(parseTree(texts)).map(described)).toEqual(expected);
});
