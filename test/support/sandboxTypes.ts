// What tests use of the sandbox, until the sandbox itself is TypeScript and says so.

export type Phase =
	| 'submit'
	| 'status'
	| 'result'
	| 'sync'
	| 'upload'
	| 'history'
	| 'historyList'
	| 'credits'
	| 'download'
	| 'asset'
	| 'other';

/** One request, as it came and what became of it. See test/sandbox/records. */
export interface RequestRecord {
	n: number;
	at: number;
	endedAt: number | null;
	method: string;
	path: string;
	query: Record<string, string>;
	host: string;
	phase: Phase;
	slug: string | null;
	requestId: string | null;
	key: 'valid' | 'invalid' | 'none';
	keySeen: boolean;
	headers: Record<string, string>;
	body: unknown;
	status: number | null;
	fault: string | null;
	accepted: boolean;
}

/** One job as `sandbox.jobs` shows it. */
export interface JobView {
	requestId: string;
	model: string;
	body: Record<string, unknown>;
	via: string;
	status: string;
	error: string | null;
	cost: number;
	charged: boolean;
	createdAt: number;
	finishesAt: number;
	expired: boolean;
}

/** A fault with the parameters of its kind; see the sandbox's README. */
export interface Fault {
	kind: string;
	phase?: string | string[];
	times?: number;
	after?: number;
	probability?: number;
	match?: { bodyContains?: string; requestId?: string; slug?: string };
	[parameter: string]: unknown;
}

export interface SandboxOptions {
	jobDurationMs?: number | ((body: unknown, n: number, slug: string) => number);
	faults?: Fault[];
	[option: string]: unknown;
}

export interface Sandbox {
	url: string;
	port: number;
	requests: RequestRecord[];
	jobs: JobView[];
	acceptedSubmits(): RequestRecord[];
	addFault(fault: Fault): void;
	clearFaults(): void;
	credits(): { credits: number; freeCredits: number };
	reset(): void;
	configure(partial: SandboxOptions): void;
	expire(requestId: string): boolean;
	close(): Promise<void>;
}
