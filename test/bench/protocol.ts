// What the bench and its processes tell each other, as JSON.
import { z } from '../support/json';

const sandbox = z.object({ url: z.string(), key: z.string() });

/** How a batch of videos is made. */
export const WAYS_TO_MAKE = ['node', 'httpRequest', 'inBatches', 'handMade'] as const;
export type WayToMake = (typeof WAYS_TO_MAKE)[number];

/** How a video is fetched. */
export const WAYS_TO_FETCH = ['node', 'httpRequest', 'pipeline'] as const;
export type WayToFetch = (typeof WAYS_TO_FETCH)[number];

export const batchParams = z.object({
	packageDir: z.string(),
	way: z.enum(WAYS_TO_MAKE),
	items: z.number(),
	concurrency: z.number(),
	sandbox,
});
export const batchResult = z.object({ wallS: z.number() });

export const downloadsParams = z.object({
	packageDir: z.string(),
	folder: z.string(),
	sandbox,
	/** Time, or the peak of resident memory above what it was before, in MB. */
	measure: z.enum(['seconds', 'peakDeltaMB']),
	ways: z.array(z.enum(WAYS_TO_FETCH)),
	/** Of a video, which decides its size. */
	number: z.number(),
	/** How many of it are fetched at once. */
	count: z.number(),
	rounds: z.number(),
});
/** Samples by way, in the order of the rounds. */
export const downloadsResult = z.record(z.enum(WAYS_TO_FETCH), z.array(z.number()));

export const loadResult = z.object({ ms: z.number(), heapKB: z.number() });

export const overheadParams = z.object({
	packageDir: z.string(),
	/** Numbers of items, run in this order, `rounds` times. */
	counts: z.array(z.number()),
	rounds: z.number(),
});
/** Milliseconds of CPU per item, by number of items. */
export const overheadResult = z.record(z.array(z.number()));

/**
 * Jobs are told apart by the number that ends their prompt. A job takes no time and has a small
 * video where these say nothing of it.
 */
export const sandboxParams = z.object({
	durationsMs: z.record(z.number()).optional(),
	videoBytes: z.record(z.number()).optional(),
});
export const sandboxAddress = sandbox;

export type SandboxAddress = z.infer<typeof sandbox>;
export type BatchParams = z.infer<typeof batchParams>;
export type DownloadsParams = z.infer<typeof downloadsParams>;
export type SandboxParams = z.infer<typeof sandboxParams>;
