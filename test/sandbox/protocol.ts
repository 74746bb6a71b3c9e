/**
 * The wire, as Segmind documents it: what goes in and what comes out. Routes, faults and
 * assertions speak these words. They share nothing with the node's own types: a mistake in one
 * must not hide in the other.
 */

export type JsonObject = Record<string, unknown>;

export type JobStatus = 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED';

/** The norm of Segmind's gateway, v1 and v2. */
export interface ErrorBody {
	error: string;
}

/** POST /v2/{slug}, 200. */
export interface SubmitBody {
	request_id: string;
	status: 'QUEUED';
	poll_url: string;
	status_url: string;
	response_url: string;
}

/** Seconds. A failed job's names no cost, for it was not charged. */
export interface Times {
	inference_time: number;
	queue_time: number;
	total_time: number;
}

/** US dollars. `remaining_credits` is null until the job is charged. */
export interface Metrics extends Times {
	cost: number;
	remaining_credits: number | null;
}

export interface RunningBody {
	status: 'QUEUED' | 'PROCESSING';
	request_id: string;
	status_url: string;
	response_url: string;
	metrics: JsonObject;
}

/** Under 422, on every route that polls the job. */
export interface FailedBody {
	status: 'FAILED';
	error: string;
	metrics: Times;
	request_id: string;
}

export interface CompletedStatusBody {
	status: 'COMPLETED';
	request_id: string;
	metrics: Metrics;
}

/** GET /v2/requests/{id}/status. */
export type StatusBody = RunningBody | FailedBody | CompletedStatusBody;

export interface MediaObject {
	url: string;
	content_type: string;
	file_name: string;
	file_size: number;
	last_frame_url?: string;
}

/** In the documented form; the other forms (resultShapes.ts) have other members. */
export interface CompletedBody extends CompletedStatusBody {
	error: null;
	output: string;
	video?: MediaObject;
	images?: MediaObject[];
	seed?: unknown;
}

/** GET /v2/requests/{id} and its alias under /v1. */
export type ResultBody = StatusBody | CompletedBody | JsonObject;

/** GET /v1/get-user-credits, in US dollars. */
export interface CreditsBody {
	credits: number;
	'free-credits': number;
}

/** POST /upload-asset; the two documented forms. */
export type UploadBody = { file_urls: string[]; message: string } | { urls: string[] };

export type HistoryStatus = 'COMPLETED' | 'FAILED' | 'PENDING';

/**
 * GET /inference-request/request-history/{id}, and a row of the list. A request with several
 * outputs has a row for each. `model_created` is known only as a name to sort by; that rows carry
 * it under this name is inferred.
 */
export interface HistoryRow {
	request_id: string;
	model_name: string;
	model_status: HistoryStatus;
	credits_deduction: number;
	/** "The inputs as sent": whether as an object or as its JSON text is not documented. */
	request_body: JsonObject | string;
	generation_url: string | null;
	latency_ms: number | null;
	model_created: string;
	model_updated: string;
	error?: string;
}

/** The SDK calls the list a paginated dictionary; what its members are called is inferred. */
export interface HistoryPaging {
	page: number;
	per_page: number;
	total: number;
	total_pages: number;
}
