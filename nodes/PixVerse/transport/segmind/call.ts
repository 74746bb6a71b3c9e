import type { Clock } from '../../domain/clock';
import { apiText, cutKey, pageText, parseBody, redactKey, type ParsedBody } from '../http/json';
import { readText } from '../http/readText';
import { requestWithKey, type HttpAnswer, type HttpRequest, type N8nFiles } from '../http/request';
import type { Hosts } from './hosts';

/** What every call to Segmind needs. */
export interface Api {
	context: N8nFiles;
	clock: Clock;
	hosts: Hosts;
	apiKey: string;
	/** Aborts everything but submits. */
	stop: AbortSignal;
}

/** An answer that was read to its end. The key is in none of its texts. */
export interface JsonAnswer {
	kind: 'json';
	status: number;
	headers: Record<string, string>;
	body: ParsedBody;
	/** The reason that the body gives, for people. */
	said?: string | undefined;
	/** The whole body as it came; '' where it was too large to be read. */
	text: string;
	/** The same, or as much as came: to look for a paid ID in what cannot be parsed. */
	start: string;
}

/** One call that reads JSON, seen to its end. */
export type JsonOutcome =
	| JsonAnswer
	| { kind: 'notSent'; reason: string; isBlocked?: boolean }
	/** `start`: what came of the answer before it broke off. */
	| { kind: 'broken'; reason: string; start?: string }
	| { kind: 'aborted' };

/** Sends one request and reads its answer as JSON. Never throws. */
export async function call(api: Api, request: HttpRequest): Promise<JsonOutcome> {
	const outcome = await requestWithKey(api.context, api.clock, request);
	if (outcome.kind !== 'answer') return outcome;
	return await readAnswer(api, outcome, request.timeLimitMs, request.signal);
}

/** Reads an answer's body as JSON, within time and size; it may take as long as its headers may. */
export async function readAnswer(
	api: Api,
	answer: HttpAnswer,
	timeLimitMs: number,
	signal?: AbortSignal,
): Promise<JsonOutcome> {
	const read = await readText(api.clock, answer.body, timeLimitMs, signal);
	if (signal?.aborted) return { kind: 'aborted' };
	switch (read.kind) {
		case 'text':
			return toJson(api, answer, read.text);
		case 'tooLarge':
			return {
				...toJson(api, answer, 'an answer of more than 8 MB'),
				text: '',
				start: cutKey(read.start, api.apiKey),
			};
		case 'broken':
			return {
				kind: 'broken',
				reason: 'the answer broke off',
				start: cutKey(read.start, api.apiKey),
			};
	}
}

/** Makes a body's text an answer. */
export function toJson(
	{ apiKey }: Pick<Api, 'apiKey'>,
	{ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
	text: string,
): JsonAnswer {
	const body = parseBody(text, apiKey);
	const reason = body.kind === 'json' ? apiText(body.value) : pageText(body.text);
	const said = reason === undefined ? undefined : redactKey(reason, apiKey);
	const clean = cutKey(text, apiKey);
	return {
		kind: 'json',
		status,
		headers,
		body,
		said,
		text: clean,
		start: clean,
	};
}
