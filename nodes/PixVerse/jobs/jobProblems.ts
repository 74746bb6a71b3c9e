import type { LastState } from '../domain/job';
import { quoted, withAcceptedIds, type Problem } from '../domain/problem';
import type { JobRecord } from './jobRecord';

/*
 * What can become of a paid job, in the words that the user reads. Each names the request ID and
 * the way to the video.
 */

/** A `data:` address holds the whole file. */
const MAX_SHOWN_URL = 500;

const FETCH_LATER = 'fetch it later with Job > Get and this request ID';

function minutes(ms: number): string {
	const value = ms / 60_000;
	return `${value >= 1 ? Number(value.toFixed(1)) : Number(value.toFixed(2))} min`;
}

export function jobFailed(requestId: string, model: string, reason: string): Problem {
	return {
		code: 'job-failed',
		message: `Segmind could not make the video (job ${requestId})`,
		description: `Nothing was charged. Change the prompt or the settings, or try again.${quoted(reason)}`,
		requestId,
		model,
	};
}

/** The execution has kept something of its orders, and nobody knows what. */
export function memoryUnreadable(): Problem {
	return {
		code: 'outcome-unknown',
		message: 'What this execution has ordered so far cannot be read',
		description:
			'Nothing more was sent, so that nothing is paid twice. Another version of this node began the execution. Look with Job > Get Many (filter by time), then fetch the videos with Job > Get. Running the workflow anew orders again.',
	};
}

/** The deadline came before the job's end. */
export function deadlinePassed(job: {
	requestId: string;
	model?: string | undefined;
	last: LastState;
	elapsedMs: number;
	trouble: Problem | undefined;
}): Problem {
	const { requestId, model, last, elapsedMs, trouble } = job;
	const lastTrouble = trouble ? ` The last look at it did not work: ${trouble.message}.` : '';
	return {
		code: 'timeout',
		message: `The video was not ready after ${minutes(elapsedMs)} (job ${requestId}, last state ${last})`,
		description: `The job goes on at Segmind and is paid when it succeeds: ${FETCH_LATER}, or retry this execution, which goes on waiting without paying again. Raise Options > Timeout if this happens often.${lastTrouble}`,
		requestId,
		model,
	};
}

export function pollRefused(requestId: string, model: string | undefined, cause: Problem): Problem {
	return {
		...cause,
		message: `${cause.message} (job ${requestId} is under way)`,
		description: `${cause.description} The job itself was accepted: ${FETCH_LATER}.`,
		requestId,
		model,
	};
}

/** The records of a job live about an hour at Segmind; the history knows older ones. */
export function jobExpired(requestId: string, model: string | undefined): Problem {
	return {
		code: 'job-not-found',
		message: `Segmind does not know the job ${requestId} (any more)`,
		description:
			"Neither the job's status nor the request history has it. Check the ID, and that the credential belongs to the account that ordered it; Job > Get Many lists that account's jobs. It was not ordered again.",
		requestId,
		model,
	};
}

export function historyUnreachable(
	requestId: string,
	model: string | undefined,
	cause: Problem,
): Problem {
	return {
		...cause,
		message: `The job ${requestId} has expired, and the request history could not be read`,
		description: `${cause.description} Try again later with Job > Get: the history keeps jobs of any age.`,
		requestId,
		model,
	};
}

/** The history says neither that the job is done nor FAILED, and not that it is under way. */
export function undocumentedEnd(
	requestId: string,
	model: string | undefined,
	status: string,
): Problem {
	return {
		code: 'unexpected-answer',
		message: `Segmind gave an answer that was not expected when asked to tell how the job ${requestId} ended`,
		description: `Its request history says "${status.slice(0, 100)}". The job was not ordered again. Look at it later with Job > Get, or ask Segmind whether it was charged.`,
		requestId,
		model,
	};
}

/** COMPLETED, but without an address in any known form. */
export function resultWithoutUrl(
	requestId: string,
	model: string | undefined,
	keys: readonly string[],
): Problem {
	return {
		code: 'result-without-url',
		message: `The job ${requestId} is completed, but its result holds no video address`,
		description: `The video is paid: ${FETCH_LATER}, or retry this execution. The result had these fields: ${
			keys
				.slice(0, 20)
				.map((key) => key.slice(0, 50))
				.join(', ') || 'none'
		}.`,
		requestId,
		model,
	};
}

export function downloadFailed(
	requestId: string | undefined,
	model: string | undefined,
	videoUrl: string,
	cause: Problem,
): Problem {
	const name = requestId === undefined ? '' : ` (job ${requestId})`;
	return {
		...cause,
		message: `${cause.message}${name}`,
		description: `${cause.description} The video is paid and lies at ${videoUrl.slice(0, MAX_SHOWN_URL)} for about 7 days${requestId === undefined ? '' : `; or ${FETCH_LATER}`}.`,
		requestId,
		model,
		videoUrl,
	};
}

/** An earlier try of this execution sent a submit and never learned what became of it. */
export function earlierOutcomeUnknown(model: string, requestId: string | undefined): Problem {
	return {
		code: 'outcome-unknown',
		message: `An earlier try of this execution sent this job, and it may have been accepted by Segmind${requestId === undefined ? '' : ` (job ${requestId})`}`,
		description:
			'It is not sent again, so that nothing is paid twice. Look for it with Job > Get Many (filter by model and time), then fetch it with Job > Get. Running the workflow anew orders it again.',
		requestId,
		model,
	};
}

/** Still 429 after the whole timeout. */
export function rateLimitedTooLong(model: string, waitedMs: number): Problem {
	return {
		code: 'rate-limited',
		message: `Segmind's rate limit let no new job through for ${minutes(waitedMs)}`,
		description:
			'Lower Max Concurrent Jobs, raise Timeout, spread the runs, or ask Segmind for a higher rate limit. This job was not accepted; nothing was charged for it.',
		model,
		httpCode: 429,
		failure: { cause: 'rate-limited', retryAfterMs: 60_000 },
	};
}

/** What else of this run is paid, or may be. */
export interface OtherOrders {
	requestIds: readonly string[];
	/** Orders without an ID, of which nobody knows whether they were accepted. */
	unknown: number;
}

/** Not continuing, one job ends the run: names what else is paid, and how to go on for nothing. */
export function runFailed(problem: Problem, others: OtherOrders, jobs: number): Problem {
	const listed = withAcceptedIds(problem, others.requestIds);
	if (jobs < 2) return listed;
	return {
		...listed,
		description: `${problem.description}${otherOrdersText(others)} Executions > Retry picks up what is paid for; running the workflow anew orders everything again.`,
	};
}

function otherOrdersText({ requestIds, unknown }: OtherOrders): string {
	const named =
		requestIds.length > 0
			? ` Other jobs of this run that Segmind has accepted: ${requestIds.join(', ')}.`
			: '';
	if (unknown === 0) return named;
	const orders =
		unknown === 1 ? '1 other order of this run has' : `${unknown} other orders of this run have`;
	return `${named} ${orders} an unknown outcome: look with Job > Get Many.`;
}

/** Something unexpected was thrown, e.g. when a file of the item is gone: a paid job's ID stands in the error. */
export function withPaidJob(problem: Problem, job: JobRecord | undefined): Problem {
	if (job === undefined) return problem;
	const { model, requestId } = job;
	if (requestId === undefined) return { ...problem, model };
	return {
		...problem,
		description: `${problem.description} The job itself was accepted: fetch it with Job > Get and the request ID ${requestId}.`,
		requestId,
		model,
	};
}

/** A job that was given up although nobody stopped the run. */
export function givenUp(): Problem {
	return {
		code: 'stopped',
		message: 'The execution was stopped',
		description: 'Nothing more was sent.',
	};
}
