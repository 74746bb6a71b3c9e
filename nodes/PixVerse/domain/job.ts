import type { JobMetrics, JobState } from './answers';
import type { Problem } from './problem';

/** One item's job, judged and ready to be sent. */
export interface JobOrder {
	/** Index of the input item. */
	itemIndex: number;
	/** Segmind's name of the model. */
	slug: string;
	/** Run index, item index and a hash of what is ordered: the same order is never bought twice. */
	key: string;
	/** What the model usually takes. */
	usualDurationMs: number;
	/** False: hand back the request ID and leave. */
	wait: boolean;
	/** Builds the request body; uploads binaries first. Called only when a submit is needed. */
	buildBody(): Promise<BuiltBody>;
}

export type BuiltBody =
	| { kind: 'body'; body: Record<string, unknown> }
	| { kind: 'problem'; problem: Problem }
	| { kind: 'aborted' };

/** What the API gave about a finished job. */
export interface FinishedJob extends JobMetrics {
	/** Absent only in sync mode, whose answer may not name it. */
	requestId?: string;
	model: string;
	videoUrl?: string;
	lastFrameUrl?: string;
	seed?: number;
	/** Bytes, where stated. */
	fileSize?: number;
	/** The whole answer, for Run Other Model. */
	raw?: unknown;
	/** True where an earlier try paid for it. */
	resumed: boolean;
}

/** How an item's job ended. `T` is what the deliverer made of a finished one. */
export type JobOutcome<T> =
	| { kind: 'delivered'; value: T }
	| { kind: 'submitted'; requestId: string; model: string; resumed: boolean }
	| { kind: 'problem'; problem: Problem }
	/** Stopped by the user, or given up because another item failed. */
	| { kind: 'aborted' };

/** The last thing heard of a job. */
export type LastState = JobState | 'SUBMITTED' | 'COMPLETED';
