import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { omitUndefined } from '../../domain/omitUndefined';
import { MAX_REUSE_HOURS } from '../../jobs/reuse/window';
import { isEmpty, toBoolean, toChoice, toNumber } from './coerce';
import { isTesting } from './isTesting';
import { DEFAULT_CONCURRENT_JOBS, DEFAULT_TIMEOUT_MINUTES } from './optionFields';
import {
	ok,
	readCollection,
	refusedInput,
	SET_TO_NOTHING,
	shownValue,
	type Reading,
} from './result';

/** What counts for the whole run; read from the first item. An absent limit is none. */
export interface RunOptions {
	timeoutMs: number;
	/** Unset means the automatic schedule. */
	pollIntervalMs?: number;
	maxConcurrentJobs: number;
	maxVideos?: number;
	/** US dollars in one execution, by estimate. */
	maxCost?: number;
	/** US dollars of the account today (UTC). */
	maxCostPerDay?: number;
	/** US dollars; unset means that credits are not asked for. */
	minimumCredits?: number;
	/** Unset: only after a crash; 0: never. */
	reuseHours?: number;
	dryRun: boolean;
	requestMode: 'async' | 'sync';
}

const MODES = ['async', 'sync'] as const;
const DRY_RUNS = ['whileTesting', 'always', 'off'] as const;

const MESSAGES = {
	timeout: 'Timeout must be a number of minutes above 0',
	pollInterval: 'Poll Interval must be a number of seconds above 0',
	maxConcurrentJobs: 'Max Concurrent Jobs must be a whole number from 1',
	maxVideos: 'Max Videos must be a whole number from 1',
	maxCost: 'Max Cost must be a number of US dollars from 0',
	maxCostPerDay: 'Max Cost per Day must be a number of US dollars from 0',
	minimumCredits: 'Stop If Credits Are Below must be a number from 0',
	reuseHours: `Reuse Equal Jobs must be a number of hours from 0 to ${MAX_REUSE_HOURS}`,
	dryRun: 'Dry Run must be whileTesting, always or off',
	requestMode: 'Request Mode must be async or sync',
};

const NAMES = [
	'timeout',
	'pollInterval',
	'maxConcurrentJobs',
	'maxVideos',
	'maxCost',
	'maxCostPerDay',
	'minimumCredits',
	'reuseHours',
	'dryRun',
	'requestMode',
] as const;

const positive = (message: string) =>
	z.number({ message }).positive({ message }).finite({ message }).optional();
const count = (message: string) =>
	z.number({ message }).int({ message }).min(1, { message }).optional();
const fromZero = (message: string) =>
	z.number({ message }).min(0, { message }).finite({ message }).optional();

function buildSchema() {
	return z.object({
		timeout: positive(MESSAGES.timeout),
		pollInterval: positive(MESSAGES.pollInterval),
		maxConcurrentJobs: count(MESSAGES.maxConcurrentJobs),
		maxVideos: count(MESSAGES.maxVideos),
		maxCost: fromZero(MESSAGES.maxCost),
		maxCostPerDay: fromZero(MESSAGES.maxCostPerDay),
		minimumCredits: fromZero(MESSAGES.minimumCredits),
		reuseHours: z
			.number({ message: MESSAGES.reuseHours })
			.min(0, { message: MESSAGES.reuseHours })
			.max(MAX_REUSE_HOURS, { message: MESSAGES.reuseHours })
			.optional(),
		dryRun: z.enum(DRY_RUNS, { message: MESSAGES.dryRun }).optional(),
		requestMode: z.enum(MODES, { message: MESSAGES.requestMode }).optional(),
	});
}

let schema: ReturnType<typeof buildSchema> | undefined;

/** Where Dry Run is given by an expression, true and false say it, too. */
function toDryRun(value: unknown): unknown {
	const isOn = toBoolean(value);
	if (typeof isOn === 'boolean') return isOn ? 'always' : 'off';
	return toChoice(value, DRY_RUNS);
}

/** Reads and judges the options that count for all items. */
export function readRunOptions(n8n: IExecuteFunctions): Reading<RunOptions> {
	const raw = readCollection(n8n, 'options', 0);
	const empty = NAMES.find((name) => name in raw && isEmpty(raw[name]));
	if (empty !== undefined) return refusedNothing(empty);
	// Built at the first run, not when n8n loads the node.
	schema ??= buildSchema();
	const parsed = schema.safeParse(coerced(raw));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return refusedInput(
			issue?.message ?? 'Options must hold values of the right kind',
			`Change it under Options. ${shownValue(raw[String(issue?.path[0])])}`,
		);
	}
	const { dryRun, pollInterval, timeout, maxConcurrentJobs, requestMode, ...limits } = parsed.data;
	const differing = itemOfOtherDryRun(n8n, dryRun ?? 'off');
	if (differing !== undefined) return refusedDifference(differing);
	// Asked even where it does not matter: a later try of this execution may only remember it.
	const testing = isTesting(n8n);
	return ok({
		...omitUndefined({
			...limits,
			pollIntervalMs: pollInterval === undefined ? undefined : pollInterval * 1000,
		}),
		timeoutMs: (timeout ?? DEFAULT_TIMEOUT_MINUTES) * 60_000,
		maxConcurrentJobs: maxConcurrentJobs ?? DEFAULT_CONCURRENT_JOBS,
		dryRun: dryRun === 'always' || (dryRun === 'whileTesting' && testing),
		requestMode: requestMode ?? 'async',
	});
}

/** The options in the types that they are judged in; what does not fit stays as it is. */
function coerced(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return {
		timeout: toNumber(raw.timeout),
		pollInterval: toNumber(raw.pollInterval),
		maxConcurrentJobs: toNumber(raw.maxConcurrentJobs),
		maxVideos: toNumber(raw.maxVideos),
		maxCost: toNumber(raw.maxCost),
		maxCostPerDay: toNumber(raw.maxCostPerDay),
		minimumCredits: toNumber(raw.minimumCredits),
		reuseHours: toNumber(raw.reuseHours),
		dryRun: toDryRun(raw.dryRun),
		requestMode: toChoice(raw.requestMode, MODES),
	};
}

/** A limit that an expression gives nothing for must not be off, nor a timeout be another one. */
function refusedNothing(name: (typeof NAMES)[number]): Reading<never> {
	return refusedInput(MESSAGES[name], SET_TO_NOTHING);
}

/** Dry Run counts for the whole run: an item that wants it otherwise must not be paid, nor be free. */
function itemOfOtherDryRun(n8n: IExecuteFunctions, first: string): number | undefined {
	const items = n8n.getInputData().length;
	for (let itemIndex = 1; itemIndex < items; itemIndex += 1) {
		const value = readRaw(n8n, itemIndex);
		if (value !== undefined && toDryRun(value) !== first) return itemIndex;
	}
	return undefined;
}

/** Dry Run of an item; an expression that fails spoils that item where its other options are read. */
function readRaw(n8n: IExecuteFunctions, itemIndex: number): unknown {
	try {
		const options = readCollection(n8n, 'options', itemIndex);
		return 'dryRun' in options ? (options.dryRun ?? null) : undefined;
	} catch {
		return undefined;
	}
}

function refusedDifference(itemIndex: number): Reading<never> {
	return refusedInput(
		'Dry Run must be the same for all items of a run',
		`Item ${itemIndex} has another value than item 0. Split the items, e.g. with an IF node, and use two PixVerse nodes. Nothing was sent.`,
	);
}
