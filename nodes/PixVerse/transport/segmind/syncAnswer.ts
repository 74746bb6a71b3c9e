import type { IBinaryData } from 'n8n-workflow';

import type { SyncAnswer as Answer, FileTarget, JobResult } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { contentTypeOf, isFileAnswer } from '../file/fileType';
import type { Peeked } from '../file/peek';
import { peekAnswer, storeAnswer } from '../file/storeFile';
import { redactKey } from '../http/json';
import { requestWithKey, type HttpAnswer } from '../http/request';
import { readAnswer, toJson, type Api, type JsonOutcome } from './call';
import { notReached, outcomeUnknown } from './callProblems';
import { readRequestId, readResult, salvageRequestId } from './readJob';
import { refusalOf, type CallFacts } from './refusals';
import { rateLimited } from './submitAnswer';

type SyncAnswer = Answer<IBinaryData>;

/** As long as the bytes keep coming: a paid video is not cut off. */
const NO_LIMIT_MS = Number.MAX_SAFE_INTEGER;

/**
 * `POST /v1/{slug}`: waits for the video and answers with its bytes, or with JSON that has its URL;
 * first bytes and type tell which. Whatever is not certainly refused counts as perhaps paid.
 */
export async function runSync(
	api: Api,
	slug: string,
	body: Record<string, unknown>,
	timeLimitMs: number,
	fileFor: (requestId: string | undefined) => FileTarget,
	facts: CallFacts,
): Promise<SyncAnswer> {
	const outcome = await requestWithKey(api.context, api.clock, {
		method: 'POST',
		url: `${api.hosts.api}/v1/${slug}`,
		body: JSON.stringify(body),
		headers: { accept: '*/*', 'accept-encoding': 'identity' },
		timeLimitMs,
		signal: api.stop,
	});
	if (outcome.kind === 'notSent') {
		const problem = notReached(outcome.reason, facts);
		return { kind: 'notAccepted', problem, mayResend: outcome.isBlocked !== true };
	}
	if (outcome.kind !== 'answer') {
		const reason = outcome.kind === 'broken' ? outcome.reason : 'the execution was stopped';
		return unknown(`The connection broke (${reason}).`, facts);
	}
	const requestId = headerId(outcome, api.apiKey);
	const known = { ...facts, requestId };
	if (outcome.status >= 300) return judgeSync(await readAnswer(api, outcome), known, api);
	return await readVideo(api, outcome, fileFor(requestId), known);
}

async function readVideo(
	api: Api,
	answer: HttpAnswer,
	file: FileTarget,
	facts: CallFacts,
): Promise<SyncAnswer> {
	const limits = { clock: api.clock, signal: api.stop, timeLimitMs: NO_LIMIT_MS };
	const peeked = await peekAnswer(answer, limits);
	if (peeked.kind !== 'done') return unknown('The answer broke off before a byte came.', facts);
	const type = contentTypeOf(answer.headers);
	if (!isFileAnswer(type, peeked.value.start, file.anyType)) {
		return judgeSync(await readPeeked(api, answer, peeked.value), facts, api);
	}
	const stored = await storeAnswer(api.context, answer, file, limits, peeked.value);
	if (stored.kind !== 'stored') {
		const reason = stored.kind === 'broken' ? ` (${stored.reason})` : '';
		return unknown(`The video did not come whole${reason}.`, facts);
	}
	const { requestId } = facts;
	const result = syncHeaders(answer.headers);
	return { kind: 'success', ...omitUndefined({ requestId }), result, binary: stored.binary };
}

async function readPeeked(api: Api, answer: HttpAnswer, { whole }: Peeked): Promise<JsonOutcome> {
	if (whole === undefined) return await readAnswer(api, answer);
	return toJson(api, answer, whole.toString('utf8'));
}

function judgeSync(outcome: JsonOutcome, facts: CallFacts, api: Api): SyncAnswer {
	if (outcome.kind !== 'json') {
		const start = outcome.kind === 'broken' ? (outcome.start ?? '') : '';
		const requestId = facts.requestId ?? salvageRequestId(start);
		return unknown('The connection broke.', { ...facts, requestId });
	}
	const { status, body } = outcome;
	const value = body.kind === 'json' ? body.value : undefined;
	const requestId = facts.requestId ?? readRequestId(value);
	const known = { ...facts, said: outcome.said, requestId };
	if (status === 429) return rateLimited(outcome, known, api.clock.now());
	if (status >= 500 || status === 408) {
		return unknown(`Segmind answered with ${status}.`, known, status);
	}
	if (status >= 300) {
		return { kind: 'notAccepted', problem: refusalOf(status, known), mayResend: false };
	}
	const result = body.kind === 'json' ? readResult(value) : undefined;
	if (!result || (result.videoUrl === undefined && outcome.said !== undefined)) {
		return unknown('The answer was neither a video nor its address.', known, status);
	}
	return {
		kind: 'success',
		...omitUndefined({ requestId }),
		result: { ...syncHeaders(outcome.headers), ...result },
	};
}

function unknown(seen: string, facts: CallFacts, httpCode?: number): SyncAnswer {
	return { kind: 'unknown', problem: { ...outcomeUnknown(seen, facts), httpCode } };
}

/** It becomes part of a file name and of an item; the key may be echoed even here. */
function headerId({ headers }: HttpAnswer, apiKey: string): string | undefined {
	return redactKey(headers['x-request-id'] ?? '', apiKey).trim() || undefined;
}

/** What v1 tells in headers, beside the bytes (docs.segmind.com, response headers). */
function syncHeaders(headers: Record<string, string>): JobResult {
	const number = (name: string) => {
		const value = Number.parseFloat(headers[name] ?? '');
		return Number.isFinite(value) ? value : undefined;
	};
	return omitUndefined({
		seed: number('x-seed-value'),
		cost: number('x-cost'),
		remainingCredits: number('x-remaining-credits'),
		inferenceTime: number('x-generation-time'),
	});
}
