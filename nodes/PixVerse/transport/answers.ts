import type { IBinaryData } from 'n8n-workflow';
import { z } from 'zod';

import type { Problem } from './problem';

/*
 * Every answer that Segmind can give, parsed once, as values that the rest of the node can decide
 * on. Schemas are liberal: an unexpected type reads as "not there", never as an exception.
 * Forms and their sources: docs.segmind.com async inference, Segmind's Python SDK 1.3.0.
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
	lastFrameUrl?: string;
	seed?: number;
	/** Bytes, as the API states them. */
	fileSize?: number;
	/** The whole parsed answer; only Run Other Model shows it. */
	raw: unknown;
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

type NotAnswered = RateLimited | Unreachable | Refused | { kind: 'aborted' };

export type SubmitAnswer =
	| { kind: 'accepted'; requestId: string }
	| RateLimited
	/** Certainly not accepted. `mayResend`: the same request may work in a moment. */
	| { kind: 'notAccepted'; problem: Problem; mayResend: boolean }
	/** Perhaps accepted, and then paid: must never be sent again. */
	| { kind: 'unknown'; problem: Problem };

export type StatusAnswer =
	| { kind: 'pending'; state: JobState }
	| ({ kind: 'completed' } & JobMetrics)
	| ({ kind: 'failed'; reason: string } & JobMetrics)
	| { kind: 'notFound' }
	| NotAnswered;

export type ResultAnswer =
	| { kind: 'completed'; result: JobResult }
	| { kind: 'pending'; state: JobState }
	| ({ kind: 'failed'; reason: string } & JobMetrics)
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
	createdAt?: string;
	requestBody?: unknown;
	failureReason?: string;
	/** The parsed record as it came. */
	raw: Record<string, unknown>;
}

export type HistoryAnswer =
	{ kind: 'found'; record: HistoryRecord } | { kind: 'notFound' } | NotAnswered;

export type HistoryPageAnswer = { kind: 'page'; records: HistoryRecord[] } | NotAnswered;

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

export type DownloadAnswer =
	| { kind: 'stored'; binary: IBinaryData }
	/** Broken, stalled, truncated, or of the wrong type: may work the next time. */
	| { kind: 'broken'; problem: Problem }
	/** Not to be asked: wrong scheme, metadata address. */
	| { kind: 'refused'; problem: Problem }
	| { kind: 'aborted' };

export type SyncAnswer =
	| { kind: 'stored'; binary: IBinaryData; requestId?: string; metrics: JobMetrics; seed?: number }
	| { kind: 'completed'; requestId?: string; result: JobResult }
	| RateLimited
	| { kind: 'notAccepted'; problem: Problem; mayResend: boolean }
	| { kind: 'unknown'; problem: Problem };

const text = z.string().optional().catch(undefined);
const amount = z
	.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
	.optional()
	.catch(undefined)
	.transform((value) =>
		value === undefined || !Number.isFinite(Number(value)) ? undefined : Number(value),
	);
const record = z.record(z.string(), z.unknown()).catch({});

const metricsSchema = z
	.object({ cost: amount, remaining_credits: amount, inference_time: amount })
	.catch({ cost: undefined, remaining_credits: undefined, inference_time: undefined });

const submitSchema = z
	.object({ request_id: z.unknown(), status: text })
	.catch({ request_id: undefined, status: undefined });

const jobSchema = z
	.object({ status: text, metrics: metricsSchema.optional(), seed: amount })
	.catch({ status: undefined, metrics: undefined, seed: undefined });

const historySchema = z.object({
	request_id: text,
	model_name: text,
	model_status: text,
	status: text,
	credits_deduction: amount,
	generation_url: z.unknown(),
	latency_ms: amount,
	model_created: text,
	created_at: text,
	createdAt: text,
	timestamp: text,
	request_body: z.unknown(),
	error: z.unknown(),
});

function defined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** The request ID of an accepted submit, in whatever form it came; undefined where there is none. */
export function readRequestId(body: unknown): string | undefined {
	const id = submitSchema.parse(body).request_id;
	if (typeof id === 'string') return id.trim() || undefined;
	if (typeof id === 'number') return String(id);
	return undefined;
}

/** State and metrics of a job's body, of either GET. */
export function readJob(body: unknown): { status?: string; metrics: JobMetrics; seed?: number } {
	const job = jobSchema.parse(body);
	return {
		status: job.status?.toUpperCase(),
		seed: job.seed,
		metrics: defined({
			cost: job.metrics?.cost,
			remainingCredits: job.metrics?.remaining_credits,
			inferenceTime: job.metrics?.inference_time,
		}),
	};
}

function httpUrl(value: unknown): string | undefined {
	return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value.trim())
		? value.trim()
		: undefined;
}

function member(value: unknown, name: string | number): unknown {
	if (typeof value !== 'object' || value === null) return undefined;
	return (value as Record<string | number, unknown>)[name];
}

/** Looks for the video's URL in every form that was seen or documented, likeliest first. */
export function findVideoUrl(body: unknown): string | undefined {
	const video = member(body, 'video');
	const output = member(body, 'output');
	const candidates = [
		member(video, 'url'),
		output,
		member(output, 0),
		member(member(output, 0), 'url'),
		member(output, 'url'),
		member(output, 'video_url'),
		member(member(output, 'video'), 'url'),
		member(member(member(body, 'videos'), 0), 'url'),
		member(member(body, 'videos'), 0),
		video,
		member(body, 'video_url'),
	];
	for (const candidate of candidates) {
		const url = httpUrl(candidate);
		if (url) return url;
	}
	return undefined;
}

/** A completed job's answer (v2) or a synchronous one (v1), as one result. */
export function readResult(body: unknown): JobResult {
	const { metrics, seed } = readJob(body);
	const video = member(body, 'video');
	const fileSize = amount.parse(member(video, 'file_size'));
	return defined({
		...metrics,
		seed,
		videoUrl: findVideoUrl(body),
		lastFrameUrl:
			httpUrl(member(video, 'last_frame_url')) ?? httpUrl(member(body, 'last_frame_url')),
		fileSize: fileSize !== undefined && fileSize > 0 ? fileSize : undefined,
		raw: body,
	});
}

/** One record of the request history. `generation_url` may be a text, a list or an object. */
export function readHistoryRecord(body: unknown): HistoryRecord | undefined {
	const raw = record.parse(member(body, 'data') ?? body);
	const parsed = historySchema.safeParse(raw);
	if (!parsed.success || parsed.data.request_id === undefined) return undefined;
	const data = parsed.data;
	const latencyMs = data.latency_ms;
	return defined({
		requestId: data.request_id as string,
		model: data.model_name,
		status: (data.model_status ?? data.status)?.toUpperCase(),
		cost: data.credits_deduction,
		videoUrl: findVideoUrl({ output: data.generation_url }),
		inferenceTime: latencyMs === undefined ? undefined : latencyMs / 1000,
		createdAt: data.model_created ?? data.created_at ?? data.createdAt ?? data.timestamp,
		requestBody: data.request_body,
		failureReason: reasonOf(data.error),
		raw,
	});
}

function reasonOf(error: unknown): string | undefined {
	if (error === undefined || error === null || error === '') return undefined;
	return typeof error === 'string' ? error : JSON.stringify(error).slice(0, 1000);
}

/** The records of a history page: a list, or an object that holds one. */
export function readHistoryPage(body: unknown): HistoryRecord[] | undefined {
	const list = [
		body,
		...['data', 'results', 'items', 'requests', 'records', 'request_history'].map((key) =>
			member(body, key),
		),
	].find(Array.isArray);
	if (!list) return undefined;
	return (list as unknown[]).map(readHistoryRecord).filter((entry) => entry !== undefined);
}

/** `{"credits":0.0,"free-credits":0.018}`, note the hyphen; undefined for any other body. */
export function readCredits(body: unknown): { credits: number; freeCredits: number } | undefined {
	const credits = amount.parse(member(body, 'credits'));
	const freeCredits =
		amount.parse(member(body, 'free-credits')) ?? amount.parse(member(body, 'free_credits'));
	if (credits === undefined && freeCredits === undefined) return undefined;
	return { credits: credits ?? 0, freeCredits: freeCredits ?? 0 };
}

/** Documentation says `urls`, Segmind's SDK `file_urls`. */
export function readUploadUrl(body: unknown): string | undefined {
	const lists = [member(body, 'file_urls'), member(body, 'urls'), body];
	const first = lists.find(Array.isArray) as unknown[] | undefined;
	return httpUrl(first?.[0]) ?? httpUrl(member(body, 'url')) ?? httpUrl(member(body, 'file_url'));
}
