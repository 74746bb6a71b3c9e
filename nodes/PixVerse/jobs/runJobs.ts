import type { Clock } from '../domain/clock';
import type { Aborted, Failed, Outcome } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import { runBatch } from './batch';
import { givenUp } from './jobProblems';
import { DownloadQueue } from './pacing/downloadQueue';
import { Pacer } from './pacing/pacer';
import { UsualDuration } from './pacing/pollSchedule';
import { raceStop, StopFan } from './stop';

/** What all jobs of a run have in common. */
export interface SharedRun {
	clock: Clock;
	/** Lets the requests of all jobs out at the account's rate. */
	pacer: Pacer;
	/** What the run's jobs take, learned on the way. */
	usual: UsualDuration;
	downloads: DownloadQueue;
	/** Aborts when the user stops the execution, or when a job's failure ends the run. */
	stop: AbortSignal;
}

/** A job's own signals; a signal that many listen to makes Node warn of a leak. */
export interface JobSignals {
	/** Aborts with the run's `stop`. */
	stop: AbortSignal;
	/** Aborts only when the user stops the execution, for what another job's failure must not cut off. */
	cancel: AbortSignal;
}

/** Works on one item; may throw. */
export type Work<Item, S extends { kind: string }> = (
	item: Item,
	signals: JobSignals,
) => Promise<Outcome<S>>;

/** A run of jobs. `S` is what a job that went well ends with. */
export interface JobsRun<Item, S extends { kind: string }> {
	clock: Clock;
	/** 0 to below 1. */
	random(): number;
	/** Aborts when the user presses Stop. */
	cancel: AbortSignal;
	/** Jobs at a time. */
	concurrency: number;
	/** Whether the first problem ends the run; never under "continue". */
	stopsAtFirstProblem: boolean;
	/** False where the documented durations tell little: behind a proxy, at the sandbox. */
	isDurationDocumented: boolean;
	/** Called once, before the first job. */
	prepare(shared: SharedRun): Work<Item, S>;
	/** What became of an item whose work threw. */
	problemOf(error: unknown, item: Item): Problem;
	/** Told of each item's end, after a Stop, too. */
	onEnd?(item: Item, outcome: Outcome<S>): void;
}

/** How a run ended. */
export type JobsEnd<Item, S> =
	| { kind: 'stopped' }
	/** The first problem ended it; what was under way has been seen to a safe end. */
	| { kind: 'failed'; item: Item; problem: Problem }
	/** Each item's end, in the order of the items. */
	| { kind: 'done'; ended: Array<{ item: Item; outcome: S | Failed }> };

/**
 * Conducts the jobs of a run: so many at a time, in order, paced together, until all have ended,
 * one fails where that counts for all, or the user stops it. Never throws what `work` throws.
 */
export async function runJobs<Item, S extends { kind: string }>(
	run: JobsRun<Item, S>,
	items: readonly Item[],
): Promise<JobsEnd<Item, S>> {
	const { cancel } = run;
	if (cancel.aborted) return { kind: 'stopped' };
	const stop = new AbortController();
	const cancelled = new AbortController();
	const onCancel = () => {
		cancelled.abort();
		stop.abort();
	};
	cancel.addEventListener('abort', onCancel, { once: true });
	try {
		const work = safeWork(run, stop.signal, cancelled.signal);
		// A submit under way goes on in the background after a Stop, to log its ID; nobody waits for it.
		const batch = await raceStop(
			cancel,
			runBatch(items, work, {
				concurrency: run.concurrency,
				isFatal: (outcome): outcome is Failed =>
					run.stopsAtFirstProblem && outcome.kind === 'problem',
				onFatal: () => stop.abort(),
				isStopped: () => stop.signal.aborted,
			}),
		);
		if (batch === undefined || cancel.aborted) return { kind: 'stopped' };
		if (batch.kind === 'done') return { kind: 'done', ended: batch.ended };
		return { kind: 'failed', item: batch.item, problem: batch.outcome.problem };
	} finally {
		cancel.removeEventListener('abort', onCancel);
	}
}

function isAborted(outcome: { kind: string }): outcome is Aborted {
	return outcome.kind === 'aborted';
}

/** The work of an item, with its own signals; what it throws becomes the item's problem. */
function safeWork<Item, S extends { kind: string }>(
	run: JobsRun<Item, S>,
	stop: AbortSignal,
	cancelled: AbortSignal,
): (item: Item) => Promise<S | Failed> {
	const { clock, random } = run;
	const stops = new StopFan(stop);
	const cancels = new StopFan(cancelled);
	const work = run.prepare({
		clock,
		pacer: new Pacer(clock, () => random(), stop),
		usual: new UsualDuration(run.isDurationDocumented),
		downloads: new DownloadQueue(clock),
		stop,
	});
	const workOn = async (item: Item): Promise<Outcome<S>> => {
		try {
			const signals = { stop: stops.childSignal(), cancel: cancels.childSignal() };
			return await work(item, signals);
		} catch (error) {
			return { kind: 'problem', problem: run.problemOf(error, item) };
		}
	};
	return async (item) => {
		const outcome = await workOn(item);
		run.onEnd?.(item, outcome);
		return isAborted(outcome) ? { kind: 'problem', problem: givenUp() } : outcome;
	};
}
