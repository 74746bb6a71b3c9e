import type { NotAnswered } from '../../domain/answers';
import type { JsonOutcome } from './call';
import { connectionBroke, notReached, unreadableAnswer } from './callProblems';
import { readUrl } from './findVideoUrl';
import { readJob } from './readJob';
import { refusalOf, type CallFacts } from './refusals';
import { rateLimited } from './submitAnswer';

/** A body that a call which costs nothing can go on with. */
export interface FreeBody {
	kind: 'body';
	httpCode: number;
	value: unknown;
	/** The reason that the body gives, without the key. */
	said?: string | undefined;
}

export type FreeAnswer = FreeBody | { kind: 'notFound'; said?: string | undefined } | NotAnswered;

/** States that Segmind documents, and the two that its SDK also takes for an end. */
const JOB_STATES = ['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED', 'ERROR', 'CANCELLED'];

/**
 * Whether a body tells of a job. A FAILED one comes with 422, so the body counts before the status;
 * but a gateway's own `{"status":"error"}` under 401 or 500 says nothing about the job, and must not
 * make a paid one count as failed.
 */
function isAboutJob(status: number, value: unknown): boolean {
	if (status >= 300 && status !== 422) return false;
	return JOB_STATES.includes(readJob(value).status?.toUpperCase() ?? '');
}

/** What is the same for every call that costs nothing and may be asked again. */
export function classifyFree(outcome: JsonOutcome, facts: CallFacts, nowMs: number): FreeAnswer {
	if (outcome.kind === 'aborted') return outcome;
	if (outcome.kind === 'notSent') {
		const kind = outcome.isBlocked ? 'refused' : 'unreachable';
		return { kind, problem: notReached(outcome.reason, facts) };
	}
	if (outcome.kind === 'broken') {
		return { kind: 'unreachable', problem: connectionBroke(outcome.reason, facts) };
	}
	const { status, body, said } = outcome;
	const known = { ...facts, said };
	if (status === 429) return rateLimited(outcome, known, nowMs);
	if (body.kind === 'json' && isAboutJob(status, body.value)) {
		return { kind: 'body', httpCode: status, value: body.value, said };
	}
	if (status === 404) return { kind: 'notFound', said };
	if (status >= 500 || status === 408) {
		return { kind: 'unreachable', problem: refusalOf(status, known) };
	}
	if (status >= 300) return { kind: 'refused', problem: refusalOf(status, known) };
	// A result may be the bare address of what was made.
	const value = body.kind === 'json' ? body.value : readUrl(body.text);
	if (body.kind !== 'json' && value === undefined)
		return { kind: 'unreachable', problem: unreadableAnswer(status, known) };
	return { kind: 'body', httpCode: status, value, said };
}
