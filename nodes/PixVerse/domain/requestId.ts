/**
 * One form of a request ID to compare by: Segmind's v2 answers hold UUIDs, its history 32 hex
 * digits without dashes (facts of its SDK 1.3.0), and both may mean the same job.
 */
export function comparableId(requestId: string): string {
	return requestId.replace(/-/g, '').trim().toLowerCase();
}

/** Whether two IDs name the same job: they differ by dashes and case at most. */
export function isSameRequest(one: string, other: string): boolean {
	return comparableId(one) === comparableId(other);
}
