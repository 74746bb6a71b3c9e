import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type {
	CreditsAnswer,
	FileTarget,
	HistoryAnswer,
	HistoryPageAnswer,
	ResultAnswer,
	StatusAnswer,
	SubmitAnswer,
	SyncAnswer,
	UploadAnswer,
} from './answers';
import {
	readCredits,
	readHistoryPage,
	readHistoryRecord,
	readJob,
	readRequestId,
	readResult,
	readUploadUrl,
} from './answers';
import { apiText, pageText, parseBody, redactKey, type ParsedBody } from './body';
import type { Clock } from './clock';
import type { Hosts } from './hosts';
import { isSafePathSegment } from './hosts';
import { readText, requestWithKey, type HttpAnswer, type HttpRequest } from './http';
import { waitOf } from './rateLimit';
import {
	connectionBroke,
	notReached,
	outcomeUnknown,
	refusalOf,
	unreadableAnswer,
	type CallFacts,
} from './refusals';
import { isVideoAnswer, storeStream } from './videoFile';

/** Seconds are generous: a submit that is given up on may already be paid. */
const SUBMIT_LIMIT_MS = 120_000;
const GET_LIMIT_MS = 30_000;
const UPLOAD_LIMIT_MS = 300_000;

/** One call that reads JSON, seen to its end. */
type JsonOutcome =
	| {
			kind: 'json';
			status: number;
			headers: Record<string, string>;
			body: ParsedBody;
			said?: string;
	  }
	| { kind: 'notSent'; reason: string }
	| { kind: 'broken'; reason: string }
	| { kind: 'aborted' };

/**
 * Segmind's API, one method per call. Nothing here throws: each answer, refusal and fault comes
 * back as a value (answers.ts). The key is cut out of every text before anyone sees it.
 */
export class SegmindClient {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly hosts: Hosts,
		private readonly apiKey: string,
		/** Aborts everything but submits. */
		private readonly stop: AbortSignal,
	) {}

	/** `POST /v2/{slug}`. Cannot be aborted: its answer holds the ID of a paid job. */
	async submit(slug: string, body: Record<string, unknown>): Promise<SubmitAnswer> {
		const facts = this.facts('start the job', { model: slug });
		const outcome = await this.json({
			method: 'POST',
			url: `${this.hosts.api}/v2/${slug}`,
			body: JSON.stringify(body),
			timeLimitMs: SUBMIT_LIMIT_MS,
		});
		if (outcome.kind === 'notSent') {
			return { kind: 'notAccepted', problem: notReached(outcome.reason, facts), mayResend: true };
		}
		if (outcome.kind !== 'json') {
			const reason = outcome.kind === 'broken' ? outcome.reason : 'stopped';
			return {
				kind: 'unknown',
				problem: outcomeUnknown(`The connection broke (${reason}).`, facts),
			};
		}
		return this.judgeSubmit(outcome, { ...facts, said: outcome.said });
	}

	private judgeSubmit(outcome: JsonOutcome & { kind: 'json' }, facts: CallFacts): SubmitAnswer {
		const { status } = outcome;
		if (status >= 200 && status < 300) {
			const requestId =
				outcome.body.kind === 'json' ? readRequestId(outcome.body.value) : undefined;
			if (requestId !== undefined && isSafePathSegment(requestId)) {
				return { kind: 'accepted', requestId };
			}
			const seen =
				requestId === undefined
					? 'The answer held no request ID.'
					: `The answer held a request ID of an unknown form: ${requestId.slice(0, 200)}.`;
			return { kind: 'unknown', problem: outcomeUnknown(seen, { ...facts, requestId }) };
		}
		if (status === 429) return this.rateLimited(outcome, facts);
		if (status === 504) {
			return {
				kind: 'unknown',
				problem: outcomeUnknown('Segmind answered with 504, a timeout of its own.', facts),
			};
		}
		// Segmind's advice: a submit may be repeated after a 5xx of the submit itself.
		return {
			kind: 'notAccepted',
			problem: refusalOf(status, facts),
			mayResend: status >= 500 && status <= 503,
		};
	}

	/** `GET /v2/requests/{id}/status`. The URL is built from the ID, never taken from an answer. */
	async status(requestId: string): Promise<StatusAnswer> {
		const facts = this.facts("tell the job's status", { requestId });
		const answer = await this.get(`${this.hosts.api}/v2/requests/${requestId}/status`, facts);
		if (answer.kind !== 'body') return answer;
		const { status, metrics } = readJob(answer.value);
		if (status === 'COMPLETED') return { kind: 'completed', ...metrics };
		if (status === 'FAILED' || status === 'ERROR' || status === 'CANCELLED') {
			return { kind: 'failed', reason: answer.said ?? 'no reason given', ...metrics };
		}
		if (status === undefined || answer.httpCode >= 300) {
			return {
				kind: 'unreachable',
				problem: unreadableAnswer(answer.httpCode, { ...facts, said: answer.said }),
			};
		}
		return { kind: 'pending', state: status === 'QUEUED' ? 'QUEUED' : 'PROCESSING' };
	}

	/** `GET /v2/requests/{id}`. */
	async result(requestId: string): Promise<ResultAnswer> {
		const facts = this.facts("hand over the job's result", { requestId });
		const answer = await this.get(`${this.hosts.api}/v2/requests/${requestId}`, facts);
		if (answer.kind !== 'body') return answer;
		const { status, metrics } = readJob(answer.value);
		if (status === 'FAILED' || status === 'ERROR' || status === 'CANCELLED') {
			return { kind: 'failed', reason: answer.said ?? 'no reason given', ...metrics };
		}
		if (answer.httpCode >= 300 || typeof answer.value !== 'object' || answer.value === null) {
			return {
				kind: 'unreachable',
				problem: unreadableAnswer(answer.httpCode, { ...facts, said: answer.said }),
			};
		}
		if (status === 'QUEUED' || status === 'PROCESSING') return { kind: 'pending', state: status };
		return { kind: 'completed', result: readResult(answer.value) };
	}

	/** `GET …/request-history/{id}`: knows jobs of any age (Segmind's SDK 1.3.0). */
	async history(requestId: string): Promise<HistoryAnswer> {
		const facts = this.facts('look into the request history', { requestId });
		const url = `${this.hosts.history}/inference-request/request-history/${requestId}`;
		const answer = await this.get(url, facts);
		if (answer.kind !== 'body') return answer;
		const record = answer.httpCode < 300 ? readHistoryRecord(answer.value) : undefined;
		if (record) return { kind: 'found', record };
		return { kind: 'unreachable', problem: unreadableAnswer(answer.httpCode, facts) };
	}

	/** `GET …/request-history`: newest first, `per_page` 1 to 100, a range of at most 31 days. */
	async historyPage(query: IDataObject): Promise<HistoryPageAnswer> {
		const facts = this.facts('list the request history');
		const url = `${this.hosts.history}/inference-request/request-history`;
		const answer = await this.get(url, facts, query);
		if (answer.kind === 'notFound') return { kind: 'page', records: [] };
		if (answer.kind !== 'body') return answer;
		const records = answer.httpCode < 300 ? readHistoryPage(answer.value) : undefined;
		if (records) return { kind: 'page', records };
		return { kind: 'unreachable', problem: unreadableAnswer(answer.httpCode, facts) };
	}

	/** `GET /v1/get-user-credits`: costs nothing. */
	async credits(): Promise<CreditsAnswer> {
		const facts = this.facts('tell the credits');
		const answer = await this.get(`${this.hosts.api}/v1/get-user-credits`, facts);
		if (answer.kind === 'notFound') {
			if (/no credits found/i.test(answer.said ?? '')) return { kind: 'noBalance' };
			return { kind: 'refused', problem: refusalOf(404, facts) };
		}
		if (answer.kind !== 'body') return answer;
		const credits = answer.httpCode < 300 ? readCredits(answer.value) : undefined;
		if (credits) return { kind: 'credits', ...credits };
		return { kind: 'refused', problem: unreadableAnswer(answer.httpCode, facts) };
	}

	/** `POST /upload-asset` with one data URL. Free, so a fault may be followed by another try. */
	async upload(dataUrl: string): Promise<UploadAnswer> {
		const facts = this.facts('take the uploaded file');
		const outcome = await this.json({
			method: 'POST',
			url: `${this.hosts.upload}/upload-asset`,
			body: JSON.stringify({ data_urls: [dataUrl] }),
			timeLimitMs: UPLOAD_LIMIT_MS,
			signal: this.stop,
		});
		const answer = this.judgeFree(outcome, facts);
		if (answer.kind === 'notFound') return { kind: 'refused', problem: refusalOf(404, facts) };
		if (answer.kind !== 'body') return answer;
		const url = answer.httpCode < 300 ? readUploadUrl(answer.value) : undefined;
		if (url) return { kind: 'uploaded', url };
		return {
			kind: 'refused',
			problem: unreadableAnswer(answer.httpCode, { ...facts, said: answer.said }),
		};
	}

	/** `POST /v1/{slug}`: waits for the video and answers with its bytes, or with JSON that has its URL. */
	async runSync(
		slug: string,
		body: Record<string, unknown>,
		timeLimitMs: number,
		fileFor: (requestId: string | undefined) => FileTarget,
	): Promise<SyncAnswer> {
		const facts = this.facts('make the video', { model: slug });
		const outcome = await requestWithKey(this.context, this.clock, {
			method: 'POST',
			url: `${this.hosts.api}/v1/${slug}`,
			body: JSON.stringify(body),
			timeLimitMs,
			signal: this.stop,
		});
		if (outcome.kind === 'notSent') {
			return { kind: 'notAccepted', problem: notReached(outcome.reason, facts), mayResend: true };
		}
		if (outcome.kind !== 'answer') {
			const reason = outcome.kind === 'broken' ? outcome.reason : 'the execution was stopped';
			return {
				kind: 'unknown',
				problem: outcomeUnknown(`The connection broke (${reason}).`, facts),
			};
		}
		const requestId = outcome.headers['x-request-id'];
		const file = fileFor(requestId);
		if (outcome.status < 300 && isVideoAnswer(outcome.headers, file.anyType)) {
			return await this.storeSync(outcome, { ...facts, requestId }, file);
		}
		return this.judgeSync(await this.read(outcome), facts);
	}

	private async storeSync(
		answer: HttpAnswer,
		facts: CallFacts,
		file: FileTarget,
	): Promise<SyncAnswer> {
		const stored = await storeStream(this.context, this.clock, answer, file, this.stop);
		if (stored.kind !== 'stored') {
			return { kind: 'unknown', problem: outcomeUnknown('The video broke off on its way.', facts) };
		}
		return {
			kind: 'stored',
			binary: stored.binary,
			requestId: facts.requestId,
			...syncHeaders(answer.headers),
		};
	}

	private judgeSync(outcome: JsonOutcome, facts: CallFacts): SyncAnswer {
		if (outcome.kind !== 'json') {
			return { kind: 'unknown', problem: outcomeUnknown('The connection broke.', facts) };
		}
		const { status } = outcome;
		const said = { ...facts, said: outcome.said, requestId: outcome.headers['x-request-id'] };
		if (status === 429) return this.rateLimited(outcome, said);
		if (status >= 500) {
			return { kind: 'unknown', problem: outcomeUnknown(`Segmind answered with ${status}.`, said) };
		}
		if (status >= 300)
			return { kind: 'notAccepted', problem: refusalOf(status, said), mayResend: false };
		const result = outcome.body.kind === 'json' ? readResult(outcome.body.value) : undefined;
		if (!result || (result.videoUrl === undefined && outcome.said !== undefined)) {
			return {
				kind: 'unknown',
				problem: outcomeUnknown('The answer was neither a video nor its address.', said),
			};
		}
		const { metrics, seed } = syncHeaders(outcome.headers);
		const bodyId = outcome.body.kind === 'json' ? readRequestId(outcome.body.value) : undefined;
		return {
			kind: 'completed',
			requestId: said.requestId ?? bodyId,
			result: { seed, ...metrics, ...result },
		};
	}

	private facts(doing: string, rest: Partial<CallFacts> = {}): CallFacts {
		return { doing, isDefaultHost: this.hosts.isDefault, ...rest };
	}

	/** A GET, which is free to repeat, down to its JSON. */
	private async get(url: string, facts: CallFacts, query?: IDataObject) {
		const request = {
			method: 'GET' as const,
			url,
			query,
			timeLimitMs: GET_LIMIT_MS,
			signal: this.stop,
		};
		return this.judgeFree(await this.json(request), facts);
	}

	/** What is the same for every call that costs nothing. */
	private judgeFree(outcome: JsonOutcome, facts: CallFacts) {
		if (outcome.kind === 'aborted') return { kind: 'aborted' as const };
		if (outcome.kind === 'notSent') {
			return { kind: 'unreachable' as const, problem: notReached(outcome.reason, facts) };
		}
		if (outcome.kind === 'broken') {
			return { kind: 'unreachable' as const, problem: connectionBroke(outcome.reason, facts) };
		}
		const said = { ...facts, said: outcome.said };
		const { status, body } = outcome;
		// A FAILED job is a 422 on both GETs: look at the body before the status.
		const isJob = body.kind === 'json' && readJob(body.value).status !== undefined;
		if (status === 429) return this.rateLimited(outcome, said);
		if (!isJob && status === 404) return { kind: 'notFound' as const, said: outcome.said };
		if (!isJob && (status >= 500 || status === 408)) {
			return { kind: 'unreachable' as const, problem: refusalOf(status, said) };
		}
		if (!isJob && status >= 400)
			return { kind: 'refused' as const, problem: refusalOf(status, said) };
		if (body.kind !== 'json') {
			return { kind: 'unreachable' as const, problem: unreadableAnswer(status, said) };
		}
		return { kind: 'body' as const, httpCode: status, value: body.value, said: outcome.said };
	}

	private rateLimited(outcome: JsonOutcome & { kind: 'json' }, facts: CallFacts) {
		return {
			kind: 'rateLimited' as const,
			waitMs: waitOf(outcome.headers, this.clock.now()),
			problem: refusalOf(429, facts),
		};
	}

	private async json(request: HttpRequest): Promise<JsonOutcome> {
		const outcome = await requestWithKey(this.context, this.clock, request);
		if (outcome.kind !== 'answer') return outcome;
		return await this.read(outcome, request.signal);
	}

	private async read(answer: HttpAnswer, signal?: AbortSignal): Promise<JsonOutcome> {
		const text = await readText(this.clock, answer.body, GET_LIMIT_MS, signal);
		if (signal?.aborted) return { kind: 'aborted' };
		if (text.kind === 'broken') return { kind: 'broken', reason: 'the answer broke off' };
		const body: ParsedBody =
			text.kind === 'tooLarge'
				? { kind: 'other', text: 'an answer of more than 8 MB' }
				: parseBody(redactKey(text.text, this.apiKey));
		const said = body.kind === 'json' ? apiText(body.value) : pageText(body.text);
		return { kind: 'json', status: answer.status, headers: answer.headers, body, said };
	}
}

function syncHeaders(headers: Record<string, string>) {
	const number = (name: string) => {
		const value = Number.parseFloat(headers[name] ?? '');
		return Number.isFinite(value) ? value : undefined;
	};
	const cost = number('x-cost');
	const remainingCredits = number('x-remaining-credits');
	const inferenceTime = number('x-generation-time');
	return {
		seed: number('x-seed-value'),
		metrics: {
			...(cost === undefined ? {} : { cost }),
			...(remainingCredits === undefined ? {} : { remainingCredits }),
			...(inferenceTime === undefined ? {} : { inferenceTime }),
		},
	};
}
