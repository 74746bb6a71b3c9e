import type { DownloadAnswer } from '../domain/answers';
import type { Clock } from '../domain/clock';
import { isFileGone } from '../domain/fileGone';
import type { Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import type { DownloadQueue } from './pacing/downloadQueue';
import { retry } from './pacing/retry';

type Fetched<Binary> =
	| { kind: 'stored'; binary: Binary }
	/** No such file lies there, by all tries: what was paid for may be no file at all. */
	| { kind: 'noFile'; problem: Problem }
	/** Nobody has such a file: it is gone, or the address was never one. */
	| { kind: 'absent'; problem: Problem };

const PLAN = { attempts: 5, baseMs: 1_000 };

/**
 * Downloads a finished video, in turn with the run's other big ones. It is free, so what breaks,
 * stalls, is cut short or comes as the wrong type is fetched again from the start, a few times and
 * within the deadline.
 *
 * @param video its size in bytes, where the API stated it; `mayBeGone`: it is so old that a host
 * which says that it is gone is believed at once
 * @param attempt one download within the given time
 */
export async function fetchVideo<Binary>(
	run: { clock: Clock; stop: AbortSignal; downloads: DownloadQueue },
	video: { bytes: number | undefined; deadlineMs: number; mayBeGone?: boolean },
	attempt: (timeLimitMs: number) => Promise<DownloadAnswer<Binary>>,
): Promise<Outcome<Fetched<Binary>>> {
	const { clock, stop, downloads } = run;
	const { bytes, deadlineMs, mayBeGone } = video;
	const isFinal = (answer: DownloadAnswer<Binary>) =>
		mayBeGone === true && answer.kind === 'broken' && isFileGone(answer.problem.httpCode);
	const answer = await retry(
		run,
		PLAN,
		async () =>
			await downloads.run(bytes, async () => await attempt(Math.max(1, deadlineMs - clock.now()))),
		(heard, backoff) => {
			const mayWork = heard.kind === 'broken' || heard.kind === 'unusable';
			return mayWork && !isFinal(heard) && clock.now() + backoff < deadlineMs ? backoff : undefined;
		},
	);
	if (answer.kind === 'stored' || answer.kind === 'aborted') return answer;
	if (stop.aborted) return { kind: 'aborted' };
	const { problem } = answer;
	if (answer.kind !== 'broken') return { kind: 'noFile', problem };
	return { kind: answer.isAbsent ? 'absent' : 'problem', problem };
}
