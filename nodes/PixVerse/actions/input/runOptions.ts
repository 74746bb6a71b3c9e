import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { toBoolean, toChoice, toNumber } from './coerce';
import { DEFAULT_CONCURRENT_JOBS, DEFAULT_TIMEOUT_MINUTES } from './optionFields';
import { ok, readCollection, refusedInput, shownValue, type Reading } from './result';

/** What counts for the whole run; read from the first item. */
export interface RunOptions {
	timeoutMs: number;
	/** Unset means the automatic schedule. */
	pollIntervalMs?: number;
	maxConcurrentJobs: number;
	/** Unset means no limit. */
	maxVideos?: number;
	/** US dollars; unset means that credits are not asked for. */
	minimumCredits?: number;
	dryRun: boolean;
	requestMode: 'async' | 'sync';
}

const positive = (message: string) =>
	z.number({ message }).positive({ message }).finite({ message });
const count = (message: string) => z.number({ message }).int({ message }).min(1, { message });

const MESSAGES = {
	timeout: 'Timeout must be a number of minutes above 0',
	pollInterval: 'Poll Interval must be a number of seconds above 0',
	maxConcurrentJobs: 'Max Concurrent Jobs must be a whole number from 1',
	maxVideos: 'Max Videos must be a whole number from 1',
	minimumCredits: 'Stop If Credits Are Below must be a number from 0',
	dryRun: 'Dry Run must be true or false',
	requestMode: 'Request Mode must be async or sync',
};

let schema: z.ZodTypeAny | undefined;

/** Built at the first run, not when n8n loads the node. */
function batchSchema(): z.ZodTypeAny {
	schema ??= z.object({
		timeout: positive(MESSAGES.timeout).optional(),
		pollInterval: positive(MESSAGES.pollInterval).optional(),
		maxConcurrentJobs: count(MESSAGES.maxConcurrentJobs).optional(),
		maxVideos: count(MESSAGES.maxVideos).optional(),
		minimumCredits: z
			.number({ message: MESSAGES.minimumCredits })
			.min(0, { message: MESSAGES.minimumCredits })
			.optional(),
		dryRun: z.boolean({ message: MESSAGES.dryRun }).optional(),
		requestMode: z
			.string({ message: MESSAGES.requestMode })
			.refine((mode) => mode === 'async' || mode === 'sync', { message: MESSAGES.requestMode })
			.optional(),
	});
	return schema;
}

interface ParsedOptions {
	timeout?: number;
	pollInterval?: number;
	maxConcurrentJobs?: number;
	maxVideos?: number;
	minimumCredits?: number;
	dryRun?: boolean;
	requestMode?: 'async' | 'sync';
}

/** Reads and judges the options that count for all items. */
export function readRunOptions(n8n: IExecuteFunctions): Reading<RunOptions> {
	const raw = readCollection(n8n, 'options', 0);
	const parsed = batchSchema().safeParse({
		timeout: toNumber(raw.timeout),
		pollInterval: toNumber(raw.pollInterval),
		maxConcurrentJobs: toNumber(raw.maxConcurrentJobs),
		maxVideos: toNumber(raw.maxVideos),
		minimumCredits: toNumber(raw.minimumCredits),
		dryRun: toBoolean(raw.dryRun),
		requestMode: toChoice(raw.requestMode, ['async', 'sync']),
	});
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return refusedInput(
			issue.message,
			`Change it under Options. ${shownValue(raw[String(issue.path[0])])}`,
		);
	}
	const options = parsed.data as ParsedOptions;
	const { pollInterval, maxVideos, minimumCredits } = options;
	return ok({
		timeoutMs: (options.timeout ?? DEFAULT_TIMEOUT_MINUTES) * 60_000,
		...(pollInterval === undefined ? {} : { pollIntervalMs: pollInterval * 1000 }),
		maxConcurrentJobs: options.maxConcurrentJobs ?? DEFAULT_CONCURRENT_JOBS,
		...(maxVideos === undefined ? {} : { maxVideos }),
		...(minimumCredits === undefined ? {} : { minimumCredits }),
		dryRun: options.dryRun ?? false,
		requestMode: options.requestMode ?? 'async',
	});
}
