// The words of the simulated Segmind: its jobs, what it was asked, and what a run wants of it.
import type {
	CreditsAnswer,
	DownloadAnswer,
	HistoryPageAnswer,
	HistoryPageQuery,
	RateLimited,
	SyncAnswer,
	UploadAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import type { Clock } from '../../../nodes/PixVerse/domain/clock';
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import type { RecordedFile } from '../../../nodes/PixVerse/jobs/reuse/claims';
import type { JobApi } from '../../../nodes/PixVerse/jobs/runJob';
import type { Fault, Phase } from './faults';

/** What a video costs. */
export const VIDEO_USD = 0.5;

/** Which order a prompt stands for, without what an expression has added that evaluates anew. */
export function orderOf(prompt: string): string {
	return prompt.replace(/ #\d+$/, '');
}

/** A stored file, as the fake's deliverer sees it. */
export interface FakeFile {
	of: string;
}

export interface SimulatedApi extends JobApi {
	/** Bytes of the job's video are what the run says they are. */
	download(requestId: string): Promise<DownloadAnswer<FakeFile>>;
	upload(sha256: string): Promise<UploadAnswer>;
	sync(body: Record<string, unknown>): Promise<SyncAnswer<FakeFile>>;
	credits(): Promise<CreditsAnswer>;
	historyPage: (query: HistoryPageQuery) => Promise<HistoryPageAnswer>;
	/** Reads an uploaded file. */
	recordedFile: (address: string) => Promise<FreeAnswer<{ kind: 'file'; file: RecordedFile }>>;
}

export type FreeAnswer<S> = S | { kind: 'aborted' } | { kind: 'problem'; problem: Problem };

/** Who calls: an item, in the life of an execution's memory. */
export interface Caller {
	/** Executions that share what n8n keeps are one life. */
	life: number;
	/** -1 where it is not about one item. */
	item: number;
	executionId?: string;
}

export interface SimulatedJob {
	requestId: string;
	marker: string;
	at: number;
	doneAt: number;
	fails: boolean;
	/** Whether the last answer about its video stated its size. */
	isSizeTold: boolean;
	/** Whether the client was told of it by an answer that it can use. */
	isTold: boolean;
	/** The form in which an answer that leaves its outcome open named it. */
	namedAs?: string;
	/** Absent for what was there before. */
	caller?: Caller;
	body: Readonly<Record<string, unknown>>;
	/** When the list of all jobs begins to name it. */
	listedAt: number;
	/** In the list, but unknown by its ID. */
	isTeammates?: boolean;
	/** Completed without an address. */
	hasNoUrl?: boolean;
}

export interface SimulatedRequest extends Caller {
	phase: Phase;
	/** The order's prompt, or the file's hash. */
	marker: string;
	/** The job that it asks about. */
	requestId?: string;
	/** A result that named an address. */
	isAddressTold?: boolean;
	at: number;
	endedAt?: number;
	refused: boolean;
	/** A download of a job whose size was told. */
	isSizeTold?: boolean;
	/** An upload that gave an address. */
	isUploaded?: boolean;
	/** A free call that was answered as it should be. */
	isServed?: boolean;
	/** A recorded file that is no more. */
	isGone?: boolean;
	/** What a paid call ended with, for its client. */
	outcome?: 'success' | RateLimited['kind'] | 'notAccepted' | 'unknown';
}

export interface SegmindOptions {
	clock: Clock;
	/** Of every call. */
	latencyMs?: number | undefined;
	/** Of a download, beside the latency. */
	transferMs?: number | undefined;
	/** By the job's number from 0. */
	jobDurationMs?: number | ((n: number) => number) | undefined;
	/** Fixed windows, downloads excepted. */
	rateLimitPerMinute?: number | undefined;
	/** Whether a 429 says how long to wait. */
	tellsReset?: boolean | undefined;
	/** Stated in each result. */
	fileSize?: number | undefined;
	/** The fault of a call, `n` counting the calls of that phase and item. */
	faultFor?: ((call: { phase: Phase; marker: string; n: number }) => Fault | undefined) | undefined;
	/** Polls find a job for so long. */
	recordTtlMs?: number | undefined;
	/** Once polls no longer find a job, its ID is unknown in the history, too; it is listed. */
	historyForgets?: boolean | undefined;
	/** US dollars in the account at the beginning; each video that was made takes VIDEO_USD. */
	credits?: number | undefined;
	/** From then on the file host answers with this. */
	filesDie?: { atMs: number; httpCode: number } | undefined;
	/** What the account's history knows from before. */
	earlier?: readonly SimulatedJob[] | undefined;
	/** How long after its order a job is listed. */
	listedAfterMs?: (() => number) | undefined;
	/** Rows of a page of the list, at most. */
	rowsPerPage?: number | undefined;
}
