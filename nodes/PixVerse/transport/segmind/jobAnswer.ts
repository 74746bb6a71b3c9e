import type { ResultAnswer, StatusAnswer } from '../../domain/answers';
import { namesRequest } from '../../domain/requestId';
import { doubtfulEnd, unreadableAnswer } from './callProblems';
import { readUrl } from './findVideoUrl';
import type { FreeAnswer, FreeBody } from './freeAnswer';
import { readJob, readRequestId, readResult } from './readJob';
import type { CallFacts } from './refusals';

/*
 * What the two GETs of a job tell. An end of a paid job is believed only where nothing speaks
 * against it: it is FAILED and names this job or none. A gateway's `{"status":"error"}`, undocumented
 * states, and ends of other jobs need a second look.
 */

/** What a body says of the job that was asked for. */
type Said =
	| { kind: 'completed' }
	| { kind: 'failed'; reason: string }
	| { kind: 'doubtful' }
	| { kind: 'pending'; state: 'QUEUED' | 'PROCESSING' }
	| { kind: 'unreadable' };

function readState({ value, httpCode, said }: FreeBody, requestId: string): Said {
	const { status } = readJob(value);
	const stated = readRequestId(value);
	const isOwn = stated === undefined || namesRequest(stated, requestId);
	const state = status?.toUpperCase();
	if (status === 'FAILED' && isOwn) return { kind: 'failed', reason: said ?? 'no reason given' };
	if (state === 'FAILED' || state === 'ERROR' || state === 'CANCELLED') {
		return { kind: 'doubtful' };
	}
	// Whatever it says, its video is another's; that another one is under way tells nothing.
	if (!isOwn && !isWaiting(state)) return { kind: 'doubtful' };
	if (httpCode >= 300) return { kind: 'unreadable' };
	if (state === 'COMPLETED') return { kind: 'completed' };
	if (state === undefined) return { kind: 'unreadable' };
	return { kind: 'pending', state: state === 'QUEUED' ? 'QUEUED' : 'PROCESSING' };
}

/** A 422 that does not speak of a job comes from somebody in between, and ends nothing. */
function judgeNoBody(answer: Exclude<FreeAnswer, FreeBody>, facts: CallFacts) {
	if (answer.kind === 'notFound') return { kind: 'notFound' as const };
	if (answer.kind !== 'refused' || answer.problem.httpCode !== 422) return answer;
	return { kind: 'doubtful' as const, problem: doubtfulEnd(422, facts) };
}

/** `GET /v2/requests/{id}/status`, classified. */
export function classifyStatus(
	answer: FreeAnswer,
	requestId: string,
	facts: CallFacts,
): StatusAnswer {
	if (answer.kind !== 'body') return judgeNoBody(answer, facts);
	const known = { ...facts, said: answer.said };
	const said = readState(answer, requestId);
	switch (said.kind) {
		case 'completed':
			return { kind: 'completed', metrics: readJob(answer.value).metrics };
		case 'doubtful':
			return { kind: 'doubtful', problem: doubtfulEnd(answer.httpCode, known) };
		case 'unreadable':
			return { kind: 'unreachable', problem: unreadableAnswer(answer.httpCode, known) };
		case 'failed':
		case 'pending':
			return said;
	}
}

/** `GET /v2/requests/{id}`, classified: a good body without a state is a result, too. */
export function classifyResult(
	answer: FreeAnswer,
	requestId: string,
	facts: CallFacts,
): ResultAnswer {
	if (answer.kind !== 'body') return judgeNoBody(answer, facts);
	const known = { ...facts, said: answer.said };
	const said = readState(answer, requestId);
	const { value } = answer;
	const isResult = typeof value === 'object' ? value !== null : readUrl(value) !== undefined;
	switch (said.kind) {
		case 'doubtful':
			return { kind: 'doubtful', problem: doubtfulEnd(answer.httpCode, known) };
		case 'failed':
			return said;
		case 'pending':
			if (isWaiting(readJob(answer.value).status?.toUpperCase())) return said;
			break;
		case 'unreadable':
			if (answer.httpCode >= 300 || !isResult) {
				return { kind: 'unreachable', problem: unreadableAnswer(answer.httpCode, known) };
			}
	}
	return { kind: 'completed', result: readResult(answer.value) };
}

function isWaiting(state: string | undefined): boolean {
	return state === 'QUEUED' || state === 'PROCESSING';
}
