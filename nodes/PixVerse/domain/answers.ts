import type { Aborted } from './outcome';
import type { Problem } from './problem';

/*
 * Every answer that Segmind can give, as values that the rest of the node can decide on.
 * readJob.ts and readAccount.ts make them of bodies, once.
 */

export interface JobMetrics {
	/** US dollars. */
	cost?: number;
	remainingCredits?: number;
	/** Seconds. */
	inferenceTime?: number;
}

export type JobState = 'QUEUED' | 'PROCESSING';

/** A finished job's video, as far as the API described it. */
export interface JobResult extends JobMetrics {
	videoUrl?: string;
	/** The address stands where another model's words may stand, or where nobody documents one. */
	mayBeWords?: true;
	lastFrameUrl?: string;
	seed?: number;
	/** Bytes, as the API states them. */
	fileSize?: number;
	/** The whole parsed answer; only Run Other Model shows it. Absent where bytes came instead. */
	raw?: unknown;
}

/** Come back later: seconds are Segmind's, or unknown. */
export interface RateLimited {
	kind: 'rateLimited';
	/** Milliseconds to wait, where the answer says it. */
	waitMs?: number;
	problem: Problem;
}

/** Nothing is known about the job because of the network or the server; asking again is free. */
interface Unreachable {
	kind: 'unreachable';
	problem: Problem;
}

/** Asking again would not help, e.g. the key is no longer valid. */
interface Refused {
	kind: 'refused';
	problem: Problem;
}

/** What a call that costs nothing can end with, beside success. */
export type NotAnswered = RateLimited | Unreachable | Refused | Aborted;

/** Certainly not accepted. `mayResend`: the same request may work in a moment. */
export interface NotAccepted {
	kind: 'notAccepted';
	problem: Problem;
	mayResend: boolean;
}

/** Perhaps accepted, and then paid: must never be sent again. */
export interface OutcomeUnknown {
	kind: 'unknown';
	problem: Problem;
}

/** What a request that costs money can end with. `S` is what a success brings. */
export type PaidAnswer<S extends object> =
	({ kind: 'success' } & S) | RateLimited | NotAccepted | OutcomeUnknown;

export type SubmitAnswer = PaidAnswer<{
	requestId: string;
	/**
	 * The answer named an ID, but under a status that refuses, or in an odd place. Following the job
	 * is free; this is to be told where nobody knows it.
	 */
	doubt?: Problem;
}>;

/** Reads like an end of the job and is not certain: the history may know better. */
export interface Doubtful {
	kind: 'doubtful';
	problem: Problem;
}

/** The video itself (stored as `binary`), or a result with its address. */
export type SyncAnswer<Binary> = PaidAnswer<{
	/** The answer may not name it. */
	requestId?: string;
	result: JobResult;
	binary?: Binary;
	/** No video came, but the ID of its job: to be followed as in async mode. */
	isUnderWay?: true;
}>;

export type StatusAnswer =
	| { kind: 'pending'; state: JobState }
	| { kind: 'completed'; metrics: JobMetrics }
	| { kind: 'failed'; reason: string }
	| Doubtful
	| { kind: 'notFound' }
	| NotAnswered;

export type ResultAnswer =
	| { kind: 'completed'; result: JobResult }
	| { kind: 'pending'; state: JobState }
	| { kind: 'failed'; reason: string }
	| Doubtful
	| { kind: 'notFound' }
	| NotAnswered;

export interface HistoryRecord {
	requestId: string;
	model?: string;
	/** COMPLETED, FAILED or PENDING. */
	status?: string;
	cost?: number;
	videoUrl?: string;
	/** Seconds. */
	inferenceTime?: number;
	/** When it was ordered: ISO 8601 in UTC, or as it came where it cannot be read. */
	createdAt?: string;
	/** The same in milliseconds since 1970; absent where it cannot be read. */
	createdAtMs?: number;
	/** The inputs as sent: an object wherever it could be read. */
	requestBody?: unknown;
	failureReason?: string;
	/** The parsed record as it came. */
	raw: Record<string, unknown>;
}

export type HistoryAnswer =
	{ kind: 'found'; record: HistoryRecord } | { kind: 'notFound' } | NotAnswered;

/** A page of the history, in the words of Segmind's query. */
export type HistoryPageQuery = {
	page: number;
	/** 1 to 100. */
	per_page: number;
	/** YYYY-MM-DD; a range of at most 31 days, both ends count. */
	from_date?: string;
	to_date?: string;
	model_name?: string;
	status?: string;
};

/** One page of the list of all jobs. */
export interface HistoryPage {
	/** The rows that name a job. */
	records: HistoryRecord[];
	/** All rows, readable or not. */
	rowCount: number;
	/** What the answer says about its place, where it does. */
	page?: number;
	totalPages?: number;
	/** Rows of all pages. */
	total?: number;
}

export type HistoryPageAnswer = { kind: 'page'; page: HistoryPage } | NotAnswered;

export type CreditsAnswer =
	| { kind: 'credits'; credits: number; freeCredits: number }
	/** The key is good, the account has no balance record yet. */
	| { kind: 'noBalance' }
	| NotAnswered;

export type UploadAnswer = { kind: 'uploaded'; url: string } | NotAnswered;

/** Where and how to store a video. */
export interface FileTarget {
	fileName: string;
	/** Run Other Model: store what comes, with its own type; else only a video is a success. */
	anyType: boolean;
	/** Bytes, where the API stated them. */
	expectedBytes?: number;
}

/** @template Binary a stored file, in the words of whoever stores it */
export type DownloadAnswer<Binary> =
	| { kind: 'stored'; binary: Binary }
	/**
	 * Broken, stalled or truncated: may work the next time. `isAbsent`: nobody is there, or nobody has
	 * such a file.
	 */
	| { kind: 'broken'; problem: Problem; isAbsent?: true }
	/** A page, nothing, or the wrong type came: may be right the next time, or never. */
	| { kind: 'unusable'; problem: Problem }
	/** Not to be asked: wrong scheme, metadata address. */
	| Refused
	| Aborted;
