/** What is promised: upper limits, of ratios where the name says "to". Units in the names. */
export const LIMITS = {
	batchToBestSchedule: 1.1,
	pollWaitToFixed: 0.6,
	pollLooksToFixed: 1,
	memoryToHttpRequest: 0.9,
	memoryGrowth: 1.1,
	timeToPipeline: 1.25,
	timeToHttpRequest: 1,
	loadToHttpRequest: 0.25,
	loadMs: 10,
	loadHeapKB: 500,
	dryRunMsPerItem: 1,
	/** What an item costs among many to what it costs among few. */
	perItemGrowth: 1.1,
	contextBytesPerJob: 300,
	requestsPerPoll: 1,
	cpuMsPerPoll: 20,
	pollHeapGrowth: 1.01,
	historyReadsPerRun: 1,
	matchCpuMs: 1_000,
	packedBytes: 150_000,
} as const;

/**
 * What HTTP Request's loading takes where the promise was made: two quiet cores, n8n 2.41.1. By it
 * the node's is put in proportion on a machine that is slow, or busy.
 */
export const USUAL_HTTP_REQUEST_LOAD_MS = 150;
