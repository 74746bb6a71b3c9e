// What the bench and its processes tell each other, as JSON.
import { z } from '../support/json';
import { OWNERS } from './whoseTime';

const sandbox = z.object({ url: z.string(), key: z.string() });

/** How often ways are measured in turn, and what ends it; see inTurn.ts. */
const turns = {
	least: z.number(),
	most: z.number(),
	patienceS: z.number(),
	comparisons: z.array(
		z.object({ ours: z.string(), theirs: z.string().optional(), limit: z.number() }),
	),
};

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
	...turns,
});
/** Samples by way, in the order of the rounds. */
export const downloadsResult = z.record(z.enum(WAYS_TO_FETCH), z.array(z.number()));

export const loadResult = z.object({
	ms: z.number(),
	/** Of the one thread that loads. */
	cpuMs: z.number(),
	heapKB: z.number(),
});

export const overheadParams = z.object({
	packageDir: z.string(),
	/** Numbers of items, run in turn. */
	counts: z.array(z.number()),
	...turns,
});
/** Milliseconds of CPU per item, by number of items. */
export const overheadResult = z.record(z.array(z.number()));

export const itemsParams = z.object({
	packageDir: z.string(),
	sandbox,
	items: z.number(),
	concurrency: z.number(),
});
/** Of one execution in a fresh process. */
export const itemsResult = z.object({
	cpuMs: z.number(),
	/** Peak of resident memory above the start. */
	peakMB: z.number(),
	/** What the finished execution holds of the heap. */
	heldMB: z.number(),
	/** The node's memory alone, as n8n stores it. */
	contextBytes: z.number(),
	/** What it adds to the execution's data: n8n stores equal texts once. */
	storedBytes: z.number(),
});

export const triggerParams = z.object({
	packageDir: z.string(),
	sandbox,
	/** Jobs of the last day in the account's history. */
	rows: z.number(),
	/** Polls without news per sample, and samples. */
	polls: z.number(),
	samples: z.number(),
});
export const triggerResult = z.object({
	/** Milliseconds of CPU per poll without news. */
	cpuMs: z.array(z.number()),
	/** All that these polls sent. */
	requests: z.number(),
	/** In use after garbage collection, before and after these polls. */
	firstHeapMB: z.number(),
	lastHeapMB: z.number(),
});

export const reuseParams = z.object({
	packageDir: z.string(),
	sandbox,
	rows: z.number(),
	/** Numbers of items, one execution each. */
	counts: z.array(z.number()),
});
export const reuseResult = z.object({
	/** Requests for pages of the list, by number of items. */
	requests: z.record(z.number()),
	/** Milliseconds of CPU per item of the last execution. */
	cpuMsPerItem: z.number(),
});

/** How alike the orders and rows are that are matched. */
export const MATCHINGS = ['different', 'equal'] as const;
export type Matching = (typeof MATCHINGS)[number];

export const matchParams = z.object({
	packageDir: z.string(),
	items: z.number(),
	rows: z.number(),
	...turns,
});
/** Milliseconds of CPU. */
export const matchResult = z.record(z.enum(MATCHINGS), z.array(z.number()));

/** What a CPU profile is taken of. */
export const PROFILED = ['node', 'httpRequest', 'items', 'poll'] as const;
export type Profiled = (typeof PROFILED)[number];

export const profileParams = z.object({
	packageDir: z.string(),
	folder: z.string(),
	sandbox,
	/** A download by the node or by HTTP Request, items of one execution, or polls without news. */
	profiled: z.enum(PROFILED),
	/** How many of them. */
	times: z.number(),
	/** Of a video that is downloaded. */
	number: z.number(),
	/** Of items. */
	concurrency: z.number(),
	/** Of the history that is polled. */
	rows: z.number(),
});
/** Milliseconds. */
export const profileResult = z.record(z.enum(OWNERS), z.number());

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
export type ItemsParams = z.infer<typeof itemsParams>;
export type ItemsResult = z.infer<typeof itemsResult>;
export type MatchParams = z.infer<typeof matchParams>;
export type OverheadParams = z.infer<typeof overheadParams>;
export type ProfileParams = z.infer<typeof profileParams>;
export type ReuseParams = z.infer<typeof reuseParams>;
export type TriggerParams = z.infer<typeof triggerParams>;
export type TriggerResult = z.infer<typeof triggerResult>;
export type SandboxParams = z.infer<typeof sandboxParams>;
