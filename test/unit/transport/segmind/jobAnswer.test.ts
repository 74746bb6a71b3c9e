// Ends of paid jobs: believed where nothing speaks against them.
import { describe, expect, test } from '@jest/globals';

import { toJson, type JsonOutcome } from '../../../../nodes/PixVerse/transport/segmind/call';
import { classifyFree } from '../../../../nodes/PixVerse/transport/segmind/freeAnswer';
import {
	classifyResult,
	classifyStatus,
} from '../../../../nodes/PixVerse/transport/segmind/jobAnswer';

const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const OTHER = 'ffffffff-0000-4000-8000-000000000000';
const facts = { doing: "tell the job's status", requestId: ID, isDefaultHost: true };
const free = (outcome: JsonOutcome) => classifyFree(outcome, facts, 0);
const answered = (status: number, value: unknown) =>
	free(toJson({ apiKey: '' }, { status, headers: {} }, JSON.stringify(value)));
const statusOf = (httpCode: number, value: unknown) =>
	classifyStatus(answered(httpCode, value), ID, facts);
const resultOf = (httpCode: number, value: unknown) =>
	classifyResult(answered(httpCode, value), ID, facts);

const ENDS: Array<[number, unknown, string]> = [
	[422, { status: 'FAILED', error: 'no', request_id: ID }, 'failed'],
	[422, { status: 'FAILED', error: 'no' }, 'failed'],
	[200, { status: 'FAILED', request_id: ID.replace(/-/g, '').toUpperCase() }, 'failed'],
	[422, { status: 'FAILED', request_id: OTHER }, 'doubtful'],
	[200, { status: 'FAILED', request_id: OTHER }, 'doubtful'],
	[200, { status: 'error' }, 'doubtful'],
	[422, { status: 'error' }, 'doubtful'],
	[422, { status: 'failed' }, 'doubtful'],
	[200, { status: 'ERROR', request_id: ID }, 'doubtful'],
	[422, { status: 'CANCELLED' }, 'doubtful'],
	[422, { detail: 'bad' }, 'doubtful'],
	[200, { status: 'COMPLETED', request_id: OTHER }, 'doubtful'],
	[200, { status: 'COMPLETED', request_id: ID }, 'completed'],
	[200, { status: 'COMPLETED', request_id: `req-${ID}` }, 'completed'],
	[200, { status: 'QUEUED' }, 'pending'],
	[200, { status: 'PROCESSING', request_id: ID }, 'pending'],
	[401, { status: 'error' }, 'refused'],
	[500, { status: 'FAILED' }, 'unreachable'],
	[404, { error: 'not found' }, 'notFound'],
	[429, {}, 'rateLimited'],
];

describe('the status', () => {
	test.each([
		...ENDS,
		[200, { status: 'RUNNING' }, 'pending'],
		[200, {}, 'unreachable'],
		[200, [], 'unreachable'],
	] as typeof ENDS)('%i %j is %s', (httpCode, value, kind) =>
		expect(statusOf(httpCode, value).kind).toBe(kind),
	);
});

describe('the result', () => {
	test.each([
		...ENDS,
		[200, { output: 'words' }, 'completed'],
		[200, { output: 'words', request_id: ID }, 'completed'],
		[200, { output: 'words', request_id: OTHER }, 'doubtful'],
		[200, { status: 'success', output: 'words', request_id: OTHER }, 'doubtful'],
		[200, 'words', 'unreachable'],
		[200, 'https://images.segmind.com/a.mp4', 'completed'],
	] as typeof ENDS)('%i %j is %s', (httpCode, value, kind) =>
		expect(resultOf(httpCode, value).kind).toBe(kind),
	);
});

test('what never got an answer', () => {
	expect(free({ kind: 'notSent', reason: 'ENOTFOUND' }).kind).toBe('unreachable');
	expect(free({ kind: 'notSent', reason: 'x', isBlocked: true }).kind).toBe('refused');
	expect(free({ kind: 'broken', reason: 'ECONNRESET' }).kind).toBe('unreachable');
	expect(free({ kind: 'aborted' }).kind).toBe('aborted');
});
