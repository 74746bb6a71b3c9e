import { z } from 'zod';

import type { HistoryRecord } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { amount, findVideoUrl, member, readUrl, text } from './readJob';

/*
 * Bodies about the account: its history, credits and files, parsed once, as liberally as jobs are.
 */

const record = z.record(z.string(), z.unknown()).catch({});

// `unknown` is said to be optional, since a key that is missing fails in zod 4 otherwise.
const historySchema = z.object({
	request_id: text,
	model_name: text,
	model_status: text,
	status: text,
	credits_deduction: amount,
	generation_url: z.unknown().optional(),
	latency_ms: amount,
	model_created: text,
	created_at: text,
	createdAt: text,
	timestamp: text,
	request_body: z.unknown().optional(),
	error: z.unknown().optional(),
});

/** One record of the request history. `generation_url` may be a text, a list or an object. */
export function readHistoryRecord(body: unknown): HistoryRecord | undefined {
	const raw = record.parse(member(body, 'data') ?? body);
	const parsed = historySchema.safeParse(raw);
	if (!parsed.success) return undefined;
	const { data } = parsed;
	const requestId = data.request_id;
	if (requestId === undefined) return undefined;
	const latencyMs = data.latency_ms;
	return {
		requestId,
		raw,
		...omitUndefined({
			model: data.model_name,
			status: (data.model_status ?? data.status)?.toUpperCase(),
			cost: data.credits_deduction,
			videoUrl: findVideoUrl({ output: data.generation_url }),
			inferenceTime: latencyMs === undefined ? undefined : latencyMs / 1000,
			createdAt: data.model_created ?? data.created_at ?? data.createdAt ?? data.timestamp,
			requestBody: data.request_body,
			failureReason: reasonOf(data.error),
		}),
	};
}

function reasonOf(error: unknown): string | undefined {
	if (error === undefined || error === null || error === '') return undefined;
	if (typeof error === 'string') return error;
	try {
		return JSON.stringify(error).slice(0, 1000);
	} catch {
		return 'no reason given'; // nested too deeply to be written
	}
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
	return readUrl(first?.[0]) ?? readUrl(member(body, 'url')) ?? readUrl(member(body, 'file_url'));
}
