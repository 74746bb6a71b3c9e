import type { Failure } from 'n8n-workflow';

/** Every kind of problem; docs/errors.md has a section for each, and the README an anchor. */
export const PROBLEM_CODES = [
	'connection-broke',
	'content-type-refused',
	'download-failed',
	'history-unreadable',
	'insufficient-credits',
	'internal-error',
	'invalid-input',
	'job-failed',
	'job-not-found',
	'key-refused',
	'loop-without-limit',
	'max-cost',
	'max-cost-per-day',
	'max-videos',
	'minimum-credits',
	'model-retired',
	'not-allowed',
	'not-reached',
	'nothing-to-show',
	'outcome-unknown',
	'parameter-unreadable',
	'price-unknown',
	'rate-limited',
	'request-refused',
	'result-without-url',
	'segmind-down',
	'spend-limit',
	'stopped',
	'timeout',
	'too-large',
	'unexpected-answer',
	'unknown-model',
	'video-address-refused',
	'wrong-base-url',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/**
 * Something that keeps an item from becoming a video, in the words that the user reads.
 * Everything below the node's surface returns these instead of throwing.
 */
export interface Problem {
	/** Stable name of this kind of problem. */
	code: ProblemCode;
	/** What happened. Never holds text of the API: n8n rewrites messages that contain e.g. ENOENT. */
	message: string;
	/** What to do now, and what the API said. */
	description: string;
	httpCode?: number | undefined;
	requestId?: string | undefined;
	/** The other jobs that this execution has paid for; an error workflow gets them. */
	acceptedRequestIds?: readonly string[] | undefined;
	videoUrl?: string | undefined;
	model?: string | undefined;
	/** n8n's own word for the cause, where it has one (n8n 2.3x and later read it). */
	failure?: Failure | undefined;
}

/** @param requestIds what this execution has paid for beside the job of the problem itself */
export function withAcceptedIds(problem: Problem, requestIds: readonly string[]): Problem {
	return requestIds.length > 0 ? { ...problem, acceptedRequestIds: requestIds } : problem;
}

const MAX_API_TEXT = 600;

/** Text of the API for a description: one line, of bounded length. */
export function quoted(apiText: string | undefined): string {
	const text = (apiText ?? '').replace(/\s+/g, ' ').trim();
	if (!text) return '';
	const short = text.length > MAX_API_TEXT ? `${text.slice(0, MAX_API_TEXT)}…` : text;
	return ` Segmind said: "${short}".`;
}
