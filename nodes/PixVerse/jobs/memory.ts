import type { JobResult } from '../domain/answers';
import { omitUndefined } from '../domain/omitUndefined';
import { packed, STATE, unpacked, type JobRecord, type PackedRecord } from './jobRecord';
import { jobsIn } from './memoryForm';

/** What stands beside the jobs. */
interface Stored {
	uploads?: Record<string, string>;
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
 * @template Binary a stored file, as it is kept
 */
export class JobMemory<Binary = unknown> {
	private readonly context: Stored;
	private readonly jobs: Record<string, PackedRecord<Binary>>;
	private readonly uploads: Record<string, string>;
	/** Of orders that may be sent, in US dollars, or null; what is sent keeps its own. */
	private readonly estimates = new Map<string, number | null>();

	/** @param context n8n's node context, which can be read; it is written to in place, at once */
	constructor(context: object) {
		const stored: Stored = context;
		this.context = stored;
		this.jobs = jobsIn(context);
		this.uploads = stored.uploads ??= {};
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
		const kept = own(this.jobs, key);
		return kept && unpacked(kept);
	}

	private keep(key: string, record: JobRecord<Binary>): void {
		const estimateUsd = this.estimates.get(key) ?? own(this.jobs, key)?.[4] ?? undefined;
		this.jobs[key] = packed(record, estimateUsd);
	}

	/** Whether another execution has paid for what stands for this order. */
	isReused(key: string): boolean {
		return own(this.jobs, key)?.[1] === 1;
	}

	/** Whether ordering this would send a new submit. */
	needsSubmit(key: string): boolean {
		const kept = own(this.jobs, key);
		return kept === undefined || kept[0] === STATE.failed;
	}

	/** To be called right before the POST. */
	sending(key: string, model: string, sentAtMs: number): void {
		this.keep(key, { state: 'unknown', model, sentAtMs });
	}

	/** The POST was certainly not accepted, or a reused job is gone: nothing to remember. */
	forget(key: string): void {
		delete this.jobs[key];
	}

	/** @param acceptedAtMs tells a later try how long the job has been under way */
	accepted(key: string, model: string, requestId: string, acceptedAtMs: number): void {
		this.keep(key, { state: 'accepted', model, requestId, acceptedAtMs });
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
		const acceptedAtMs = orderedAtMs;
		this.keep(key, { state: 'accepted', model, requestId, acceptedAtMs, isReused: true });
	}

	/** An answer named an ID, but in a way that leaves open whether it is that of this order. */
	named(key: string, requestId: string): void {
		const record = this.find(key);
		if (record?.state === 'unknown') this.keep(key, { ...record, requestId });
	}

	/** To be called as soon as the result is known, before anything else can go wrong. */
	finished(key: string, model: string, requestId: string | undefined, result: JobResult): void {
		const isReused = this.isReused(key) ? (true as const) : undefined;
		const ended = { state: 'finished' as const, model, requestId, result, isReused };
		this.keep(key, omitUndefined(ended));
	}

	/** The finished job's file lies in n8n's store. */
	stored(key: string, executionId: string, binary: Binary): void {
		const record = this.find(key);
		if (record?.state !== 'finished') return;
		this.keep(key, { ...record, stored: { executionId, binary } });
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
		this.keep(key, { state: 'failed', model, requestId });
	}

	/**
	 * Videos that this execution has ordered and that may be paid, over items, tries and loop
	 * rounds; without those that another execution has paid for.
	 *
	 * @param keyStart only those whose names begin so
	 */
	ordered(keyStart = ''): OrderedVideo[] {
		return Object.entries(this.jobs)
			.filter(([key, [state, isReused]]) => {
				return key.startsWith(keyStart) && state !== STATE.failed && isReused === 0;
			})
			.map(([, [, , , requestId, estimateUsd]]) =>
				omitUndefined({
					requestId: requestId ?? undefined,
					estimateUsd: estimateUsd ?? undefined,
				}),
			);
	}

	/** To be called before an order is sent. @param usd about what it will cost; null: nobody knows */
	estimated(key: string, usd: number | null): void {
		this.estimates.set(key, usd);
	}

	/** What each order of this run will cost that may be sent and is not yet; null: nobody knows. */
	unsentUsd(): Array<number | null> {
		return [...this.estimates]
			.filter(([key]) => own(this.jobs, key) === undefined)
			.map(([, usd]) => usd);
	}

	/** Every ID that Segmind gave out for this execution's own orders, for an error that must name them. */
	orderedIds(exceptKey?: string): string[] {
		return Object.entries(this.jobs).flatMap(([key, [, isReused, , requestId]]) =>
			key === exceptKey || requestId === null || isReused === 1 ? [] : [requestId],
		);
	}

	/** How many orders have an unknown outcome and no ID. */
	countUnknown(exceptKey?: string): number {
		return Object.entries(this.jobs).filter(
			([key, [state, , , requestId]]) =>
				key !== exceptKey && state === STATE.unknown && requestId === null,
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
