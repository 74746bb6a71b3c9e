import type { HistoryRecord } from '../../domain/answers';
import { comparableId } from '../../domain/requestId';

/** What a row says about its job. Anything but an end is under way: it may still end. */
export type RowState = 'completed' | 'failed' | 'underWay';

const COMPLETED = ['COMPLETED', 'SUCCEEDED', 'SUCCESS'];
const FAILED = ['FAILED', 'ERROR', 'CANCELLED'];

/** @param record without a status, its video or its failure text counts */
export function rowState({ status, videoUrl, failureReason }: HistoryRecord): RowState {
	if (status === undefined) {
		if (videoUrl !== undefined) return 'completed';
		return failureReason === undefined ? 'underWay' : 'failed';
	}
	if (COMPLETED.includes(status)) return 'completed';
	return FAILED.includes(status) ? 'failed' : 'underWay';
}

/** Of several rows of one job the one that tells most: the video first, a failure last. */
function rank(record: HistoryRecord): number {
	const state = rowState(record);
	if (state === 'completed') return record.videoUrl === undefined ? 2 : 3;
	return state === 'underWay' ? 1 : 0;
}

/** Several rows with one ID are one job. Keeps the order in which the jobs came first. */
export class JobRows {
	private readonly byId = new Map<string, HistoryRecord>();

	add(records: readonly HistoryRecord[]): void {
		for (const record of records) {
			const id = comparableId(record.requestId);
			const known = this.byId.get(id);
			if (known === undefined || rank(record) > rank(known)) this.byId.set(id, record);
		}
	}

	get size(): number {
		return this.byId.size;
	}

	/** One record a job. */
	all(): HistoryRecord[] {
		return [...this.byId.values()];
	}
}

/** Segmind's `model_name` against a slug; it finds parts of names, and its case is not documented. */
export function isOfModel(record: HistoryRecord, slug: string): boolean {
	return record.model?.toLowerCase() === slug.toLowerCase();
}
