// What is caught may be anything; these say the two things that are asked of it.

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Message and place of whatever was thrown. */
export function stackOf(thrown: unknown): string {
	return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

/** Whether an error of the system has one of these codes, e.g. "ENOENT". */
export function hasCode(thrown: unknown, ...codes: string[]): boolean {
	return (
		thrown instanceof Error &&
		'code' in thrown &&
		typeof thrown.code === 'string' &&
		codes.includes(thrown.code)
	);
}
