// What can become of a paid job, in words: each names the job and the way on, and none is long,
// whatever the API or a file host answered.
import { describe, expect, test } from '@jest/globals';

import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import {
	deadlinePassed,
	downloadFailed,
	earlierOutcomeUnknown,
	historyUnreachable,
	jobExpired,
	jobFailed,
	pollRefused,
	resultWithoutUrl,
	runFailed,
	undocumentedEnd,
	withPaidJob,
} from '../../../nodes/PixVerse/jobs/jobProblems';

const ID = 'job-1';
const LONG = 'x'.repeat(500_000);
const cause: Problem = { code: 'key-refused', message: 'No', description: 'Look.', httpCode: 401 };
const overdue = { requestId: ID, last: 'PROCESSING', elapsedMs: 90_000, trouble: cause } as const;

describe.each<[string, Problem]>([
	['failed', jobFailed(ID, 'm', LONG)],
	['overdue', deadlinePassed(overdue)],
	['not to be polled', pollRefused(ID, 'm', cause)],
	['gone', jobExpired(ID, 'm')],
	['gone, and perhaps in the history', historyUnreachable(ID, 'm', cause)],
	['of an odd end', undocumentedEnd(ID, 'm', LONG)],
	['without an address', resultWithoutUrl(ID, 'm', Array<string>(1_000).fill(LONG))],
	['not to be downloaded', downloadFailed(ID, 'm', `data:video/mp4;base64,${LONG}`, cause)],
	['of an earlier try', earlierOutcomeUnknown('m', ID)],
])('a job that is %s', (_, problem) => {
	test('is named', () => {
		expect(problem.requestId).toBe(ID);
		expect(`${problem.message} ${problem.description}`).toContain(ID);
	});

	test('in words of bounded length', () => {
		expect(problem.message.length).toBeLessThan(200);
		expect(problem.description.length).toBeLessThan(2_000);
	});
});

test('where a video lies is told, whole for a program', () => {
	const problem = downloadFailed(undefined, 'm', 'https://a.test/a.mp4', cause);
	expect(problem.description).toContain('https://a.test/a.mp4');
	expect(problem.videoUrl).toBe('https://a.test/a.mp4');
});

test('why the last look did not work is told beside a passed deadline', () =>
	expect(deadlinePassed(overdue).description).toMatch(/did not work: No\./));

describe('a run that one job has ended', () => {
	const nothing = { requestIds: [], unknown: 0 };

	test('of one item alone is that job’s problem', () =>
		expect(runFailed(cause, nothing, 1)).toEqual(cause));

	test.each([
		[nothing, undefined, /^Look\. Executions > Retry picks up what is paid for/],
		[{ requestIds: ['a', 'b'], unknown: 0 }, ['a', 'b'], /has accepted: a, b\./],
		[{ requestIds: [], unknown: 1 }, undefined, /1 other order of this run has an unknown outcome/],
		[{ requestIds: ['a'], unknown: 2 }, ['a'], /a\. 2 other orders of this run have an unknown/],
	])('with %j tells of them', (others, ids, words) => {
		const problem = runFailed(cause, others, 3);
		expect(problem.acceptedRequestIds).toEqual(ids);
		expect(problem.description).toMatch(words);
	});
});

describe('what was thrown', () => {
	test('before an order is left as it is', () => expect(withPaidJob(cause, undefined)).toBe(cause));

	test('after one names it', () => {
		const paid = { state: 'accepted', model: 'm', requestId: ID, acceptedAtMs: 1 } as const;
		expect(withPaidJob(cause, paid)).toMatchObject({ requestId: ID, model: 'm' });
		expect(withPaidJob(cause, paid).description).toContain(ID);
	});
});
