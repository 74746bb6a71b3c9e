import type { IBinaryData, IDataObject } from 'n8n-workflow';

import type {
	CreditsAnswer,
	FileTarget,
	HistoryAnswer,
	HistoryPageAnswer,
	HistoryRecord,
	ResultAnswer,
	StatusAnswer,
	SubmitAnswer,
	SyncAnswer,
	UploadAnswer,
} from '../../domain/answers';
import { namesRequest } from '../../domain/requestId';
import { redactKey } from '../http/json';
import { call, type Api } from './call';
import { historyNotThere, ofAnotherJob, unreadableAnswer } from './callProblems';
import { classifyFree, type FreeAnswer } from './freeAnswer';
import { classifyResult, classifyStatus } from './jobAnswer';
import { readCredits, readUploadUrl } from './readAccount';
import { readHistoryPage, readHistoryRecord } from './readHistory';
import { refusalOf, type CallFacts } from './refusals';
import { classifySubmit } from './submitAnswer';
import { runSync } from './syncAnswer';

/** Generous: a submit that is given up on may already be paid. */
const SUBMIT_LIMIT_MS = 120_000;
const GET_LIMIT_MS = 30_000;
const UPLOAD_LIMIT_MS = 300_000;

/** A request body: its values, or the JSON text that the user wrote. */
type Body = Record<string, unknown> | string;

function jsonOf(body: Body): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

/**
 * Segmind's API, one method per call. Nothing here throws: each answer, refusal and fault comes
 * back as a value (answers.ts). The key is cut out of every text before anyone sees it.
 */
export class SegmindClient {
	constructor(private readonly api: Api) {}

	/** `POST /v2/{slug}`. Cannot be aborted: its answer holds the ID of a paid job. */
	async submit(slug: string, body: Body): Promise<SubmitAnswer> {
		const outcome = await call(this.api, {
			method: 'POST',
			url: `${this.api.hosts.api}/v2/${slug}`,
			body: jsonOf(body),
			timeLimitMs: SUBMIT_LIMIT_MS,
		});
		return classifySubmit(
			outcome,
			this.facts('start the job', { model: slug }),
			this.api.clock.dateMs(),
		);
	}

	/** `GET /v2/requests/{id}/status`. The URL is built from the ID, never taken from an answer. */
	async status(requestId: string): Promise<StatusAnswer> {
		const facts = this.facts("tell the job's status", { requestId });
		const url = `${this.api.hosts.api}/v2/requests/${requestId}/status`;
		return classifyStatus(await this.get(url, facts), requestId, facts);
	}

	/** `GET /v2/requests/{id}`. */
	async result(requestId: string): Promise<ResultAnswer> {
		const facts = this.facts("hand over the job's result", { requestId });
		const url = `${this.api.hosts.api}/v2/requests/${requestId}`;
		return classifyResult(await this.get(url, facts), requestId, facts);
	}

	/** `GET …/request-history/{id}`: knows jobs of any age (Segmind's SDK 1.3.0). */
	async history(requestId: string): Promise<HistoryAnswer> {
		const facts = this.facts('look into the request history', { requestId });
		const url = `${this.api.hosts.history}/inference-request/request-history/${requestId}`;
		const answer = await this.get(url, facts);
		if (answer.kind !== 'body') return answer;
		const record = answer.httpCode < 300 ? readHistoryRecord(answer.value) : undefined;
		if (!record) return { kind: 'refused', problem: unreadableAnswer(answer.httpCode, facts) };
		// Another job's failure must not end this one, nor its video be delivered as this one's.
		if (!namesRequest(record.requestId, requestId)) {
			return { kind: 'refused', problem: ofAnotherJob(record.requestId, facts) };
		}
		return { kind: 'found', record: this.redacted(record) };
	}

	/** `GET …/request-history`: newest first, `per_page` 1 to 100, a range of at most 31 days. */
	async historyPage(query: IDataObject): Promise<HistoryPageAnswer> {
		const facts = this.facts('list the request history');
		const url = `${this.api.hosts.history}/inference-request/request-history`;
		const answer = await this.get(url, facts, query);
		// A proxy that forwards the API host only: an empty list would be a lie.
		if (answer.kind === 'notFound')
			return { kind: 'refused', problem: historyNotThere({ ...facts, said: answer.said }) };
		if (answer.kind !== 'body') return answer;
		// Half a list (206) or a gateway's own words (202) are no list: money hangs on it.
		const page = answer.httpCode === 200 ? readHistoryPage(answer.value) : undefined;
		if (page) {
			const records = page.records.map((record) => this.redacted(record));
			return { kind: 'page', page: { ...page, records } };
		}
		return { kind: 'refused', problem: unreadableAnswer(answer.httpCode, facts) };
	}

	/** `GET /v1/get-user-credits`: costs nothing. */
	async credits(): Promise<CreditsAnswer> {
		const facts = this.facts('tell the credits');
		const answer = await this.get(`${this.api.hosts.api}/v1/get-user-credits`, facts);
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
		const outcome = await call(this.api, {
			method: 'POST',
			url: `${this.api.hosts.upload}/upload-asset`,
			body: JSON.stringify({ data_urls: [dataUrl] }),
			timeLimitMs: UPLOAD_LIMIT_MS,
			signal: this.api.stop,
		});
		const answer = classifyFree(outcome, facts, this.api.clock.dateMs());
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
		body: Body,
		timeLimitMs: number,
		fileFor: (requestId: string | undefined) => FileTarget,
	): Promise<SyncAnswer<IBinaryData>> {
		const facts = this.facts('make the video', { model: slug });
		const request = { slug, body: jsonOf(body), timeLimitMs, fileFor };
		return await runSync(this.api, request, facts);
	}

	private facts(doing: string, rest: Partial<CallFacts> = {}): CallFacts {
		return { doing, isDefaultHost: this.api.hosts.isDefault, ...rest };
	}

	/** A GET, which is free to repeat, down to its JSON. */
	private async get(url: string, facts: CallFacts, query?: IDataObject): Promise<FreeAnswer> {
		const outcome = await call(this.api, {
			method: 'GET',
			url,
			...(query === undefined ? {} : { query }),
			timeLimitMs: GET_LIMIT_MS,
			signal: this.api.stop,
		});
		return classifyFree(outcome, facts, this.api.clock.dateMs());
	}

	/** Error texts of the history may hold a key that is not this one. */
	private redacted(record: HistoryRecord): HistoryRecord {
		const { failureReason } = record;
		if (failureReason === undefined) return record;
		return { ...record, failureReason: redactKey(failureReason, this.api.apiKey) };
	}
}
