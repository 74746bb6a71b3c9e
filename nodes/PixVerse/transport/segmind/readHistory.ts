import { z } from 'zod';

import type { HistoryPage, HistoryRecord } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import { readUtcMs } from '../../domain/time';
import { findVideoUrl } from './findVideoUrl';
import { member } from './member';
import { amount, text } from './readJob';

/*
 * The request history, parsed once and as liberally as jobs are: no live key has been tried on it,
 * and Segmind's SDK names its fields only in docstrings.
 */

const rowSchema = z.record(z.string(), z.unknown()).catch({});

// `unknown` is said to be optional, since a key that is missing fails in zod 4 otherwise.
const anything = z.unknown().optional();

const historySchema = z.object({
	request_id: anything,
	model_name: text,
	model: text,
	model_status: text,
	status: text,
	credits_deduction: amount,
	generation_url: anything,
	latency_ms: amount,
	model_created: anything,
	created_at: anything,
	createdAt: anything,
	timestamp: anything,
	request_body: anything,
	error: anything,
});

/** One record of the request history. `generation_url` may be a text, a list or an object. */
export function readHistoryRecord(body: unknown): HistoryRecord | undefined {
	const raw = rowSchema.parse(member(body, 'data') ?? body);
	const parsed = historySchema.safeParse(raw);
	if (!parsed.success) return undefined;
	const { data } = parsed;
	const requestId = idOf(data.request_id);
	if (requestId === undefined) return undefined;
	const latencyMs = data.latency_ms;
	return {
		requestId,
		raw,
		...timeOf([data.model_created, data.created_at, data.createdAt, data.timestamp]),
		...omitUndefined({
			model: data.model_name ?? data.model,
			status: (data.model_status ?? data.status)?.trim().toUpperCase(),
			cost: data.credits_deduction,
			videoUrl: findVideoUrl({ output: data.generation_url }),
			inferenceTime: latencyMs === undefined ? undefined : latencyMs / 1000,
			requestBody: bodyOf(data.request_body),
			failureReason: reasonOf(data.error),
		}),
	};
}

function idOf(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' ? value.trim() || undefined : undefined;
}

function timeOf(values: unknown[]): Pick<HistoryRecord, 'createdAt' | 'createdAtMs'> {
	for (const value of values) {
		const createdAtMs = readUtcMs(value);
		const time = createdAtMs === undefined ? undefined : new Date(createdAtMs);
		if (time && Number.isFinite(time.getTime())) {
			return { createdAt: time.toISOString(), createdAtMs: time.getTime() };
		}
	}
	const written = values.find((value) => typeof value === 'string' && value !== '');
	return typeof written === 'string' ? { createdAt: written } : {};
}

/** "The inputs as sent": an object, or its JSON text. */
function bodyOf(value: unknown): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	try {
		const parsed = JSON.parse(value) as unknown;
		return typeof parsed === 'object' && parsed !== null ? parsed : value;
	} catch {
		return value || undefined;
	}
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

const LIST_NAMES = ['data', 'results', 'items', 'requests', 'records', 'request_history'];
const PAGING_NAMES = ['pagination', 'paging', 'meta', 'data'];

/**
 * A page of the history: a list, or an object that holds one, with what it says about its place.
 *
 * @returns undefined where there is no list
 */
export function readHistoryPage(body: unknown): HistoryPage | undefined {
	const holders = [body, member(body, 'data')];
	const list = [
		...holders,
		...holders.flatMap((holder) => LIST_NAMES.map((name) => member(holder, name))),
	].find(Array.isArray) as unknown[] | undefined;
	if (!list) return undefined;
	const told = (...names: string[]) =>
		[body, ...PAGING_NAMES.map((name) => member(body, name))]
			.flatMap((holder) => names.map((name) => amount.parse(member(holder, name))))
			.find((value) => value !== undefined);
	const totalPages = told('total_pages', 'totalPages');
	return {
		records: list.map(readHistoryRecord).filter((record) => record !== undefined),
		rowCount: list.length,
		...omitUndefined({
			page: told('page', 'current_page'),
			// 0 says nothing: an empty page ends the list, too.
			totalPages: totalPages !== undefined && totalPages > 0 ? totalPages : undefined,
			total: told('total', 'total_count'),
		}),
	};
}
