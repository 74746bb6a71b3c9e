// What the simulated Segmind is asked, what it does as it is told, and what it notes down.
import type {
	DownloadAnswer,
	SyncAnswer,
	UploadAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import type { Clock } from '../../../nodes/PixVerse/domain/clock';
import type { JobApi } from '../../../nodes/PixVerse/jobs/runJob';
import type { Fault, Phase } from './faults';

/** A stored file, as the fake's deliverer sees it. */
export interface FakeFile {
	of: string;
}

export interface SimulatedApi extends JobApi {
	/** Bytes of the job's video are what the run says they are. */
	download(requestId: string): Promise<DownloadAnswer<FakeFile>>;
	upload(sha256: string): Promise<UploadAnswer>;
	sync(body: Record<string, unknown>): Promise<SyncAnswer<FakeFile>>;
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
}

export interface SimulatedRequest {
	phase: Phase;
	/** The order's prompt, or the file's hash. */
	marker: string;
	at: number;
	endedAt?: number;
	refused: boolean;
	/** A download of a job whose size was told. */
	isSizeTold?: boolean;
	/** An upload that gave an address. */
	isUploaded?: boolean;
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
}
