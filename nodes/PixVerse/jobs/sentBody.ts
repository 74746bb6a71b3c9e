import type { JobOrder } from '../domain/job';

/**
 * What is sent of an order: its values, or JSON text as far as the user wrote it. Read and written
 * again, a number past 2^53 would be another.
 *
 * @param body all of it, with the addresses of uploaded files
 */
export function sentBody(
	{ bodyText, extraText }: Pick<JobOrder, 'bodyText' | 'extraText'>,
	body: Record<string, unknown>,
): Record<string, unknown> | string {
	if (bodyText !== undefined) return bodyText;
	if (extraText === undefined) return body;
	const extra: unknown = JSON.parse(extraText);
	const names = typeof extra === 'object' && extra !== null ? Object.keys(extra) : [];
	const own = Object.entries(body).filter(([name]) => !names.includes(name));
	if (own.length === 0) return extraText;
	return `${JSON.stringify(Object.fromEntries(own)).slice(0, -1)},${extraText.trim().slice(1)}`;
}
