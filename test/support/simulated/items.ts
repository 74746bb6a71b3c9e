// What a simulated try is given: the schedule's wishes, and its items.
import type { Limits } from '../../../nodes/PixVerse/actions/video/ceilings';
import type { FileToUpload } from '../../../nodes/PixVerse/jobs/uploads';
import type { SimulatedClock } from './clock';
import type { Reusing } from './reuse';
import type { SimulatedSegmind } from './segmind';
import { orderOf } from './words';

export interface TryOptions {
	clock: SimulatedClock;
	segmind: SimulatedSegmind;
	/** One per item; each item's own, where jobs are to be told apart. */
	prompts: readonly string[];
	/** The hash of each item's picture; equal ones are one file. */
	pictures?: readonly string[];
	isSync?: boolean;
	/** n8n's node context; kept for the next try. */
	context?: object;
	/** Whose stored files are still there; every try is of the same execution unless it says other. */
	executionId?: string;
	random?: () => number;
	concurrency?: number;
	timeoutMs?: number;
	pollIntervalMs?: number | undefined;
	usualDurationMs?: number;
	/** What Stop aborts. */
	cancel?: AbortSignal;
	continueOnFail?: boolean;
	/** IDs that were logged; goes on growing. */
	logged?: string[];
	/** Executions that share what n8n keeps are one life. */
	life?: number;
	/** Takes up equal jobs of the history. */
	reuse?: Reusing | undefined;
	limits?: Limits;
}

export interface Item {
	itemIndex: number;
	key: string;
	slug: string;
	usualDurationMs: number;
	body: Record<string, unknown>;
	files: Array<FileToUpload & { bytes: number }>;
}

export function itemsOf({ prompts, pictures = [], usualDurationMs = 60_000 }: TryOptions): Item[] {
	return prompts.map((prompt, itemIndex) => {
		const sha256 = pictures[itemIndex];
		const files =
			sha256 === undefined ? [] : [{ sha256, bytes: 1, placeholder: `upload:sha256:${sha256}` }];
		return {
			itemIndex,
			// What an expression evaluates to is no part of it.
			key: `0:${itemIndex}:${orderOf(prompt)}`,
			slug: 'pixverse-v6',
			usualDurationMs,
			body: { prompt, duration: 5, ...(files[0] ? { image: files[0].placeholder } : {}) },
			files,
		};
	});
}
