/** `negative_prompt` → `negativePrompt`: the parameter that holds an API field. */
export function parameterName(apiName: string): string {
	return apiName.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const MAX_NAME_LENGTH = 200;

/** Control characters, path separators, and what Windows does not take in a file name. */
const UNSAFE = new RegExp(
	`[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}/\\\\:*?"<>|]+`,
	'g',
);

/**
 * A file name that is safe on every system and ends in `.mp4` once.
 *
 * @param wanted what the user typed, or nothing
 * @param fallback used when nothing usable is left, without extension
 */
export function videoFileName(wanted: string | undefined, fallback: string): string {
	const base = (wanted ?? '').split(/[/\\]/).pop() ?? '';
	const stem = base
		.replace(UNSAFE, '_')
		.trim()
		.replace(/(\.mp4)+$/i, '')
		.replace(/^[.\s]+|[.\s]+$/g, '')
		.slice(0, MAX_NAME_LENGTH);
	return `${stem || fallback}.mp4`;
}
