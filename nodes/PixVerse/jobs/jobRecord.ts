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

/*
 * n8n saves its context with every execution, by "flatted": each different text once, but the names
 * of members in every object. So a record is kept as a list, which has no names, and its state as a
 * number.
 */

export const STATE = { unknown: 0, accepted: 1, finished: 2, failed: 3 } as const;

/** What is known of an order in any state, in front of what its state adds. */
type Head<State, Id = string> = [
	state: State,
	isReused: 0 | 1,
	model: string,
	requestId: Id,
	/** US dollars; null where the price is not known. */
	estimateUsd: number | null,
];

type Finished<Binary> = [
	...Head<typeof STATE.finished, string | null>,
	videoUrl: string | null,
	cost: number | null,
	remainingCredits: number | null,
	inferenceTime: number | null,
	fileSize: number | null,
	executionId: string | null,
	binary: Binary | null,
	/** What else the result holds, by name; mostly absent. */
	more?: Partial<JobResult>,
];

export type PackedRecord<Binary> =
	| [...Head<typeof STATE.unknown, string | null>, sentAtMs: number]
	| [...Head<typeof STATE.accepted>, acceptedAtMs: number]
	| Finished<Binary>
	| Head<typeof STATE.failed>;

const orNothing = <T>(value: T | null): T | undefined => value ?? undefined;

/** A record as it is kept. */
export function packed<Binary>(
	record: JobRecord<Binary>,
	estimateUsd: number | undefined,
): PackedRecord<Binary> {
	const { model } = record;
	const usd = estimateUsd ?? null;
	switch (record.state) {
		case 'unknown':
			return [STATE.unknown, 0, model, record.requestId ?? null, usd, record.sentAtMs];
		case 'accepted': {
			const isReused = record.isReused ? 1 : 0;
			return [STATE.accepted, isReused, model, record.requestId, usd, record.acceptedAtMs];
		}
		case 'failed':
			return [STATE.failed, 0, model, record.requestId, usd];
		case 'finished':
			return packedFinished(record, usd);
	}
}

function packedFinished<Binary>(
	{ model, requestId, isReused, result, stored }: FinishedRecord<Binary>,
	estimateUsd: number | null,
): Finished<Binary> {
	const { videoUrl, cost, remainingCredits, inferenceTime, fileSize, ...more } = result;
	const kept: Finished<Binary> = [
		STATE.finished,
		isReused ? 1 : 0,
		model,
		requestId ?? null,
		estimateUsd,
		videoUrl ?? null,
		cost ?? null,
		remainingCredits ?? null,
		inferenceTime ?? null,
		fileSize ?? null,
		stored?.executionId ?? null,
		stored?.binary ?? null,
	];
	if (Object.keys(more).length > 0) kept.push(more);
	return kept;
}

/** The record that was kept so. */
export function unpacked<Binary>(kept: PackedRecord<Binary>): JobRecord<Binary> {
	switch (kept[0]) {
		case STATE.unknown: {
			const [, , model, requestId, , sentAtMs] = kept;
			return {
				state: 'unknown',
				model,
				sentAtMs,
				...omitUndefined({ requestId: orNothing(requestId) }),
			};
		}
		case STATE.accepted: {
			const [, isReused, model, requestId, , acceptedAtMs] = kept;
			const accepted = { state: 'accepted' as const, model, requestId, acceptedAtMs };
			return isReused ? { ...accepted, isReused: true } : accepted;
		}
		case STATE.failed: {
			const [, , model, requestId] = kept;
			return { state: 'failed', model, requestId };
		}
		case STATE.finished:
			return unpackedFinished(kept);
	}
}

function unpackedFinished<Binary>(kept: Finished<Binary>): FinishedRecord<Binary> {
	const [, isReused, model, requestId, , ...ended] = kept;
	const [videoUrl, cost, remainingCredits, inferenceTime, fileSize, ...filed] = ended;
	const [executionId, binary, more = {}] = filed;
	const known = { videoUrl, cost, remainingCredits, inferenceTime, fileSize };
	const given = Object.entries(known).filter(([, value]) => value !== null);
	return {
		state: 'finished',
		model,
		...omitUndefined({ requestId: orNothing(requestId) }),
		result: { ...Object.fromEntries(given), ...more },
		...(executionId !== null && binary !== null ? { stored: { executionId, binary } } : {}),
		...(isReused ? { isReused: true } : {}),
	};
}
