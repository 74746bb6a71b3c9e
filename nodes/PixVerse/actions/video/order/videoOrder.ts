import { createHash } from 'crypto';

import { omitUndefined } from '../../../domain/omitUndefined';
import type { InputFile } from '../../input/inputFile';
import type { OutputOptions } from '../../input/outputOptions';
import { distinctFileNames } from '../../output/fileName';

/** What one item orders: read, judged, and not yet sent. */
export interface VideoOrder {
	itemIndex: number;
	slug: string;
	/** The request body; a file that is to be uploaded stands as its placeholder. */
	body: Record<string, unknown>;
	/** Files that are uploaded before the body is sent. */
	files: InputFile[];
	output: OutputOptions;
	usualDurationMs: number;
}

/** The orders of a run, with file names of which no two are equal. */
export function withDistinctFileNames(orders: readonly VideoOrder[]): VideoOrder[] {
	const names = distinctFileNames(orders.map(({ output }) => output.fileName));
	return orders.map((order, index) => ({
		...order,
		output: { ...order.output, ...omitUndefined({ fileName: names[index] }) },
	}));
}

/** What an order is, whenever it is made: item, model and fields; an equal file counts by its bytes. */
export function orderContent(order: VideoOrder): string {
	const hash = createHash('sha256')
		.update(JSON.stringify([order.slug, order.body]))
		.digest('hex');
	return `${order.itemIndex}:${hash.slice(0, 32)}`;
}

/**
 * The name under which an execution remembers an order. Two equal items are two orders, a changed
 * prompt is a new one, a loop's next round is new.
 */
export function orderKey(runIndex: number, order: VideoOrder): string {
	return `${runIndex}:${orderContent(order)}`;
}
