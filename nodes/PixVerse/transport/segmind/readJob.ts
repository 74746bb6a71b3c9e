import { z } from 'zod';

import type { JobMetrics, JobResult } from '../../domain/answers';
import { omitUndefined } from '../../domain/omitUndefined';

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

/** A member of an unknown value, or undefined. */
export function member(value: unknown, name: string | number): unknown {
	if (typeof value !== 'object' || value === null) return undefined;
	if (!Object.prototype.hasOwnProperty.call(value, name)) return undefined;
	return (value as Record<string | number, unknown>)[name];
}

/** An ID of another form is kept for people to read; it is never put into an address. */
const MAX_STRANGE_ID = 200;

/** The request ID of an accepted submit, in whatever form it came; undefined where there is none. */
export function readRequestId(body: unknown): string | undefined {
	const id = member(body, 'request_id');
	if (id === undefined || id === null) return undefined;
	if (typeof id === 'string') return id.trim() || undefined;
	try {
		return JSON.stringify(id).slice(0, MAX_STRANGE_ID);
	} catch {
		return undefined; // nested too deeply to be written
	}
}

/**
 * The request ID in an answer that cannot be read as a whole, or that names it only within its
 * addresses: what may be paid must be findable.
 *
 * @param body the text of the answer, perhaps only its beginning
 */
export function salvageRequestId(body: string): string | undefined {
	const named = /"request_id"\s*:\s*"([^"\\]{1,200})"/.exec(body);
	return (named ?? /\/requests\/([A-Za-z0-9][\w.-]{7,99})(?=["/?\s]|$)/.exec(body))?.[1];
}

/** State and metrics of a job's body, of either GET. */
export function readJob(body: unknown): { status?: string; metrics: JobMetrics; seed?: number } {
	const job = jobSchema.parse(body);
	return {
		status: job.status?.toUpperCase(),
		seed: job.seed,
		metrics: omitUndefined({
			cost: job.metrics?.cost,
			remainingCredits: job.metrics?.remaining_credits,
			inferenceTime: job.metrics?.inference_time,
		}),
	};
}

/** An absolute address of any scheme: `file:` and the like are refused later, by name. */
export function readUrl(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const url = value.trim();
	// A model that answers with text may say "Note: …"; that is no address.
	return /^([a-z][a-z0-9+.-]*:\/\/|(data|file|blob|javascript):)\S+$/i.test(url) ? url : undefined;
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
		const url = readUrl(candidate);
		if (url) return url;
	}
	return undefined;
}

/** A completed job's answer (v2) or a synchronous one (v1), as one result. */
export function readResult(body: unknown): JobResult {
	const { metrics, seed } = readJob(body);
	const video = member(body, 'video');
	const fileSize = amount.parse(member(video, 'file_size'));
	return omitUndefined({
		...metrics,
		seed,
		videoUrl: findVideoUrl(body),
		lastFrameUrl:
			readUrl(member(video, 'last_frame_url')) ?? readUrl(member(body, 'last_frame_url')),
		fileSize: fileSize !== undefined && fileSize > 0 ? fileSize : undefined,
		raw: body,
	});
}
