// A paid job is followed to its end, which is believed only where nothing speaks against it.
import { describe, expect, test } from '@jest/globals';

import type { HistoryAnswer, StatusAnswer } from '../../../nodes/PixVerse/domain/answers';
import { FETCH_GRACE_MS } from '../../../nodes/PixVerse/jobs/afterAnswer';
import { followJob } from '../../../nodes/PixVerse/jobs/follow';
import {
	COMPLETED,
	expectProblem,
	FINISHED,
	ID,
	oneRun,
	problem,
	PROCESSING,
	VIDEO_URL,
	type Script,
} from '../../support/oneJob';

const TIMEOUT_MS = 300_000;

const DOUBTFUL: StatusAnswer = { kind: 'doubtful', problem: problem('unexpected-answer') };
const inHistory = (record: object): HistoryAnswer => ({
	kind: 'found',
	record: { requestId: ID, raw: {}, ...record },
});
const FAILED = inHistory({ status: 'FAILED', failureReason: 'moderated' });
const DONE = inHistory({ status: 'COMPLETED', videoUrl: VIDEO_URL, cost: 0.5 });
const REFUSED: HistoryAnswer = { kind: 'refused', problem: problem('unexpected-answer') };

async function follow(answers: Script, more: { pollOnce?: boolean; ageMs?: number } = {}) {
	const { run, clock, calls, stop } = oneRun(answers);
	const startMs = clock.now();
	const ended = await followJob(run, {
		requestId: ID,
		model: 'pixverse-v6',
		usualDurationMs: 60_000,
		startMs,
		acceptedAtMs: startMs - (more.ageMs ?? 0),
		deadlineMs: startMs + TIMEOUT_MS,
		pollNow: more.ageMs !== undefined,
		pollOnce: more.pollOnce ?? false,
	});
	return { ended, calls, stop, tookMs: clock.now() - startMs };
}

describe('what reads like an end', () => {
	test.each<[string, HistoryAnswer, string]>([
		['and the history says FAILED', FAILED, 'failed'],
		['and the history has its video', DONE, 'finished'],
	])('%s, is one', async (_, history, kind) => {
		const { ended } = await follow({ status: [DOUBTFUL], history: [history] });
		expect(ended.kind).toBe(kind);
	});

	test.each<[string, HistoryAnswer]>([
		['does not know the job', { kind: 'notFound' }],
		['cannot be read', REFUSED],
		['has it under way', inHistory({ status: 'PENDING' })],
	])('is none where the history %s: the job goes on', async (_, history) => {
		const { ended } = await follow({ status: [DOUBTFUL, COMPLETED], history: [history] });
		expect(ended).toMatchObject({ kind: 'finished', result: { videoUrl: VIDEO_URL, cost: 0.5 } });
	});

	test('on the result, too, which is then asked for again', async () => {
		const { ended } = await follow({
			result: [{ kind: 'doubtful', problem: problem('unexpected-answer') }, FINISHED],
			history: [{ kind: 'notFound' }],
		});
		expect(ended.kind).toBe('finished');
	});

	test('and never clears up ends at the deadline, with the ID', async () => {
		const { ended } = await follow({ status: [DOUBTFUL], history: [REFUSED] });
		expectProblem(ended, { code: 'timeout', requestId: ID });
	});
});

describe('a record that is not found', () => {
	const LOST: StatusAnswer[] = [{ kind: 'notFound' }, PROCESSING, COMPLETED];

	test.each<[string, HistoryAnswer]>([
		['has it neither', { kind: 'notFound' }],
		['gives an odd answer', REFUSED],
		['does not answer', { kind: 'unreachable', problem: problem('segmind-down') }],
	])('right after the order, while the history %s', async (_, history) => {
		const { ended } = await follow({ status: LOST, history: [history] });
		expect(ended.kind).toBe('finished');
	});

	const LIMITED: HistoryAnswer = {
		...{ kind: 'rateLimited', waitMs: 1_000 },
		problem: problem('rate-limited'),
	};

	test('right after the order, waits for no history that the rate limit closes', async () => {
		const { ended, tookMs } = await follow({ status: LOST, history: [LIMITED] });
		expect(ended.kind).toBe('finished');
		expect(tookMs).toBeLessThan(TIMEOUT_MS / 2);
	});

	test('hours later, waits for the history as long as there is time', async () => {
		const history = [...Array<HistoryAnswer>(9).fill(LIMITED), DONE];
		const { ended } = await follow({ status: LOST, history }, { ageMs: 2e7 });
		expect(ended.kind).toBe('finished');
	});

	test('nor waits for it where something odd reads like an end', async () => {
		const status = [DOUBTFUL, COMPLETED];
		const { ended, tookMs } = await follow({ status, history: [LIMITED] }, { ageMs: 2e7 });
		expect(ended.kind).toBe('finished');
		expect(tookMs).toBeLessThan(TIMEOUT_MS / 2);
	});

	test.each([
		[{ kind: 'notFound' } as const, 'job-not-found'],
		[REFUSED, 'unexpected-answer'],
	] as const)('hours later: %j ends it, with the ID', async (history, code) => {
		const { ended, tookMs } = await follow({ status: LOST, history: [history] }, { ageMs: 2e7 });
		expectProblem(ended, { code, requestId: ID });
		expect(tookMs).toBeLessThan(60_000);
	});

	test.each<[object, string]>([
		[{ status: 'FAILED', failureReason: 'moderated' }, 'failed'],
		[{ status: 'COMPLETED', videoUrl: VIDEO_URL }, 'finished'],
		[{ status: 'COMPLETED' }, 'finished'],
		[{ videoUrl: VIDEO_URL }, 'finished'],
	])('%j in the history is its end', async (record, kind) => {
		const { ended, calls } = await follow({ status: LOST, history: [inHistory(record)] });
		expect(ended.kind).toBe(kind);
		expect(calls('status')).toBe(1);
	});

	test.each(['ERROR', 'CANCELLED'])(
		'%s in the history is no failure that costs nothing',
		async (status) => {
			const history = [inHistory({ status })];
			const old = await follow({ status: LOST, history }, { ageMs: 2e7 });
			expectProblem(old.ended, { code: 'unexpected-answer', requestId: ID });
			const young = await follow({ status: LOST, history });
			expect(young.ended.kind).toBe('finished');
		},
	);

	test.each([{ status: 'PENDING' }, { status: 'PROCESSING' }, { status: 'NEW' }, {}])(
		'%j in the history is no end',
		async (record) => {
			const { ended, calls } = await follow({ status: LOST, history: [inHistory(record)] });
			expect(ended).toMatchObject({ kind: 'finished', result: { videoUrl: VIDEO_URL } });
			expect(calls('status')).toBe(3);
		},
	);
});

test('a result that stays unfinished does not poll past every timeout', async () => {
	const { ended, tookMs } = await follow({
		status: [COMPLETED],
		result: [{ kind: 'pending', state: 'PROCESSING' }],
	});
	expectProblem(ended, { code: 'timeout', requestId: ID });
	expect(tookMs).toBeLessThanOrEqual(TIMEOUT_MS + FETCH_GRACE_MS);
});

describe('a single look', () => {
	test('hands back what it sees', async () => {
		const { ended, tookMs } = await follow({ status: [PROCESSING] }, { pollOnce: true, ageMs: 0 });
		expect(ended).toMatchObject({ kind: 'pending', state: 'PROCESSING' });
		expect(tookMs).toBe(0);
	});

	test('does not wait for a server that is down', async () => {
		const down: StatusAnswer = { kind: 'unreachable', problem: problem('segmind-down') };
		const { ended, tookMs } = await follow({ status: [down] }, { pollOnce: true, ageMs: 0 });
		expectProblem(ended, { code: 'segmind-down', requestId: ID });
		expect(tookMs).toBeLessThan(60_000);
	});

	const limited = (waitMs?: number) => ({
		kind: 'rateLimited' as const,
		problem: problem('rate-limited'),
		...(waitMs === undefined ? {} : { waitMs }),
	});

	test.each<[string, Script]>([
		['that has no turn for it', { status: [limited()] }],
		['that asks to wait for an hour', { status: [limited(120_000)] }],
		['that shows no result', { result: [limited()] }],
		['that shows no history', { status: [{ kind: 'notFound' }], history: [limited()] }],
		['whose history asks to wait', { status: [{ kind: 'notFound' }], history: [limited(120_000)] }],
	])('does not wait out a rate limit %s', async (_, answers) => {
		const { ended, tookMs } = await follow(answers, { pollOnce: true, ageMs: 2e7 });
		expectProblem(ended, { code: 'rate-limited', requestId: ID });
		expect(tookMs).toBeLessThan(60_000);
	});

	test('gives up no place in a queue that moves', async () => {
		const { run, clock } = oneRun({
			status: [...Array<StatusAnswer>(9).fill(limited()), PROCESSING],
		});
		const startMs = clock.now();
		for (let minute = 0; minute < 12; minute += 0.1) {
			clock.at(startMs + minute * 60_000, () => run.pacer.answered());
		}
		const look = { requestId: ID, usualDurationMs: 60_000, pollNow: true, pollOnce: true };
		const times = { startMs, acceptedAtMs: startMs, deadlineMs: startMs + 900_000 };
		expect((await followJob(run, { ...look, ...times })).kind).toBe('pending');
	});

	test('waits for the next window of a rate limit', async () => {
		const { ended } = await follow(
			{ status: [limited(60_000), PROCESSING] },
			{ pollOnce: true, ageMs: 2e7 },
		);
		expect(ended).toMatchObject({ kind: 'pending' });
	});
});

test('a Stop ends it without another request', async () => {
	const { run, clock, calls, stop } = oneRun({ status: [PROCESSING] });
	const startMs = clock.now();
	clock.at(startMs + 40_000, () => stop.abort());
	const ended = await followJob(run, {
		requestId: ID,
		usualDurationMs: 60_000,
		startMs,
		acceptedAtMs: startMs,
		deadlineMs: startMs + TIMEOUT_MS,
		pollNow: false,
		pollOnce: false,
	});
	expect(ended).toEqual({ kind: 'aborted' });
	expect(clock.now() - startMs).toBe(40_000);
	expect(calls('status')).toBeLessThan(5);
});
