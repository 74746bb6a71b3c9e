import type { Outcome } from '../../domain/outcome';
import type { JobRecord } from '../../jobs/jobRecord';
import type { DeliveredItem } from '../output/deliverVideo';
import type { JobLog } from '../output/jobLog';
import type { VideoOrder } from './order/videoOrder';

function jobOf({ itemIndex, slug }: VideoOrder, requestId?: string) {
	return { itemIndex, model: slug, requestId };
}

/** @param record what the memory held of the order when its turn came */
export function noteTakenUp(log: JobLog, order: VideoOrder, record: JobRecord | undefined): void {
	if (record?.state !== 'accepted' && record?.state !== 'finished') return;
	log.note(record.isReused === true ? 'reused' : 'resumed', jobOf(order, record.requestId));
}

/**
 * Called after a Stop, too, when nothing else tells what became of the order.
 *
 * @param record what the memory holds of the order now
 */
export function noteEnd(
	log: JobLog,
	order: VideoOrder,
	record: JobRecord | undefined,
	outcome: Outcome<DeliveredItem>,
): void {
	switch (outcome.kind) {
		case 'delivered':
			return log.delivered(jobOf(order), outcome.value);
		case 'problem':
			return log.failed(jobOf(order), outcome.problem);
		case 'aborted':
			if (record?.state === 'unknown') log.note('unknown', jobOf(order, record.requestId));
	}
}
