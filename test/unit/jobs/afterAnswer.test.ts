// What follows of a poll's answer: an end, or another poll, and until when.
import { describe, expect, test } from '@jest/globals';

import {
	afterAnswer,
	FETCH_GRACE_MS,
	startOf,
	type FollowedJob,
	type FollowState,
	type Heard,
} from '../../../nodes/PixVerse/jobs/afterAnswer';

const DEADLINE_MS = 300_000;

const job = (more: Partial<FollowedJob> = {}): FollowedJob => ({
	requestId: 'job-1',
	model: 'pixverse-v6',
	usualDurationMs: 60_000,
	startMs: 0,
	acceptedAtMs: 0,
	deadlineMs: DEADLINE_MS,
	pollNow: false,
	pollOnce: false,
	...more,
});

/** The state after answers that each lead to another poll. */
function after(state: FollowState, nowMs: number, ...answers: Heard[]): FollowState {
	return answers.reduce((known, heard) => {
		const step = afterAnswer(known, heard, nowMs);
		if (step.kind === 'end') throw new Error('It ended');
		return step.state;
	}, state);
}

const COMPLETED: Heard = { kind: 'completed', metrics: {} };
const PENDING: Heard = { kind: 'pending', state: 'PROCESSING' };
const NOWHERE: Heard = { kind: 'nowhere' };

describe('a job that is known to be finished', () => {
	test('gets its time to be fetched, at the very deadline, too', () => {
		const { deadlineMs } = after(startOf(job()), DEADLINE_MS, COMPLETED);
		expect(deadlineMs).toBe(DEADLINE_MS + FETCH_GRACE_MS);
	});

	test('gets it once: a result that stays unfinished does not go on for ever', () => {
		const extended = after(startOf(job()), DEADLINE_MS - 1, COMPLETED);
		const later = DEADLINE_MS + FETCH_GRACE_MS - 2;
		expect(after(extended, later, PENDING, COMPLETED).deadlineMs).toBe(extended.deadlineMs);
		expect(afterAnswer(extended, PENDING, extended.deadlineMs).kind).toBe('end');
	});
});

describe('a job that is not found', () => {
	test('right after its order, it is looked at again', () => {
		const state = after(startOf(job()), 200, NOWHERE, NOWHERE);
		expect(afterAnswer(state, NOWHERE, 400)).toMatchObject({
			kind: 'end',
			end: { kind: 'problem', problem: { requestId: 'job-1' } },
		});
	});

	test('hours after its order, it is gone', () => {
		const old = startOf(job({ acceptedAtMs: -7_200_000 }));
		expect(afterAnswer(old, NOWHERE, 200).kind).toBe('end');
	});
});

test('a job that is only asked after is handed back as it is', () => {
	const state = startOf(job({ pollOnce: true }));
	expect(afterAnswer(state, PENDING, 1)).toEqual({ kind: 'end', end: PENDING });
});

test('a single look does not wait for a gateway to say something else either', () => {
	const doubt: Heard = {
		kind: 'doubtful',
		problem: { code: 'unexpected-answer', message: 'Odd', description: 'It was 422.' },
		elsewhere: { kind: 'nowhere' },
	};
	const look = after(startOf(job({ pollOnce: true })), 1, doubt, doubt, doubt);
	expect(afterAnswer(look, doubt, 10)).toMatchObject({
		kind: 'end',
		end: { kind: 'problem', problem: { code: 'unexpected-answer', requestId: 'job-1' } },
	});
	expect(after(startOf(job()), 1, doubt, doubt, doubt, doubt, doubt).trouble?.message).toBe('Odd');
});

test('a single look does not wait for a server to come back; waiting does', () => {
	const down: Heard = {
		kind: 'unreachable',
		problem: { code: 'segmind-down', message: 'Segmind could not', description: 'Try again.' },
	};
	const look = after(startOf(job({ pollOnce: true })), 1, down, down, down);
	expect(afterAnswer(look, down, 10)).toMatchObject({
		kind: 'end',
		end: { kind: 'problem', problem: { code: 'segmind-down', requestId: 'job-1' } },
	});
	const waiting = after(startOf(job()), 1, down, down, down, down, down);
	expect(waiting.trouble?.code).toBe('segmind-down');
});
