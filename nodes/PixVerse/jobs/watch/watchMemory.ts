import { omitUndefined } from '../../domain/omitUndefined';
import type { PagePosition } from '../history/readPages';
import { WATCHED_EVENTS, type Watched } from './watched';

/** Comparable request ID to the moment at which the job was ordered. */
type OrderedAt = Map<string, number>;

/** One reading of the whole list; where a poll's time ends, the next goes on with it. */
export interface Round {
	startedMs: number;
	/** What was ordered before this is not looked at. */
	fromMs: number;
	/** Nobody has watched before: what is seen as ended is not news. */
	isFirst: boolean;
	/** What was watched before this round. */
	before: Watched;
	/** The next page; absent in a round that has not begun. */
	at?: PagePosition;
}

/** How the list looked when it was last read as a whole and took more than one page. */
export interface QuietList {
	/** A hash of its first page, its size and its range of days. */
	mark: string;
	readMs: number;
}

/**
 * What the trigger knows. All moments in milliseconds since 1970. n8n saves it only when a poll
 * emits and at activation, so everything in it must stay right however old it is.
 */
export interface WatchMemory {
	/** A hash of base URL and credential: another account begins afresh. */
	account: string;
	firstMs: number;
	/** When the last round began that saw every page. Never goes back. */
	readMs: number;
	watched: Watched;
	/** Chosen jobs that were seen as ended. */
	ended: OrderedAt;
	/** Jobs that nobody chose and that were seen as ended, of the last hour: for a change of choice. */
	passed: OrderedAt;
	/** Under way at the first poll, and ordered too early to be news by their time alone. */
	underWay: OrderedAt;
	round?: Round | undefined;
	quiet?: QuietList | undefined;
}

const VERSION = 1;

/** As plain JSON, for n8n's static data. */
export function storedMemory(memory: WatchMemory): Record<string, unknown> {
	const { ended, passed, underWay, ...rest } = memory;
	return {
		version: VERSION,
		...omitUndefined(rest),
		ended: Object.fromEntries(ended),
		passed: Object.fromEntries(passed),
		underWay: Object.fromEntries(underWay),
	};
}

/** @returns undefined for anything that this version did not write: the trigger begins afresh */
export function readMemory(stored: unknown): WatchMemory | undefined {
	if (!isObject(stored) || stored.version !== VERSION) return undefined;
	const { account, firstMs, readMs } = stored;
	const watched = readWatched(stored.watched);
	const [ended, passed, underWay] = [stored.ended, stored.passed, stored.underWay].map(readTimes);
	if (typeof account !== 'string' || !isMoment(firstMs) || !isMoment(readMs)) return undefined;
	if (!watched || !ended || !passed || !underWay) return undefined;
	return {
		account,
		firstMs,
		readMs,
		watched,
		ended,
		passed,
		underWay,
		round: readRound(stored.round),
		quiet: readQuiet(stored.quiet),
	};
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isMoment(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

function readTimes(stored: unknown): OrderedAt | undefined {
	if (!isObject(stored)) return undefined;
	const times: OrderedAt = new Map();
	for (const [id, ms] of Object.entries(stored)) if (isMoment(ms)) times.set(id, ms);
	return times;
}

function readWatched(stored: unknown): Watched | undefined {
	if (!isObject(stored)) return undefined;
	const event = WATCHED_EVENTS.find((name) => name === stored.event);
	const { models } = stored;
	if (event === undefined) return undefined;
	if (models === 'any') return { event, models };
	if (!Array.isArray(models)) return undefined;
	return { event, models: models.map(String) };
}

function readRound(stored: unknown): Round | undefined {
	if (!isObject(stored) || !isObject(stored.at)) return undefined;
	const { startedMs, fromMs, isFirst } = stored;
	const { range, page } = stored.at;
	const before = readWatched(stored.before);
	if (!isMoment(startedMs) || !isMoment(fromMs) || !before) return undefined;
	if (!isMoment(range) || !isMoment(page)) return undefined;
	return { startedMs, fromMs, isFirst: isFirst === true, before, at: { range, page } };
}

function readQuiet(stored: unknown): QuietList | undefined {
	if (!isObject(stored)) return undefined;
	const { mark, readMs } = stored;
	return typeof mark === 'string' && isMoment(readMs) ? { mark, readMs } : undefined;
}
