import type { RateLimited, SubmitAnswer } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { waitOf } from '../http/retryAfter';
import type { JsonAnswer, JsonOutcome } from './call';
import { isSafePathSegment } from './hosts';
import { readRequestId, salvageRequestId } from './readJob';
import { notReached, outcomeUnknown, refusalOf, type CallFacts } from './refusals';

/** Segmind's advice: a submit may be repeated after one of these of the submit itself. */
const RESENDABLE = [500, 502, 503];

/** 408, 504 and gateways' own 52x: a time limit ran out after the request was passed on, or may have. */
function mayBeAccepted(status: number): boolean {
	return status === 408 || status === 504 || (status >= 506 && status < 600);
}

/**
 * Says whether a submit was accepted, certainly not accepted, or perhaps: what decides whether it
 * may ever be sent again.
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
		const requestId = outcome.kind === 'broken' ? salvageRequestId(outcome.start ?? '') : undefined;
		const seen = `The connection broke (${reason}).`;
		return { kind: 'unknown', problem: outcomeUnknown(seen, { ...facts, requestId }) };
	}
	const { status } = outcome;
	const known = { ...facts, said: outcome.said };
	if (status >= 200 && status < 300) return judgeAccepted(outcome, known);
	if (status === 429) return rateLimited(outcome, known, nowMs);
	if (mayBeAccepted(status)) {
		const seen = `Segmind, or a gateway before it, answered with ${status}, a timeout of its own.`;
		return { kind: 'unknown', problem: { ...outcomeUnknown(seen, known), httpCode: status } };
	}
	return {
		kind: 'notAccepted',
		problem: refusalOf(status, known),
		mayResend: RESENDABLE.includes(status),
	};
}

function judgeAccepted({ body, start, status }: JsonAnswer, facts: CallFacts): SubmitAnswer {
	const stated = body.kind === 'json' ? readRequestId(body.value) : undefined;
	if (stated !== undefined && isSafePathSegment(stated)) {
		return { kind: 'success', requestId: stated };
	}
	const requestId = stated ?? salvageRequestId(start);
	const seen =
		stated === undefined
			? 'The answer held no readable request ID.'
			: `The answer held a request ID of an unknown form: ${stated.slice(0, 200)}.`;
	const problem = outcomeUnknown(seen, { ...facts, requestId });
	return { kind: 'unknown', problem: { ...problem, httpCode: status } };
}

/** A 429: nothing was queued, and the answer may say how long to wait. */
export function rateLimited({ headers }: JsonAnswer, facts: CallFacts, nowMs: number): RateLimited {
	const waitMs = waitOf(headers, nowMs);
	return { kind: 'rateLimited', ...omitUndefined({ waitMs }), problem: refusalOf(429, facts) };
}
