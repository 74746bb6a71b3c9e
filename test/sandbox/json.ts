import type { JsonObject } from './protocol';

/** The members of a value that should be an object; of any other there are none. */
export const membersOf = (value: unknown): JsonObject =>
	typeof value === 'object' && value !== null ? { ...value } : {};
