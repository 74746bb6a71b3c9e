// One job in simulated time, at the ports of jobs/: each call gets the next answer of its script,
// and the last one again and again.
import { expect } from '@jest/globals';

import type {
	HistoryAnswer,
	ResultAnswer,
	StatusAnswer,
} from '../../nodes/PixVerse/domain/answers';
import type { FinishedJob, JobOrder } from '../../nodes/PixVerse/domain/job';
import type { Outcome } from '../../nodes/PixVerse/domain/outcome';
import type { Problem } from '../../nodes/PixVerse/domain/problem';
import type { PollApi } from '../../nodes/PixVerse/jobs/follow';
import { JobMemory } from '../../nodes/PixVerse/jobs/memory';
import { Pacer } from '../../nodes/PixVerse/jobs/pacing/pacer';
import { UsualDuration } from '../../nodes/PixVerse/jobs/pacing/pollSchedule';
import { simulatedClock } from './simulated/clock';

export const ID = 'job-1';
export const VIDEO_URL = 'https://a.test/a.mp4';

/** A problem of which only the code matters. */
export const problem = (code: Problem['code'], more: Partial<Problem> = {}): Problem => ({
	code,
	message: `It was ${code}`,
	description: 'Look.',
	...more,
});

export const QUEUED: StatusAnswer = { kind: 'pending', state: 'QUEUED' };
export const PROCESSING: StatusAnswer = { kind: 'pending', state: 'PROCESSING' };
export const COMPLETED: StatusAnswer = { kind: 'completed', metrics: { cost: 0.5 } };
export const FINISHED: ResultAnswer = {
	kind: 'completed',
	result: { videoUrl: VIDEO_URL, seed: 7, raw: { video: { url: VIDEO_URL } } },
};

/** Hands out answers in order, and counts. */
export function script<A>(...answers: A[]) {
	let calls = 0;
	const next = async (): Promise<A> => {
		const answer = answers[Math.min(calls, answers.length - 1)];
		calls += 1;
		if (answer === undefined) throw new Error('Nobody was to ask this');
		return await Promise.resolve(answer);
	};
	return { next, calls: () => calls };
}

/** What the three calls answer; `status` that it is done, and `result` the video unless told other. */
export interface Script {
	status?: StatusAnswer[];
	result?: ResultAnswer[];
	history?: HistoryAnswer[];
}

export function pollApi({ status = [COMPLETED], result = [FINISHED], history = [] }: Script = {}) {
	const scripts = {
		status: script(...status),
		result: script(...result),
		history: script(...history),
	};
	const api: PollApi = {
		status: scripts.status.next,
		result: scripts.result.next,
		history: scripts.history.next,
	};
	return { api, calls: (of: keyof typeof scripts) => scripts[of].calls() };
}

/** What a finished job was handed over as. */
export interface HandedOver {
	kind: 'delivered';
	job: FinishedJob;
	stored: string | undefined;
}

/** What all jobs of a run share, on a clock of their own; a stored file is a text. */
export function oneRun(answers: Script = {}, memory = new JobMemory<string>({})) {
	const clock = simulatedClock();
	const stop = new AbortController();
	const accepted: string[] = [];
	const { api, calls } = pollApi(answers);
	const run = {
		api,
		clock,
		memory,
		pacer: new Pacer(clock, () => 0.5, stop.signal),
		usual: new UsualDuration(),
		timeoutMs: 300_000,
		executionId: 'execution 1',
		onSending: () => undefined,
		onNotAccepted: () => undefined,
		onAccepted: (_: JobOrder, requestId: string) => void accepted.push(requestId),
		stop: stop.signal,
		deliver: async (
			_: JobOrder,
			job: FinishedJob,
			__: number,
			stored: string | undefined,
		): Promise<Outcome<HandedOver>> => await Promise.resolve({ kind: 'delivered', job, stored }),
	};
	return { run, clock, memory, stop, accepted, calls };
}

export const order = (more: Partial<JobOrder> = {}): JobOrder => ({
	itemIndex: 0,
	slug: 'pixverse-v6',
	key: 'key',
	usualDurationMs: 60_000,
	wait: true,
	keepsRaw: false,
	buildBody: async () => await Promise.resolve({ kind: 'body', body: { prompt: 'a fox' } }),
	...more,
});

export function expectProblem(outcome: { kind: string }, expected: Partial<Problem>): void {
	expect(outcome).toMatchObject({ kind: 'problem', problem: expected });
}
