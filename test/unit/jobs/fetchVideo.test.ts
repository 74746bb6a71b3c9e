// Downloads are free: what breaks is fetched again, within the deadline, until it is plain that
// nothing will come.
import { expect, test } from '@jest/globals';

import type { DownloadAnswer } from '../../../nodes/PixVerse/domain/answers';
import { fetchVideo } from '../../../nodes/PixVerse/jobs/fetchVideo';
import { DownloadQueue } from '../../../nodes/PixVerse/jobs/pacing/downloadQueue';
import { problem, script } from '../../support/oneJob';
import { simulatedClock } from '../../support/simulated/clock';

type Answer = DownloadAnswer<string>;

const broken = (httpCode?: number) => ({
	kind: 'broken' as const,
	problem: problem('download-failed', { httpCode }),
});
const UNUSABLE: Answer = { kind: 'unusable', problem: problem('download-failed') };
const REFUSED: Answer = { kind: 'refused', problem: problem('video-address-refused') };
const STORED: Answer = { kind: 'stored', binary: 'a file' };

async function fetch(answers: Answer[], { leftMs = 600_000, mayBeGone = false } = {}) {
	const clock = simulatedClock();
	const stop = new AbortController();
	const { next, calls } = script(...answers);
	const limits: number[] = [];
	const ended = await fetchVideo<string>(
		{ clock, stop: stop.signal, downloads: new DownloadQueue(clock) },
		{ bytes: undefined, deadlineMs: clock.now() + leftMs, mayBeGone },
		async (timeLimitMs) => {
			limits.push(timeLimitMs);
			return await next();
		},
	);
	return { kind: ended.kind, tries: calls(), limits };
}

test.each<[string, Answer[], number, string, { leftMs?: number; mayBeGone?: boolean }]>([
	['whole at once', [STORED], 1, 'stored', {}],
	['broken, then whole', [broken(), broken(503), STORED], 3, 'stored', {}],
	['a page, then the file', [UNUSABLE, STORED], 2, 'stored', {}],
	['broken for good', [broken()], 5, 'problem', {}],
	['nowhere', [{ ...broken(404), isAbsent: true }], 5, 'absent', {}],
	['gone for good, just after its job', [broken(404)], 5, 'problem', {}],
	['gone, and so old that it may be', [broken(404), STORED], 1, 'problem', { mayBeGone: true }],
	['down, though old', [broken(503), STORED], 2, 'stored', { mayBeGone: true }],
	['a page for good', [UNUSABLE], 5, 'noFile', {}],
	['not to be asked', [REFUSED, STORED], 1, 'noFile', {}],
	['broken at the deadline', [broken(), STORED], 1, 'problem', { leftMs: 500 }],
])('%s', async (_, answers, tries, kind, options) => {
	expect(await fetch(answers, options)).toMatchObject({ tries, kind });
});

test('each try gets what is left of the time', async () => {
	const { limits } = await fetch([broken(), broken(), STORED], { leftMs: 60_000 });
	expect(limits).toEqual([60_000, 59_000, 57_000]);
});
