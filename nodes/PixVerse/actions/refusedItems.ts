import type { Problem } from '../domain/problem';
import type { Reading } from './input/result';
import type { OperationResult } from './operation';

const MAX_LISTED = 10;

/**
 * Not continuing, one bad item stops the run before anything is sent: its problem, with the other
 * bad items, so that all can be mended at once.
 *
 * @param readings of every item; items count from 0, as n8n counts them
 * @param complete what else is to be said of the first bad item's problem
 * @returns undefined where every item is good
 */
export function refusedItems<T>(
	readings: ReadonlyArray<Reading<T>>,
	complete: (problem: Problem) => Problem = (problem) => problem,
): OperationResult | undefined {
	const bad = readings.flatMap((reading, itemIndex) =>
		reading.ok ? [] : [{ itemIndex, problem: reading.problem }],
	);
	const [first, ...others] = bad;
	if (first === undefined) return undefined;
	const { itemIndex } = first;
	const problem = complete(first.problem);
	if (others.length === 0) return { kind: 'failed', problem, itemIndex };
	const listed = others
		.slice(0, MAX_LISTED)
		.map((other) => `item ${other.itemIndex}: ${other.problem.message}`);
	const more = others.length > MAX_LISTED ? `; and ${others.length - MAX_LISTED} more items` : '';
	const description = `${problem.description} This is item ${itemIndex}. Refused as well: ${listed.join('; ')}${more}.`;
	return { kind: 'failed', problem: { ...problem, description }, itemIndex };
}
