import type { HistoryPage, HistoryPageQuery, HistoryRecord } from '../../domain/answers';
import type { Failed } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { dayRanges } from '../history/dayRanges';
import { JobRows } from '../history/jobRows';
import { endlessList, readPages, ROWS_PER_PAGE, type HistoryPort } from '../history/readPages';
import { currentRound, endRound, freshMemory, judgeEnds } from './judgeEnds';
import { quietListOf, quietness, type Quiet } from './quietList';
import { isSameChoice, type Watched } from './watched';
import type { QuietList, Round, WatchMemory } from './watchMemory';

/** 100,000 rows; an account of thousands of images a day has fewer in a month. */
const MAX_PAGES = 1_000;

/** One poll of the trigger. */
export interface WatchPoll {
	port: HistoryPort;
	/** Undefined at the first poll. */
	memory: WatchMemory | undefined;
	/** A hash of base URL and credential. */
	account: string;
	watched: Watched;
	/** Until when a 429 is waited out. */
	patientUntilMs: number;
}

export type Watching =
	| {
			kind: 'watched';
			/** One record a job, oldest first. */
			news: HistoryRecord[];
			/** What to remember; the memory of before, where nothing has changed. */
			memory: WatchMemory;
	  }
	| Failed;

/**
 * Reads the history once and tells which jobs have ended since the last poll. Where the time ends
 * in the middle of a long list, the next poll goes on there; a list that cannot be read changes
 * nothing.
 */
export async function watchJobs(poll: WatchPoll): Promise<Watching> {
	const { account, watched } = poll;
	const nowMs = poll.port.clock.dateMs();
	const known =
		poll.memory?.account === account ? poll.memory : freshMemory(account, watched, nowMs);
	const round = currentRound(known, watched, nowMs);
	const reading = await readRound(poll, known, round);
	if (reading.kind === 'problem') return reading;
	if (reading.quiet === 'soFar') return { kind: 'watched', news: [], memory: known };
	if (reading.quiet === 'surely') {
		return { kind: 'watched', news: [], memory: endRound({ ...known, watched }, round, nowMs) };
	}
	const judged = judgeEnds(known, { round, watched, nowMs, jobs: reading.jobs });
	if (reading.stoppedAt) {
		return { ...judged, kind: 'watched', memory: { ...judged.memory, round: reading.stoppedAt } };
	}
	const memory = endRound(judged.memory, round, nowMs);
	return { ...judged, kind: 'watched', memory: { ...memory, quiet: reading.list } };
}

type RoundRead =
	| {
			kind: 'read';
			jobs: HistoryRecord[];
			quiet: Quiet;
			/** Where the time ended. */
			stoppedAt?: Round;
			/** How the list looked, where every page was seen. */
			list?: QuietList | undefined;
	  }
	| Failed;

async function readRound(poll: WatchPoll, known: WatchMemory, round: Round): Promise<RoundRead> {
	const nowMs = poll.port.clock.dateMs();
	const ranges = dayRanges({ fromMs: round.fromMs, toMs: round.startedMs }, nowMs);
	const pages: HistoryPage[] = [];
	const mayBeQuiet = !round.at && !round.isFirst && isSameChoice(round.before, poll.watched);
	let quiet: Quiet = 'no';
	const port = withLastProblem(poll.port);
	const end = await readPages(
		port,
		{
			ranges,
			perPage: ROWS_PER_PAGE,
			maxPages: MAX_PAGES - ((round.at?.page ?? 1) - 1),
			patientUntilMs: poll.patientUntilMs,
			start: round.at,
		},
		(page) => {
			if (mayBeQuiet && pages.length === 0) quiet = quietness(page, ranges, known.quiet, nowMs);
			pages.push(page);
			return quiet === 'no' ? 'goOn' : 'enough';
		},
	);
	if (end.kind === 'problem') return end;
	if (end.kind === 'cut') return { kind: 'problem', problem: endlessList() };
	const jobs = jobsOf(pages);
	if (end.kind === 'enough') return { kind: 'read', jobs, quiet };
	if (end.kind === 'aborted') {
		if (pages.length === 0) return { kind: 'problem', problem: port.lastProblem() ?? tooSlow() };
		return { kind: 'read', jobs, quiet, stoppedAt: { ...round, at: end.at } };
	}
	const list = round.at ? undefined : quietListOf({ pages, ranges, fromMs: round.fromMs, nowMs });
	return { kind: 'read', jobs, quiet, list };
}

function jobsOf(pages: readonly HistoryPage[]): HistoryRecord[] {
	const rows = new JobRows();
	for (const { records } of pages) rows.add(records);
	return rows.all();
}

/** The same port, which keeps why the last answer was none. */
function withLastProblem(port: HistoryPort): HistoryPort & { lastProblem(): Problem | undefined } {
	let problem: Problem | undefined;
	return {
		clock: port.clock,
		stop: port.stop,
		async historyPage(query: HistoryPageQuery) {
			const answer = await port.historyPage(query);
			if ('problem' in answer) ({ problem } = answer);
			return answer;
		},
		lastProblem: () => problem,
	};
}

function tooSlow(): Problem {
	return {
		code: 'history-unreadable',
		message: "Segmind's request history did not come in time",
		description: 'n8n gives a poll only so long. Check the network between n8n and Segmind.',
		failure: { cause: 'temporarily-unavailable' },
	};
}
