import type { ShapeOption } from '../options';
import type { Phase } from '../phases';
import type { JsonObject } from '../protocol';

/** Where an error answer may name the ID of the job that it has made. */
export type IdPlace = 'request_id' | 'id' | 'nested' | 'text' | 'header';

export type ResetFormat = 'iso' | 'space' | 'epochSeconds' | 'epochMs' | 'garbage';

interface GivenBody {
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
}

/** In the place of Segmind: the request is not looked at, nothing is accepted. */
export interface ReplacingParameters {
	status: GivenBody & { status: number };
	rateLimit: { resetMs?: number; resetFormat?: ResetFormat; retryAfterS?: number };
	redirect: { location: string; status?: number };
	expired: object;
	wrongType: object;
	notVideo: { body?: 'html' | 'garbage'; bytes?: number };
	/** `{"status":"error"}`, which is a gateway's word and not the job's. */
	gatewayError: { status?: number; fields?: JsonObject };
	/** FAILED under 422, of a request that nobody asked about. */
	foreignFailure: { requestId?: string; error?: string };
}

/** The genuine answer, changed: the request is carried out, so a submit IS accepted. */
export interface AlteringParameters {
	acceptedThen504: GivenBody;
	badJson: object;
	hugeJson: { bytes?: number };
	deepJson: { depth?: number };
	jsonWith: { fields?: JsonObject; without?: string[]; status?: number };
	noUrl: object;
	noRequestId: { keepUrls?: boolean };
	weirdRequestId: { id?: unknown };
	/** Accepted, and answered with an error that names the job's ID. */
	acceptedThenStatus: { status: number; idIn?: IdPlace; fields?: JsonObject };
	/** The result stays so, though the status says COMPLETED. */
	stuckResult: { status?: 'QUEUED' | 'PROCESSING' };
	/** Other bytes than a video's; the type is what they are called. */
	otherFile: { contentType: string; text?: string; base64?: string };
}

/** How an answer is brought to the client, or not. */
export interface DeliveringParameters {
	reset: { clean?: boolean };
	timeout: object;
	acceptedThenReset: { clean?: boolean };
	acceptedThenTimeout: object;
	stall: { bytes?: number };
	truncate: { bytes?: number };
	truncateSilently: { bytes?: number };
	slowDrip: { bytesPerStep?: number; everyMs?: number };
}

/** These go together with others. */
export interface AddingParameters {
	/** Waits before anything is done. */
	latency: { ms: number };
	/** Changes the job that a submit makes. */
	job: {
		fails?: string;
		durationMs?: number;
		videoBytes?: number;
		resultShape?: ShapeOption;
		outputs?: number;
		historyDelayMs?: number;
	};
	/** Jobs younger than this are not in the history yet. */
	lateRows: { ms: number };
	/** Rows in forms that nobody expects; `insert` puts others before them. */
	oddRows: {
		without?: string[];
		fields?: JsonObject;
		every?: number;
		contains?: string;
		insert?: unknown[];
	};
	/** The clock that writes the history's times is ahead, or, below zero, behind. */
	skewedClock: { ms: number };
	/** Each page of the history names a further one, and is never empty. */
	endlessList: object;
}

type Parameters = ReplacingParameters &
	AlteringParameters &
	DeliveringParameters &
	AddingParameters;

export type FaultKind = keyof Parameters;
export type ReplacingKind = keyof ReplacingParameters;
export type AlteringKind = keyof AlteringParameters;
export type DeliveringKind = keyof DeliveringParameters;
export type AddingKind = keyof AddingParameters;

/** When a fault applies. */
export interface FaultTarget {
	/** '*' when not given. */
	phase?: Phase | '*' | ReadonlyArray<Phase | '*'>;
	/** At most so often. */
	times?: number;
	/** Not to the first so many requests that it matches. */
	after?: number;
	/** Not before so many ms since it was added. */
	afterMs?: number;
	/** Only so many ms since it was added. */
	untilMs?: number;
	/** From the sandbox's seed and the fault's place. */
	probability?: number;
	/** `bodyContains` looks at the request's own body, or at its job's. */
	match?: { bodyContains?: string; requestId?: string; slug?: string };
}

/** A fault of one kind, or of any: README.md explains each. */
export type Fault<Kind extends FaultKind = FaultKind> = {
	[K in Kind]: { kind: K } & FaultTarget & Parameters[K];
}[Kind];
