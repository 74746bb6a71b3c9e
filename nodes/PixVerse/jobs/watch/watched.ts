import type { HistoryRecord } from '../../domain/answers';
import { isOfModel, rowState } from '../history/jobRows';

export const WATCHED_EVENTS = ['videoFinished', 'jobFailed', 'jobFinished'] as const;

export type WatchedEvent = (typeof WATCHED_EVENTS)[number];

/** Which ends of which jobs the user wants to hear of. */
export interface Watched {
	event: WatchedEvent;
	/** Slugs; `any` is every model of the account. */
	models: string[] | 'any';
}

/** Whether a job is of a chosen model. A row that names none can be of any. */
function isOfChosenModel(record: HistoryRecord, { models }: Watched): boolean {
	return models === 'any' || models.some((slug) => isOfModel(record, slug));
}

/** Whether a job has ended in the way that is watched for, and is of a chosen model. */
export function isWatchedEnd(record: HistoryRecord, watched: Watched): boolean {
	const state = rowState(record);
	if (state === 'underWay') return false;
	if (watched.event === 'videoFinished' && state !== 'completed') return false;
	if (watched.event === 'jobFailed' && state !== 'failed') return false;
	return isOfChosenModel(record, watched);
}

/** Whether two choices are the same, whatever the order of the models. */
export function isSameChoice(one: Watched, other: Watched): boolean {
	return written(one) === written(other);
}

function written({ event, models }: Watched): string {
	return JSON.stringify([event, models === 'any' ? models : [...models].sort()]);
}
