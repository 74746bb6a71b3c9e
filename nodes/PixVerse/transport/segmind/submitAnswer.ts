import type { RateLimited, SubmitAnswer } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { waitOf } from '../http/retryAfter';
import type { JsonAnswer, JsonOutcome } from './call';
import { notReached, outcomeUnknown } from './callProblems';
import { isSafePathSegment } from './hosts';
import { findRequestId, guessRequestId, readRequestId, salvageRequestId } from './readJob';
import { refusalOf, type CallFacts } from './refusals';

/** Segmind's advice: a submit may be repeated after one of these of the submit itself. */
const RESENDABLE = [500, 502, 503];

/** 408, 504 and gateways' own 52x: a time limit ran out after the request was passed on, or may have. */
function mayBeAccepted(status: number): boolean {
	return status === 408 || status === 504 || (status >= 506 && status < 600);
}

/**
 * Says whether a submit was accepted, certainly not accepted, or perhaps: what decides whether it
 * may ever be sent again. An answer that names a request ID is one of an accepted job, whatever its
 * status.
 */
export function classifySubmit(
	outcome: JsonOutcome,
	facts: CallFacts,
	nowMs: number,
): SubmitAnswer {
	if (outcome.kind === 'notSent') {
		const problem = notReached(outcome.reason, facts);
		return { kind: 'notAccepted', problem, mayResend: outcome.isBlocked !== true };
	}
	if (outcome.kind !== 'json') {
		const reason = outcome.kind === 'broken' ? outcome.reason : 'stopped';
		const start = outcome.kind === 'broken' ? (outcome.start ?? '') : '';
		return doubtful(`The connection broke (${reason}).`, {
			...facts,
			requestId: salvageRequestId(start),
		});
	}
	const known = { ...facts, said: outcome.said };
	const { status } = outcome;
	if (status >= 200 && status < 300) return classifyGood(outcome, known);
	const named = findRequestId(outcome.body, outcome.start);
	const isRefusal = status < 500 && status !== 408;
	const requestId = named ?? (isRefusal ? undefined : guessRequestId(outcome.body, outcome.start));
	if (requestId !== undefined) {
		const seen = `Segmind answered with ${status}, and named a request ID all the same.`;
		return doubtful(seen, { ...known, requestId }, status);
	}
	if (status === 429) return rateLimited(outcome, known, nowMs);
	if (mayBeAccepted(status)) {
		const seen = `Segmind, or a gateway before it, answered with ${status}, a timeout of its own.`;
		return doubtful(seen, known, status);
	}
	const problem = refusalOf(status, known);
	return { kind: 'notAccepted', problem, mayResend: RESENDABLE.includes(status) };
}

function classifyGood({ body, start, status }: JsonAnswer, facts: CallFacts): SubmitAnswer {
	const stated = body.kind === 'json' ? readRequestId(body.value) : undefined;
	if (stated !== undefined && isSafePathSegment(stated)) {
		return { kind: 'success', requestId: stated };
	}
	const requestId =
		findRequestId(body, start) ?? guessRequestId(body, start) ?? salvageRequestId(start);
	const seen =
		stated === undefined
			? 'The answer held no readable request ID.'
			: `The answer held a request ID of an unknown form: ${stated.slice(0, 200)}.`;
	return doubtful(seen, { ...facts, requestId }, status);
}

/** Perhaps accepted: to be followed by the ID, where there is one that fits into an address. */
function doubtful(seen: string, facts: CallFacts, httpCode?: number): SubmitAnswer {
	const { requestId } = facts;
	const doubt = { ...outcomeUnknown(seen, facts), httpCode };
	return requestId !== undefined && isSafePathSegment(requestId)
		? { kind: 'success', requestId, doubt }
		: { kind: 'unknown', problem: doubt };
}

/** A 429: nothing was queued, and the answer may say how long to wait. */
export function rateLimited({ headers }: JsonAnswer, facts: CallFacts, nowMs: number): RateLimited {
	const waitMs = waitOf(headers, nowMs);
	return { kind: 'rateLimited', ...omitUndefined({ waitMs }), problem: refusalOf(429, facts) };
}
