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
	/** The body as the user wrote it, where it is sent so. */
	bodyText?: string;
	/** The same of Extra API Fields, which are the last of the body. */
	extraText?: string;
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
