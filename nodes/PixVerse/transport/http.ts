import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { within, type Clock } from './clock';

/** The stream type of n8n's helpers; `node:stream` may not even be imported as a type. */
export type Readable = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

export interface HttpRequest {
	method: IHttpRequestMethods;
	url: string;
	query?: IDataObject;
	/** A JSON text: n8n drops a body of `{}` when it is given as an object. */
	body?: string;
	/** Bound on everything up to the end of headers. */
	timeLimitMs: number;
	/** Aborts the request; a submit is sent without one, so that a Stop does not lose its ID. */
	signal?: AbortSignal;
}

export interface HttpAnswer {
	kind: 'answer';
	status: number;
	headers: Record<string, string>;
	body: Readable;
}

export type HttpOutcome =
	| HttpAnswer
	/** The request never left: refused connection, unknown host, bad certificate. */
	| { kind: 'notSent'; reason: string }
	/** It may have arrived: the connection broke, or nobody answered in time. */
	| { kind: 'broken'; reason: string }
	| { kind: 'aborted' };

/** Codes of errors that come before a byte of the request is on its way. */
const NOT_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_INVALID_URL|ERR_TLS_CERT_ALTNAME_INVALID|CERT_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+|EPROTO)$/;

interface ErrorLike {
	code?: unknown;
	syscall?: unknown;
	message?: unknown;
	name?: unknown;
	cause?: unknown;
}

/** Tells from an error of n8n's helper (and its causes) whether the request can have arrived. */
export function judgeNetworkError(error: unknown): Exclude<HttpOutcome, HttpAnswer> {
	let reason = 'the connection broke';
	let current = error as ErrorLike | undefined;
	for (let depth = 0; current && typeof current === 'object' && depth < 5; depth += 1) {
		const code = typeof current.code === 'string' ? current.code : '';
		const blocked = typeof current.name === 'string' && /^Ssrf/.test(current.name);
		if (
			blocked ||
			NOT_SENT.test(code) ||
			current.syscall === 'connect' ||
			/getaddrinfo/.test(String(current.syscall))
		) {
			return {
				kind: 'notSent',
				reason: blocked ? "n8n's SSRF protection blocked it" : code || 'no connection',
			};
		}
		if (code) reason = code;
		current = current.cause as ErrorLike | undefined;
	}
	return { kind: 'broken', reason };
}

/**
 * The one place that sends the key. n8n's helper overwrites `abortSignal` with the execution's
 * cancel signal; the context handed to it answers with our own instead, which also carries time
 * limits, and which a submit does without.
 */
async function sendWithKey(
	context: IExecuteFunctions,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const ownSignal: IAllExecuteFunctions = Object.create(context, {
		getExecutionCancelSignal: { value: () => options.abortSignal },
	}) as IExecuteFunctions;
	return (await context.helpers.httpRequestWithAuthentication.call(
		ownSignal,
		'segmindApi',
		options,
	)) as IN8nHttpFullResponse;
}

async function send(
	clock: Clock,
	request: HttpRequest,
	call: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
): Promise<HttpOutcome> {
	const headers: IDataObject = { accept: 'application/json, text/plain, */*' };
	if (request.body !== undefined) headers['content-type'] = 'application/json';
	try {
		const outcome = await within(clock, request.timeLimitMs, request.signal, async (timeSignal) => {
			const abort = new AbortController();
			timeSignal.addEventListener('abort', () => {
				if (!answered) abort.abort();
			});
			let answered = false;
			const response = await call({
				method: request.method,
				url: request.url,
				qs: request.query,
				body: request.body,
				headers,
				encoding: 'stream',
				returnFullResponse: true,
				// n8n sends a POST again on 401 unless it leaves the status to us.
				ignoreHttpStatusErrors: true,
				// x-api-key would go along to wherever a redirect points.
				disableFollowRedirect: true,
				timeout: request.timeLimitMs,
				abortSignal: abort.signal,
			});
			answered = true;
			if (timeSignal.aborted) (response.body as Readable).destroy();
			return response;
		});
		if (outcome.kind === 'timeout') return { kind: 'broken', reason: 'no answer in time' };
		if (outcome.kind === 'aborted') return { kind: 'aborted' };
		return {
			kind: 'answer',
			status: outcome.value.statusCode,
			headers: lowerCaseKeys(outcome.value.headers),
			body: outcome.value.body as Readable,
		};
	} catch (error) {
		if (request.signal?.aborted) return { kind: 'aborted' };
		return judgeNetworkError(error);
	}
}

/** A request to Segmind, with the credential's key. */
export async function requestWithKey(
	context: IExecuteFunctions,
	clock: Clock,
	request: HttpRequest,
): Promise<HttpOutcome> {
	return await send(clock, request, async (options) => await sendWithKey(context, options));
}

/** A request to anybody else: no key, no redirect followed by itself. */
export async function requestWithoutKey(
	context: IExecuteFunctions,
	clock: Clock,
	request: HttpRequest,
): Promise<HttpOutcome> {
	return await send(
		clock,
		request,
		async (options) => (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse,
	);
}

function lowerCaseKeys(headers: object): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** No answer of Segmind's API is anywhere near this; more is not read into memory. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** What reading a body as text ended with. */
export type BodyText = { kind: 'text'; text: string } | { kind: 'tooLarge' } | { kind: 'broken' };

/** Reads a body to its end, within time and size. */
export async function readText(
	clock: Clock,
	body: Readable,
	timeLimitMs: number,
	signal?: AbortSignal,
): Promise<BodyText> {
	try {
		const outcome = await within(clock, timeLimitMs, signal, async () => await collect(body));
		if (outcome.kind === 'done') return outcome.value;
		return { kind: 'broken' };
	} catch {
		return { kind: 'broken' };
	} finally {
		body.destroy();
	}
}

async function collect(body: Readable): Promise<BodyText> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		const buffer = Buffer.from(chunk as Uint8Array);
		bytes += buffer.length;
		if (bytes > MAX_TEXT_BYTES) return { kind: 'tooLarge' };
		chunks.push(buffer);
	}
	return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
}
