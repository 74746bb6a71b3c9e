import type { OrderedVideo } from '../../jobs/memory';
import type { Reading } from '../input/result';
import type { OperationResult } from '../operation';
import { withWhatIsPaid } from './spendLimits';

const MAX_LISTED = 10;

/**
 * Not continuing, one bad item stops the run before anything is sent: its problem, with the other
 * bad items, so that all can be mended at once.
 *
 * @param readings of every item; items count from 0, as n8n counts them
 * @param ordered what this execution has ordered before
 */
export function refusedItems<T>(
	readings: ReadonlyArray<Reading<T>>,
	firstBad: number,
	ordered: readonly OrderedVideo[],
): OperationResult {
	const first = readings[firstBad];
	if (first === undefined || first.ok) return { kind: 'stopped' };
	const others = readings.flatMap((reading, itemIndex) =>
		reading.ok || itemIndex === firstBad ? [] : [`item ${itemIndex}: ${reading.problem.message}`],
	);
	const problem = withWhatIsPaid(first.problem, ordered);
	if (others.length === 0) return { kind: 'failed', problem, itemIndex: firstBad };
	const more = others.length > MAX_LISTED ? `; and ${others.length - MAX_LISTED} more items` : '';
	const description = `${problem.description} This is item ${firstBad}. Refused as well: ${others.slice(0, MAX_LISTED).join('; ')}${more}.`;
	return { kind: 'failed', problem: { ...problem, description }, itemIndex: firstBad };
}
