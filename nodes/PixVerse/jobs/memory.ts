import { omitUndefined } from '../domain/omitUndefined';

/**
 * What an execution knows of its paid jobs. It lies in n8n's node context, which lives through
 * Retry On Fail and through "Retry execution" of a failed run, so a later try picks a job up
 * instead of buying it again. Plain JSON only: n8n saves it with the execution.
 */
export type JobRecord<Kept = unknown> =
	/** A submit is or was on its way, and nobody knows whether it was accepted. Never sent again. */
	| { state: 'unknown'; model: string; requestId?: string }
	/** Paid; to be polled and fetched. */
	| { state: 'accepted'; model: string; requestId: string; acceptedAtMs: number }
	/** Cost nothing; the next try may order it anew. */
	| { state: 'failed'; model: string; requestId: string }
	/** Sync mode: nothing can be fetched again, so the outcome itself is kept. */
	| { state: 'delivered'; model: string; requestId?: string; outcome: Kept };

interface Stored<Kept> {
	jobs?: Record<string, JobRecord<Kept>>;
	uploads?: Record<string, string>;
	open?: Record<string, string[]>;
	estimates?: Record<string, number>;
}

/** A video that this execution has ordered. */
export interface OrderedVideo {
	/** Absent while, or where, nobody knows whether the order was accepted. */
	requestId?: string;
	/** US dollars; absent where the price is not known. */
	estimateUsd?: number;
}

/** Safe as an object key, whatever an attacker names a thing. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
	return Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}

/** @template Kept what a delivered job is kept as; JSON, so that it survives being saved */
export class JobMemory<Kept = unknown> {
	private readonly jobs: Record<string, JobRecord<Kept>>;
	private readonly uploads: Record<string, string>;
	private readonly open: Record<string, string[]>;
	private readonly estimates: Record<string, number>;

	/** @param context n8n's node context; it is written to in place, at once */
	constructor(context: object) {
		const stored: Stored<Kept> = context;
		stored.jobs ??= {};
		stored.uploads ??= {};
		stored.open ??= {};
		stored.estimates ??= {};
		this.jobs = stored.jobs;
		this.uploads = stored.uploads;
		this.open = stored.open;
		this.estimates = stored.estimates;
	}

	/**
	 * The key under which an equal order ended without its result, and may be paid. n8n gives each
	 * try of an AI agent's tool a run index of its own, so that its key alone would not find it
	 * (n8n-core, get-input-connection-data.ts, makeHandleToolInvocation).
	 */
	findOpen(content: string): string | undefined {
		return own(this.open, content)?.[0];
	}

	/** Remembers, or forgets, that an order ended without its result. */
	setOpen(content: string, key: string, isOpen: boolean): void {
		const others = (own(this.open, content) ?? []).filter((other) => other !== key);
		if (isOpen && !this.needsSubmit(key)) others.push(key);
		if (others.length > 0) this.open[content] = others;
		else delete this.open[content];
	}

	/** What an earlier try left about this order. */
	find(key: string): JobRecord<Kept> | undefined {
		return own(this.jobs, key);
	}

	/** Whether ordering this would send a new submit. */
	needsSubmit(key: string): boolean {
		const record = this.find(key);
		return record === undefined || record.state === 'failed';
	}

	/** To be called right before the POST. */
	sending(key: string, model: string): void {
		this.jobs[key] = { state: 'unknown', model };
	}

	/** The POST was certainly not accepted: nothing is paid, nothing to remember. */
	notAccepted(key: string): void {
		delete this.jobs[key];
	}

	/** @param acceptedAtMs tells a later try how long the job has been under way */
	accepted(key: string, model: string, requestId: string, acceptedAtMs: number): void {
		this.jobs[key] = { state: 'accepted', model, requestId, acceptedAtMs };
	}

	/** Keeps an ID that cannot be polled, for the next try's message. */
	unknown(key: string, model: string, requestId: string | undefined): void {
		this.jobs[key] = omitUndefined({ state: 'unknown', model, requestId });
	}

	failed(key: string, model: string, requestId: string): void {
		this.jobs[key] = { state: 'failed', model, requestId };
	}

	delivered(key: string, model: string, requestId: string | undefined, outcome: Kept): void {
		this.jobs[key] = { state: 'delivered', model, ...omitUndefined({ requestId }), outcome };
	}

	/** Videos that this execution has ordered and that may be paid, over items, tries and loop rounds. */
	ordered(): OrderedVideo[] {
		return Object.entries(this.jobs)
			.filter(([, job]) => job.state !== 'failed')
			.map(([key, { requestId }]) =>
				omitUndefined({ requestId, estimateUsd: own(this.estimates, key) }),
			);
	}

	/** To be called before an order is sent. @param usd about what it will cost, where that is known */
	estimated(key: string, usd: number): void {
		this.estimates[key] = usd;
	}

	/** Every ID that Segmind gave out for these orders, for an error that must name them. */
	idsOf(keys: readonly string[]): string[] {
		return keys.flatMap((key) => this.find(key)?.requestId ?? []);
	}

	/** The public URL of a file that this execution has uploaded already. */
	findUpload(sha256: string): string | undefined {
		return own(this.uploads, sha256);
	}

	uploaded(sha256: string, url: string): void {
		this.uploads[sha256] = url;
	}
}
