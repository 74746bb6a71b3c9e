import type { JobResult } from '../domain/answers';
import { omitUndefined } from '../domain/omitUndefined';

/** What was sent and not heard of, or accepted, or ended: all that money hangs on. */
export type JobRecord<Binary = unknown> =
	/** A submit is or was on its way, and nobody knows whether it was accepted. Never sent again. */
	| { state: 'unknown'; model: string; sentAtMs: number; requestId?: string }
	/** Paid; to be polled. `isReused`: another execution paid for it. */
	| {
			state: 'accepted';
			model: string;
			requestId: string;
			acceptedAtMs: number;
			isReused?: true;
	  }
	/** Paid and finished: delivered from here, however long ago it was and whoever has forgotten it. */
	| FinishedRecord<Binary>
	/** Cost nothing; the next try may order it anew. */
	| { state: 'failed'; model: string; requestId: string };

export interface FinishedRecord<Binary = unknown> {
	state: 'finished';
	model: string;
	/** Absent only in sync mode, whose answer may not name it. */
	requestId?: string;
	result: JobResult;
	/** Its stored file, which is there as long as the execution that stored it. */
	stored?: StoredFile<Binary>;
	isReused?: true;
}

/** A file in n8n's binary store. */
export interface StoredFile<Binary> {
	executionId: string;
	binary: Binary;
}

interface Stored<Binary> {
	jobs?: Record<string, JobRecord<Binary>>;
	uploads?: Record<string, string>;
	estimates?: Record<string, number>;
	lookSinceMs?: number | null;
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

/**
 * What an execution knows of its paid jobs. It lies in n8n's node context, which lives through
 * Retry On Fail and through "Retry execution" of a failed run, so a later try picks a job up
 * instead of buying it again. Plain JSON only: n8n saves it with the execution.
 *
 * @template Binary a stored file, as n8n describes it
 */
export class JobMemory<Binary = unknown> {
	private readonly context: Stored<Binary>;
	private readonly jobs: Record<string, JobRecord<Binary>>;
	private readonly uploads: Record<string, string>;
	private readonly estimates: Record<string, number>;

	/** @param context n8n's node context; it is written to in place, at once */
	constructor(context: object) {
		const stored: Stored<Binary> = context;
		this.context = stored;
		this.jobs = stored.jobs ??= {};
		this.uploads = stored.uploads ??= {};
		this.estimates = stored.estimates ??= {};
	}

	/** Whether nothing has been ordered or taken up yet. */
	get isEmpty(): boolean {
		return Object.keys(this.jobs).length === 0;
	}

	/**
	 * Whether, and since when (milliseconds), equal jobs are looked for by itself: judged once, and
	 * the same for all rounds and tries of the execution.
	 */
	lookSinceMs(judge: () => number | null): number | null {
		const { context } = this;
		if (context.lookSinceMs === undefined) context.lookSinceMs = judge();
		return context.lookSinceMs;
	}

	/** What an earlier try left about this order. */
	find(key: string): JobRecord<Binary> | undefined {
		return own(this.jobs, key);
	}

	/** Whether another execution has paid for what stands for this order. */
	isReused(key: string): boolean {
		const record = this.find(key);
		return record !== undefined && isReused(record);
	}

	/** Whether ordering this would send a new submit. */
	needsSubmit(key: string): boolean {
		const record = this.find(key);
		return record === undefined || record.state === 'failed';
	}

	/** To be called right before the POST. */
	sending(key: string, model: string, sentAtMs: number): void {
		this.jobs[key] = { state: 'unknown', model, sentAtMs };
	}

	/** The POST was certainly not accepted, or a reused job is gone: nothing to remember. */
	forget(key: string): void {
		delete this.jobs[key];
	}

	/** @param acceptedAtMs tells a later try how long the job has been under way */
	accepted(key: string, model: string, requestId: string, acceptedAtMs: number): void {
		this.jobs[key] = { state: 'accepted', model, requestId, acceptedAtMs };
	}

	/**
	 * An equal job of the account's history stands for this order. Where the order was sent with an
	 * unknown outcome it is that order itself, which this execution has paid for.
	 */
	reused(key: string, model: string, requestId: string, orderedAtMs: number): void {
		if (this.find(key)?.state === 'unknown') {
			this.accepted(key, model, requestId, orderedAtMs);
			return;
		}
		this.jobs[key] = {
			state: 'accepted',
			model,
			requestId,
			acceptedAtMs: orderedAtMs,
			isReused: true,
		};
	}

	/** An answer named an ID, but in a way that leaves open whether it is that of this order. */
	named(key: string, requestId: string): void {
		const record = this.find(key);
		if (record?.state === 'unknown') record.requestId = requestId;
	}

	/** To be called as soon as the result is known, before anything else can go wrong. */
	finished(key: string, model: string, requestId: string | undefined, result: JobResult): void {
		const earlier = this.find(key);
		const isReused = earlier && 'isReused' in earlier ? earlier.isReused : undefined;
		this.jobs[key] = omitUndefined({
			state: 'finished' as const,
			model,
			requestId,
			result,
			isReused,
		});
	}

	/** The finished job's file lies in n8n's store. */
	stored(key: string, executionId: string, binary: Binary): void {
		const record = this.find(key);
		if (record?.state === 'finished') record.stored = { executionId, binary };
	}

	/**
	 * All items are on their way into the execution's data, and no try follows: files that would lie
	 * there a second time are let go.
	 *
	 * @param isInData whether a file lies in the execution's data itself
	 */
	handedOver(isInData: (file: Binary) => boolean): void {
		for (const key of Object.keys(this.jobs)) {
			const record = this.find(key);
			if (record?.state !== 'finished' || !record.stored) continue;
			const { model, requestId, result, stored } = record;
			if (isInData(stored.binary)) this.finished(key, model, requestId, result);
		}
	}

	failed(key: string, model: string, requestId: string): void {
		this.jobs[key] = { state: 'failed', model, requestId };
	}

	/**
	 * Videos that this execution has ordered and that may be paid, over items, tries and loop
	 * rounds; without those that another execution has paid for.
	 */
	ordered(): OrderedVideo[] {
		return Object.entries(this.jobs)
			.filter(([, job]) => job.state !== 'failed' && !isReused(job))
			.map(([key, { requestId }]) =>
				omitUndefined({ requestId, estimateUsd: own(this.estimates, key) }),
			);
	}

	/** To be called before an order is sent. @param usd about what it will cost, where that is known */
	estimated(key: string, usd: number): void {
		this.estimates[key] = usd;
	}

	/** Every ID that Segmind gave out for this execution's own orders, for an error that must name them. */
	orderedIds(exceptKey?: string): string[] {
		return Object.entries(this.jobs).flatMap(([key, job]) =>
			key === exceptKey || job.requestId === undefined || isReused(job) ? [] : [job.requestId],
		);
	}

	/** How many orders have an unknown outcome and no ID. */
	countUnknown(exceptKey?: string): number {
		return Object.entries(this.jobs).filter(
			([key, job]) => key !== exceptKey && job.state === 'unknown' && job.requestId === undefined,
		).length;
	}

	/** The public URL of a file that this execution has uploaded already. */
	findUpload(sha256: string): string | undefined {
		return own(this.uploads, sha256);
	}

	uploaded(sha256: string, url: string): void {
		this.uploads[sha256] = url;
	}
}

function isReused(job: JobRecord): boolean {
	return 'isReused' in job && job.isReused === true;
}
