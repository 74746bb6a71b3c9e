import type { IBinaryData } from 'n8n-workflow';

import type { SyncAnswer as Answer, FileTarget, JobResult } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { contentTypeOf, isFileAnswer } from '../file/fileType';
import type { Peeked } from '../file/peek';
import { peekAnswer, storeAnswer } from '../file/storeFile';
import { cutKey } from '../http/json';
import { requestWithKey, type HttpAnswer } from '../http/request';
import { readAnswer, toJson, type Api, type JsonAnswer, type JsonOutcome } from './call';
import { notReached, outcomeUnknown } from './callProblems';
import { isSafePathSegment } from './hosts';
import { member } from './member';
import { findRequestId, guessRequestId, readJob, readResult, salvageRequestId } from './readJob';
import { refusalOf, type CallFacts } from './refusals';
import { rateLimited } from './submitAnswer';

type SyncAnswer = Answer<IBinaryData>;

/** As long as the bytes keep coming: a paid video is not cut off. */
const NO_LIMIT_MS = Number.MAX_SAFE_INTEGER;

/** A synchronous order. */
export interface SyncRequest {
	slug: string;
	/** JSON text. */
	body: string;
	timeLimitMs: number;
	/** Called as soon as the answer's headers are there. */
	fileFor(requestId: string | undefined): FileTarget;
}

/**
 * `POST /v1/{slug}`: waits for the video and answers with its bytes, or with JSON that has its URL;
 * first bytes and type tell which. Whatever is not certainly refused counts as perhaps paid.
 */
export async function runSync(
	api: Api,
	request: SyncRequest,
	facts: CallFacts,
): Promise<SyncAnswer> {
	const outcome = await requestWithKey(api.context, api.clock, {
		method: 'POST',
		url: `${api.hosts.api}/v1/${request.slug}`,
		body: request.body,
		headers: { accept: '*/*', 'accept-encoding': 'identity' },
		timeLimitMs: request.timeLimitMs,
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
	const { fileFor, timeLimitMs: stallMs } = request;
	const file = fileFor(requestId);
	if (outcome.status >= 200 && outcome.status < 300) {
		return await readGood(api, outcome, { file, stallMs }, known);
	}
	const text = await readAnswer(api, outcome, stallMs);
	return classifyText(text, { facts: known, api, anyType: false });
}

/**
 * A good answer: the file, or JSON about it. It cannot be fetched again, and a gateway may send its
 * headers long before the video is made.
 *
 * @param reading `stallMs`: how long it may be silent
 */
async function readGood(
	api: Api,
	answer: HttpAnswer,
	{ file, stallMs }: { file: FileTarget; stallMs: number },
	facts: CallFacts,
): Promise<SyncAnswer> {
	const limits = { clock: api.clock, signal: api.stop, timeLimitMs: NO_LIMIT_MS, stallMs };
	const peeked = await peekAnswer(answer, limits);
	if (peeked.kind !== 'done') return unknown('The answer broke off before a byte came.', facts);
	const type = contentTypeOf(answer.headers);
	const { anyType } = file;
	let content = peeked.value;
	if (!isFileAnswer(type, content.start, anyType)) {
		const text = await readPeeked(api, answer, content, stallMs);
		const isFile = anyType && text.kind === 'json' && text.body.kind === 'other' && text.text;
		if (!isFile) return classifyText(text, { facts, api, anyType });
		// It begins like JSON, and is none: a text of another model.
		content = { start: content.start, whole: Buffer.from(isFile) };
	}
	const stored = await storeAnswer({
		context: api.context,
		answer,
		file,
		limits,
		peeked: content,
		keepsPages: true,
	});
	if (stored.kind !== 'stored') {
		const reason = stored.kind === 'aborted' ? '' : ` (${stored.reason})`;
		return unknown(`The video did not come whole${reason}.`, facts);
	}
	const { requestId } = facts;
	const result = syncHeaders(answer.headers);
	return { kind: 'success', ...omitUndefined({ requestId }), result, binary: stored.binary };
}

async function readPeeked(
	api: Api,
	answer: HttpAnswer,
	{ whole }: Peeked,
	timeLimitMs: number,
): Promise<JsonOutcome> {
	if (whole === undefined) return await readAnswer(api, answer, timeLimitMs);
	return toJson(api, answer, whole.toString('utf8'));
}

interface TextReading {
	facts: CallFacts;
	api: Api;
	/** Any content is what was paid for. */
	anyType: boolean;
}

function classifyText(outcome: JsonOutcome, { facts, api, anyType }: TextReading): SyncAnswer {
	if (outcome.kind !== 'json') {
		const start = outcome.kind === 'broken' ? (outcome.start ?? '') : '';
		const requestId = facts.requestId ?? salvageRequestId(start);
		return unknown('The connection broke.', { ...facts, requestId });
	}
	const { status, body, start } = outcome;
	const isGood = status >= 200 && status < 300;
	const named = findRequestId(body, start);
	const known = { ...facts, said: outcome.said, requestId: named ?? facts.requestId };
	if (!isGood && (named !== undefined || status >= 500 || status === 408)) {
		return unknown(`Segmind answered with ${status}.`, withGuess(known, outcome), status);
	}
	if (status === 429) return rateLimited(outcome, known, api.clock.dateMs());
	if (!isGood) return { kind: 'notAccepted', problem: refusalOf(status, known), mayResend: false };
	const result = resultOf(outcome, anyType);
	if (!result) {
		const seen = 'The answer was neither a video nor its address.';
		return unknown(seen, withGuess(known, outcome), status);
	}
	const { requestId } = result.videoUrl === undefined ? withGuess(known, outcome) : known;
	return {
		kind: 'success',
		...omitUndefined({ requestId }),
		result: { ...syncHeaders(outcome.headers), ...result },
		...(isUnderWay(requestId, result, anyType) ? { isUnderWay: true } : {}),
	};
}

/** Whether the answer begins a job instead of handing it over. Another model's may hold words only. */
function isUnderWay(requestId: string | undefined, result: JobResult, anyType: boolean): boolean {
	if (requestId === undefined || !isSafePathSegment(requestId)) return false;
	if (result.videoUrl !== undefined) return false;
	const state = readJob(result.raw).status?.toUpperCase();
	return !anyType || state === 'QUEUED' || state === 'PROCESSING';
}

function withGuess(facts: CallFacts, { body, start }: JsonAnswer): CallFacts {
	return { ...facts, requestId: facts.requestId ?? guessRequestId(body, start) };
}

/** What was paid for, in JSON or as a bare address; nothing where the answer tells of an error. */
function resultOf({ body, said }: JsonAnswer, anyType: boolean): JobResult | undefined {
	const value: unknown = body.kind === 'json' ? body.value : { output: body.text };
	const result = readResult(value);
	if (result.videoUrl !== undefined) return result;
	if (!anyType) return body.kind === 'json' && said === undefined ? result : undefined;
	// Another model may say something beside its output; an error stands alone.
	const isError = said !== undefined && (member(value, 'error') ?? member(value, 'detail')) != null;
	return body.kind === 'json' && (!isError || member(value, 'output') != null) ? result : undefined;
}

function unknown(seen: string, facts: CallFacts, httpCode?: number): SyncAnswer {
	return { kind: 'unknown', problem: { ...outcomeUnknown(seen, facts), httpCode } };
}

/** It becomes part of a file name and of an item; the key may be echoed even here. */
function headerId({ headers }: HttpAnswer, apiKey: string): string | undefined {
	return cutKey(headers['x-request-id'] ?? '', apiKey).trim() || undefined;
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
