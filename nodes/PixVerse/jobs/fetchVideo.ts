import type { DownloadAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import type { Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';

const MAX_ATTEMPTS = 5;
const BACKOFF_MS = 1_000;

type Fetched<Binary> =
	| { kind: 'stored'; binary: Binary }
	/** No such file lies there, by all tries: what was paid for may be no file at all. */
	| { kind: 'noFile'; problem: Problem };

/**
 * Downloads a finished video. It is free, so what breaks, stalls, is cut short or comes as the
 * wrong type is fetched again from the start, a few times and within the deadline.
 *
 * @param attempt one download within the given time
 */
export async function fetchVideo<Binary>(
	clock: Clock,
	stop: AbortSignal,
	deadlineMs: number,
	attempt: (timeLimitMs: number) => Promise<DownloadAnswer<Binary>>,
): Promise<Outcome<Fetched<Binary>>> {
	for (let attempts = 1; ; attempts += 1) {
		const answer = await attempt(Math.max(1, deadlineMs - clock.now()));
		if (answer.kind === 'stored' || answer.kind === 'aborted') return answer;
		if (answer.kind === 'refused') return { kind: 'noFile', problem: answer.problem };
		const backoffMs = BACKOFF_MS * 2 ** (attempts - 1);
		if (attempts >= MAX_ATTEMPTS || clock.now() + backoffMs >= deadlineMs) {
			const kind = answer.kind === 'unusable' ? 'noFile' : 'problem';
			return { kind, problem: answer.problem };
		}
		await clock.sleep(backoffMs, stop);
		if (stop.aborted) return { kind: 'aborted' };
	}
}
