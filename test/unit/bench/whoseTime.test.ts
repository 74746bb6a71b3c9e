// A CPU profile, by whose code ran.
import type { Profiler } from 'node:inspector';

import { expect, test } from '@jest/globals';

import { timeByOwner } from '../../bench/whoseTime';

const PACKAGE = '/tmp/bench/package';

/** Frames as a chain of callers, and a sample of 1 ms in each. */
function profileOf(frames: Array<[functionName: string, url: string]>): Profiler.Profile {
	const nodes = frames.map(([functionName, url], index) => ({
		id: index + 1,
		callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
		...(index + 1 < frames.length ? { children: [index + 2] } : {}),
	}));
	const samples = nodes.map(({ id }) => id);
	return { nodes, startTime: 0, endTime: 0, samples, timeDeltas: samples.map(() => 1000) };
}

test.each<[owner: string, frames: Array<[string, string]>]>([
	['node', [['poll', `file://${PACKAGE}/dist/nodes/PixVerse/trigger/poll.js`]]],
	['n8n', [['run', '/host/node_modules/n8n-core/dist/run.js']]],
	['n8n', [['run', '/host/node_modules/.pnpm/n8n/node_modules/@n8n/di/dist/di.js']]],
	['libraries', [['get', '/host/node_modules/n8n-core/node_modules/axios/lib/axios.js']]],
	['nodeJs', [['onread', 'node:internal/stream_base_commons']]],
	['garbage', [['(garbage collector)', '']]],
	['native', [['(program)', '']]],
	['idle', [['(idle)', '']]],
	['bench', [['main', '/project/.build/test/bench/children/items.js']]],
])('it is the time of %s', (owner, frames) =>
	expect(timeByOwner(profileOf(frames), PACKAGE)).toMatchObject({ [owner]: 1 }),
);

test('what is built into the language runs for its caller', () => {
	const frames: Array<[string, string]> = [
		['(root)', ''],
		['read', `${PACKAGE}/dist/read.js`],
		['parse', ''],
	];
	expect(timeByOwner(profileOf(frames), PACKAGE)).toMatchObject({ node: 2, native: 1 });
});
