// What is caught may be anything; these say what is asked of it.
import { inspect } from 'node:util';

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Message, place and cause of whatever was thrown. */
export function stackOf(thrown: unknown): string {
	return inspect(thrown);
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
