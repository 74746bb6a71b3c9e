/**
 * One form of a request ID to compare by: Segmind's v2 answers hold UUIDs, its history 32 hex
 * digits without dashes (facts of its SDK 1.3.0), and both may mean the same job.
 */
export function comparableId(requestId: string): string {
	return requestId.replace(/-/g, '').trim().toLowerCase();
}

/** A UUID without its dashes. */
const WHOLE_ID = 32;

/**
 * Whether an answer that states an ID speaks of the job that was asked for. Its whole ID may stand
 * there with something before or behind it: no live key has shown how the history writes v2's IDs.
 */
export function namesRequest(stated: string, asked: string): boolean {
	const [short = '', long = ''] = [comparableId(stated), comparableId(asked)].sort(
		(one, other) => one.length - other.length,
	);
	if (short === long) return true;
	return short.length >= WHOLE_ID && (long.startsWith(short) || long.endsWith(short));
}

/** Whether two IDs name the same job: they differ by dashes and case at most. */
export function isSameRequest(one: string, other: string): boolean {
	return comparableId(one) === comparableId(other);
}
