const MAX_NAME_LENGTH = 200;

/** Control characters, path separators, and what Windows does not take in a file name. */
const UNSAFE = new RegExp(
	`[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}/\\\\:*?"<>|]+`,
	'g',
);

function safeStem(wanted: string): string {
	const base = wanted.split(/[/\\]/).pop() ?? '';
	const stem = base
		.replace(UNSAFE, '_')
		.trim()
		.replace(/(\.mp4)+$/i, '')
		.replace(/^[.\s]+|[.\s]+$/g, '');
	return Array.from(stem).slice(0, MAX_NAME_LENGTH).join('');
}

/**
 * A file name that is safe on every system and ends in `.mp4` once.
 *
 * @param wanted what the user typed, or nothing
 * @param fallback used when nothing usable is left, without extension; may hold an ID of any form
 */
export function videoFileName(wanted: string | undefined, fallback: string): string {
	return `${safeStem(wanted ?? '') || safeStem(fallback.replace(/[/\\]/g, '_')) || 'video'}.mp4`;
}
