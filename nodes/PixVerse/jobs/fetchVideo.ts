import type { IBinaryData } from 'n8n-workflow';

import type { DownloadAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import type { Problem } from '../domain/problem';

const MAX_ATTEMPTS = 5;
const BACKOFF_MS = 1_000;

export type Fetched =
	| { kind: 'stored'; binary: IBinaryData }
	| { kind: 'problem'; problem: Problem }
	| { kind: 'aborted' };

/**
 * Downloads a finished video. It is free, so what breaks, stalls, is cut short or comes as the
 * wrong type is fetched again from the start, a few times and within the deadline.
 *
 * @param attempt one download within the given time
 */
export async function fetchVideo(
	clock: Clock,
	stop: AbortSignal,
	deadlineMs: number,
	attempt: (timeLimitMs: number) => Promise<DownloadAnswer>,
): Promise<Fetched> {
	for (let attempts = 1; ; attempts += 1) {
		const answer = await attempt(Math.max(1, deadlineMs - clock.now()));
		if (answer.kind === 'stored' || answer.kind === 'aborted') return answer;
		if (answer.kind === 'refused') return { kind: 'problem', problem: answer.problem };
		const backoffMs = BACKOFF_MS * 2 ** (attempts - 1);
		if (attempts >= MAX_ATTEMPTS || clock.now() + backoffMs >= deadlineMs) {
			return { kind: 'problem', problem: answer.problem };
		}
		await clock.sleep(backoffMs, stop);
		if (stop.aborted) return { kind: 'aborted' };
	}
}
