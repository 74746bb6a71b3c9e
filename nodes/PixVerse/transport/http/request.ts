import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { within, type Clock } from '../../domain/clock';
import { classifyNetworkError, type NetworkOutcome } from './networkError';

type Helpers = IExecuteFunctions['helpers'];

/** What HTTP needs of n8n: a node that runs has it, and so has a trigger that polls. */
export interface N8nHttp {
	helpers: Pick<Helpers, 'httpRequest' | 'httpRequestWithAuthentication'>;
}

/** The same, with n8n's store of files. */
export interface N8nFiles extends N8nHttp {
	helpers: N8nHttp['helpers'] &
		Pick<Helpers, 'prepareBinaryData' | 'getBinaryMetadata' | 'getBinaryStream'>;
}

/** The stream type of n8n's helpers; `node:stream` may not even be imported as a type. */
export type Readable = Exclude<Parameters<Helpers['prepareBinaryData']>[0], Buffer>;

export interface HttpRequest {
	method: IHttpRequestMethods;
	url: string;
	query?: IDataObject;
	/** A JSON text: n8n drops a body of `{}` when it is given as an object. */
	body?: string;
	/** Beside content type and accept. */
	headers?: Record<string, string>;
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

export type HttpOutcome = HttpAnswer | NetworkOutcome | { kind: 'aborted' };

/**
 * The one place that sends the key. n8n's helper overwrites `abortSignal` with the execution's
 * cancel signal; the context handed to it answers with our own instead, which also carries time
 * limits, and which a submit does without.
 */
async function sendWithKey(
	context: N8nHttp,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const ownSignal: IAllExecuteFunctions = Object.create(context, {
		getExecutionCancelSignal: { value: () => options.abortSignal },
	}) as IAllExecuteFunctions;
	return (await context.helpers.httpRequestWithAuthentication.call(
		ownSignal,
		'segmindApi',
		options,
	)) as IN8nHttpFullResponse;
}

type Call = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** The longest wait of a timer; a longer one ends at once (Node's setTimeout). */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A request that is given up tells within this whether it ever had a connection. */
const GIVING_UP_MS = 1_000;

function optionsOf(request: HttpRequest, abortSignal: AbortSignal): IHttpRequestOptions {
	const { method, url, query, body, timeLimitMs } = request;
	const headers: IDataObject = { accept: 'application/json, text/plain, */*', ...request.headers };
	if (body !== undefined) headers['content-type'] = 'application/json';
	return {
		method,
		url,
		...(query === undefined ? {} : { qs: query }),
		...(body === undefined ? {} : { body }),
		headers,
		encoding: 'stream',
		returnFullResponse: true,
		// n8n sends a POST again on 401 unless it leaves the status to us.
		ignoreHttpStatusErrors: true,
		// x-api-key would go along to wherever a redirect points.
		disableFollowRedirect: true,
		timeout: Math.min(timeLimitMs, MAX_TIMER_MS),
		abortSignal,
	};
}

/** Sends, and resolves when the headers are there; the body is still to be read. */
async function openResponse(
	request: HttpRequest,
	call: Call,
	stop: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	const abort = new AbortController();
	let hasAnswered = false;
	stop.addEventListener('abort', () => {
		if (!hasAnswered) abort.abort();
	});
	const response = await call(optionsOf(request, abort.signal));
	hasAnswered = true;
	const body = response.body as Readable;
	// Until somebody reads it nobody else listens, and an unheard 'error' would end the process.
	body.on('error', () => undefined);
	if (stop.aborted) body.destroy();
	return response;
}

async function send(clock: Clock, request: HttpRequest, call: Call): Promise<HttpOutcome> {
	let opening: Promise<IN8nHttpFullResponse> | undefined;
	try {
		const outcome = await within(clock, request.timeLimitMs, request.signal, async (stop) => {
			opening = openResponse(request, call, stop);
			return await opening;
		});
		if (outcome.kind === 'timeout') return await givenUp(clock, opening);
		if (outcome.kind === 'aborted') return { kind: 'aborted' };
		const { statusCode, headers } = outcome.value;
		const body = outcome.value.body as Readable;
		return { kind: 'answer', status: statusCode, headers: lowerCaseKeys(headers), body };
	} catch (error) {
		if (request.signal?.aborted) return { kind: 'aborted' };
		return classifyNetworkError(error);
	}
}

/** A time limit passed. What the aborted request ends with shows whether it ever had a connection. */
async function givenUp(clock: Clock, opening: Promise<unknown> | undefined): Promise<HttpOutcome> {
	const error = new Promise<unknown>((resolve) => {
		opening?.then(() => resolve(undefined), resolve);
	});
	const ended = await within(clock, GIVING_UP_MS, undefined, async () => await error);
	const seen = ended.kind === 'done' ? classifyNetworkError(ended.value) : undefined;
	return seen?.kind === 'notSent'
		? { kind: 'notSent', reason: 'no connection in time' }
		: { kind: 'broken', reason: 'no answer in time' };
}

/** A request to Segmind, with the credential's key. */
export async function requestWithKey(
	context: N8nHttp,
	clock: Clock,
	request: HttpRequest,
): Promise<HttpOutcome> {
	return await send(clock, request, async (options) => await sendWithKey(context, options));
}

/** A request to anybody else: no key, no redirect followed by itself. */
export async function requestWithoutKey(
	context: N8nHttp,
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
