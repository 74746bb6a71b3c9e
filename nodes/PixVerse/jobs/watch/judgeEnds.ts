import type { HistoryRecord } from '../../domain/answers';
import { comparableId } from '../../domain/requestId';
import { CLOCK_TOLERANCE_MS } from '../history/collect';
import { rowState } from '../history/jobRows';
import { isSameChoice, isWatchedEnd, type Watched } from './watched';
import type { Round, WatchMemory } from './watchMemory';

const HOUR_MS = 3_600_000;
const MAX_PAUSE_MS = 31 * 24 * HOUR_MS;

/** A row may come this late, and a job may be under way for so long. */
const KEEP_MS = 24 * HOUR_MS + CLOCK_TOLERANCE_MS;

/** A job that was ordered so long before the first poll, and whose row came only later, is news. */
const BEFORE_FIRST_MS = HOUR_MS + CLOCK_TOLERANCE_MS;

/** Nothing is known yet, and the first reading is about to begin. */
export function freshMemory(account: string, watched: Watched, nowMs: number): WatchMemory {
	return {
		account,
		firstMs: nowMs,
		readMs: nowMs,
		watched,
		ended: new Map(),
		passed: new Map(),
		underWay: new Map(),
		round: {
			startedMs: nowMs,
			fromMs: nowMs - KEEP_MS,
			isFirst: true,
			before: watched,
		},
	};
}

/** The round that this poll works on: the one that the last poll had no time to finish, or a new one. */
export function currentRound(memory: WatchMemory, watched: Watched, nowMs: number): Round {
	const { round } = memory;
	// What the round has read so far was judged by another choice: it begins again.
	if (round && isSameChoice(memory.watched, watched)) return round;
	if (round) return { startedMs: nowMs, ...omitPlace(round) };
	return {
		startedMs: nowMs,
		fromMs: Math.max(memory.readMs - KEEP_MS, nowMs - MAX_PAUSE_MS),
		isFirst: false,
		before: memory.watched,
	};
}

function omitPlace({ fromMs, isFirst, before }: Round): Omit<Round, 'at' | 'startedMs'> {
	return { fromMs, isFirst, before };
}

/** What was read in a round, or in a part of it. */
export interface RoundReading {
	round: Round;
	watched: Watched;
	nowMs: number;
	/** One record a job. */
	jobs: readonly HistoryRecord[];
}

export interface Judged {
	/** Jobs that have ended since the last look and that the user wants to hear of, oldest first. */
	news: HistoryRecord[];
	memory: WatchMemory;
}

/**
 * Which ends are news. Each job is once: its ID is kept as long as its row can be looked at again.
 *
 * @param known is left as it is
 */
export function judgeEnds(known: WatchMemory, reading: RoundReading): Judged {
	const { round, watched, nowMs, jobs } = reading;
	const memory: WatchMemory = {
		...known,
		watched,
		ended: new Map(known.ended),
		passed: new Map(known.passed),
		underWay: new Map(known.underWay),
	};
	const news: HistoryRecord[] = [];
	for (const job of jobs) {
		// A time that cannot be read counts as inside, as long as the job is listed.
		const orderedMs = job.createdAtMs ?? nowMs;
		if (orderedMs < round.fromMs) continue;
		const id = comparableId(job.requestId);
		if (rowState(job) === 'underWay') {
			if (round.isFirst && orderedMs < firstNewsMs(memory)) memory.underWay.set(id, orderedMs);
			continue;
		}
		if (isNews(memory, reading, job, orderedMs)) news.push(job);
		remember(memory, reading, job, orderedMs);
	}
	return { news: inOrder(news), memory };
}

function firstNewsMs({ firstMs }: WatchMemory): number {
	return firstMs - BEFORE_FIRST_MS;
}

function isNews(
	memory: WatchMemory,
	{ round, watched, nowMs }: RoundReading,
	job: HistoryRecord,
	orderedMs: number,
): boolean {
	if (round.isFirst || !isWatchedEnd(job, watched)) return false;
	const id = comparableId(job.requestId);
	if (memory.ended.has(id) || memory.passed.has(id)) return false;
	if (orderedMs < firstNewsMs(memory) && !memory.underWay.has(id)) return false;
	// A memory may be many hours old when the user chooses other models: a change counts from now.
	return isWatchedEnd(job, round.before) || orderedMs >= nowMs - BEFORE_FIRST_MS;
}

function remember(
	memory: WatchMemory,
	{ watched, nowMs }: RoundReading,
	job: HistoryRecord,
	orderedMs: number,
): void {
	const id = comparableId(job.requestId);
	memory.underWay.delete(id);
	if (memory.ended.has(id) || isWatchedEnd(job, watched)) memory.ended.set(id, orderedMs);
	else if (orderedMs >= nowMs - BEFORE_FIRST_MS) memory.passed.set(id, orderedMs);
}

function inOrder(jobs: HistoryRecord[]): HistoryRecord[] {
	const timeOf = ({ createdAtMs }: HistoryRecord) => createdAtMs ?? Number.MAX_SAFE_INTEGER;
	return jobs.sort((one, other) => timeOf(one) - timeOf(other));
}

/** Ends a round that saw every page, and forgets what no later round will look at. */
export function endRound(memory: WatchMemory, round: Round, nowMs: number): WatchMemory {
	// A clock that is set back must not bring back what was forgotten.
	const readMs = Math.max(memory.readMs, round.startedMs);
	const since = (times: Map<string, number>, fromMs: number) =>
		new Map([...times].filter(([, orderedMs]) => orderedMs >= fromMs));
	return {
		...memory,
		round: undefined,
		readMs,
		ended: since(memory.ended, readMs - KEEP_MS),
		passed: since(memory.passed, nowMs - BEFORE_FIRST_MS),
		underWay: since(memory.underWay, readMs - KEEP_MS),
	};
}
