import { z } from 'zod';

import type { JobMetrics, JobResult } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';
import type { ParsedBody } from '../http/json';
import { findVideo, readUrl } from './findVideoUrl';
import { isSafePathSegment } from './hosts';
import { member } from './member';

/*
 * Bodies about a job, parsed once. Schemas are liberal: an unexpected type reads as "not there",
 * never as an exception. Forms and their sources: docs.segmind.com async inference, Segmind's
 * Python SDK 1.3.0.
 */

/** A text, or nothing. */
export const text = z.string().optional().catch(undefined);

/** A number, also one written as text; never NaN or Infinity. */
export const amount = z
	.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
	.optional()
	.catch(undefined)
	.transform((value) =>
		value === undefined || !Number.isFinite(Number(value)) ? undefined : Number(value),
	);

const metricsSchema = z
	.object({ cost: amount, remaining_credits: amount, inference_time: amount })
	.catch({ cost: undefined, remaining_credits: undefined, inference_time: undefined });

const jobSchema = z
	.object({ status: text, metrics: metricsSchema.optional(), seed: amount })
	.catch({ status: undefined, metrics: undefined, seed: undefined });

/** An ID of another form is kept for people to read; it is never put into an address. */
const MAX_STRANGE_ID = 200;

/** The request ID that an answer states, in whatever form; undefined where there is none. */
export function readRequestId(body: unknown): string | undefined {
	for (const holder of [body, member(body, 'data')]) {
		const id = member(holder, 'request_id') ?? member(holder, 'requestId') ?? undefined;
		const stated = id === undefined ? undefined : idText(id);
		if (stated !== undefined) return stated;
	}
	return undefined;
}

function idText(id: unknown): string | undefined {
	if (typeof id === 'string') return id.trim() || undefined;
	// `false`, 0 and 0.5 are no IDs; elsewhere in the answer there may be one.
	if (typeof id === 'boolean') return undefined;
	if (typeof id === 'number' && !(Number.isSafeInteger(id) && id > 0)) return undefined;
	try {
		return JSON.stringify(id).slice(0, MAX_STRANGE_ID);
	} catch {
		return undefined; // nested too deeply to be written
	}
}

/** The request IDs that a text names as such, wherever they stand in it: in JSON, also within its texts. */
function namedRequestIds(text: string): string[] {
	// It begins with the quote: from a run of backslashes before it, each would be tried in turn.
	const found = text.matchAll(/(["'])request_?id\\*\1\s*:\s*\\*(["'])([^"'\\]{1,200})(?=\\*\2)/gi);
	return [...found].map(([, , , id]) => (id ?? '').trim()).filter((id) => id !== '');
}

function idInAddress(text: string): string | undefined {
	return /\/requests\/([A-Za-z0-9][\w.-]{7,99})(?=["'<\\/?#\s]|$)/.exec(text)?.[1];
}

const UUID = '[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}';

/** An ID of the known form in the address of a job: whoever writes it speaks of that job. */
const ADDRESS_OF_A_JOB = new RegExp(`/v[12]/requests/(${UUID})(?![\\w-])`, 'i');

/**
 * The ID that an answer names: the stated one, unless another can be put into an address and it
 * cannot; or that of the job whose address it tells.
 *
 * @param start the answer as text, or its beginning
 */
export function findRequestId(body: ParsedBody, start: string): string | undefined {
	const stated = body.kind === 'json' ? readRequestId(body.value) : undefined;
	const ids = [...(stated === undefined ? [] : [stated]), ...namedRequestIds(start)];
	return ids.find(isSafePathSegment) ?? ids[0] ?? ADDRESS_OF_A_JOB.exec(start)?.[1];
}

const IS_UUID = new RegExp(`^${UUID}$`, 'i');
const IN_WORDS = new RegExp(`\\brequest[\\s_-]?id\\W{0,4}(${UUID})\\b`, 'i');

/**
 * What may be a request ID in an answer that names none: following it is free. A refusal may hold
 * such an ID for Segmind's support, so it is for answers that refuse nothing.
 *
 * @param start the answer as text, or its beginning
 */
export function guessRequestId(body: ParsedBody, start: string): string | undefined {
	const value = body.kind === 'json' ? body.value : undefined;
	const plain = [value, member(value, 'data'), member(value, 'job')].map((it) => member(it, 'id'));
	const id = plain.find((it) => typeof it === 'string' && IS_UUID.test(it));
	return typeof id === 'string' ? id : IN_WORDS.exec(start)?.[1];
}

/** The request ID in what came of an answer before it broke off: what may be paid must be findable. */
export function salvageRequestId(start: string): string | undefined {
	const cut = { kind: 'other', text: start } as const;
	return findRequestId(cut, start) ?? idInAddress(start) ?? guessRequestId(cut, start);
}

/** State and metrics of a job's body, of either GET. */
export function readJob(body: unknown): {
	status: string | undefined;
	metrics: JobMetrics;
	seed: number | undefined;
} {
	const job = jobSchema.parse(body);
	return {
		status: job.status?.trim(),
		seed: job.seed,
		metrics: omitUndefined({
			cost: job.metrics?.cost,
			remainingCredits: job.metrics?.remaining_credits,
			inferenceTime: job.metrics?.inference_time,
		}),
	};
}

/** A completed job's answer (v2) or a synchronous one (v1), as one result. */
export function readResult(body: unknown): JobResult {
	const { metrics, seed } = readJob(body);
	const video = member(body, 'video');
	const fileSize = amount.parse(member(video, 'file_size'));
	return omitUndefined({
		...metrics,
		...findVideo(body),
		seed,
		lastFrameUrl:
			readUrl(member(video, 'last_frame_url')) ?? readUrl(member(body, 'last_frame_url')),
		fileSize: fileSize !== undefined && fileSize > 0 ? fileSize : undefined,
		raw: body,
	});
}
