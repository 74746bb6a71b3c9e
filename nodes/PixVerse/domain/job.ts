import type { JobResult, JobState } from './answers';
import type { Outcome } from './outcome';

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
	/** Whether the raw answer is part of what was paid for (Run Other Model). */
	keepsRaw: boolean;
	/** The body as the user wrote it, where it is sent so: numbers keep their spelling. */
	bodyText?: string;
	/** Fields of the body, which are its last, as the user wrote them: a JSON object. */
	extraText?: string;
	/** Builds the request body; uploads binaries first. Called only when a submit is needed. */
	buildBody(): Promise<Outcome<{ kind: 'body'; body: Record<string, unknown> }>>;
}

/** What the API gave about a finished job. */
export interface FinishedJob extends JobResult {
	/** Absent only in sync mode, whose answer may not name it. */
	requestId?: string;
	model: string;
	/** True where an earlier try paid for it. */
	resumed: boolean;
}

/** A job that is not waited for. */
export interface SubmittedJob {
	kind: 'submitted';
	requestId: string;
	model: string;
	/** PENDING is the history's word for a job that another execution has paid for. */
	state: JobState | 'PENDING';
	resumed: boolean;
}

/** The last thing heard of a job. */
export type LastState = JobState | 'SUBMITTED' | 'COMPLETED';
