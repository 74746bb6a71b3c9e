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

async function send(
	clock: Clock,
	request: HttpRequest,
	call: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
): Promise<HttpOutcome> {
	const headers: IDataObject = { accept: 'application/json, text/plain, */*', ...request.headers };
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
			// Until somebody reads it nobody else listens, and an unheard 'error' would end the process.
			(response.body as Readable).on('error', () => undefined);
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
		return classifyNetworkError(error);
	}
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
