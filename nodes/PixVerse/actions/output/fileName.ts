/** File systems take 255 bytes; what stands around the stem (DRY-RUN-, -12, .mp4) needs some. */
const MAX_STEM_BYTES = 220;

/** Cut to this before anything is matched: a name of 100,000 dots must not hold up n8n. */
const MAX_READ_LENGTH = 500;

/** Control characters, path separators, and what Windows does not take in a file name. */
const UNSAFE = new RegExp(
	`[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}/\\\\:*?"<>|]+`,
	'g',
);

/** Names of devices, which Windows does not take whatever follows the first dot or blanks before it. */
const RESERVED = /^(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?=\s*(?:\.|$))/i;

function cutToBytes(text: string, maxBytes: number): string {
	let bytes = 0;
	let end = 0;
	for (const character of text) {
		bytes += Buffer.byteLength(character);
		if (bytes > maxBytes) break;
		end += character.length;
	}
	return text.slice(0, end);
}

/** "../out/clip.mp4", "/tmp/clip", "C:\\clip": a path, of which the last part is the name. */
const PATH = /^(?:[A-Za-z]:|~|\.{1,2})?[/\\]/;

/** What is no path keeps all its parts: "Part 1/2" is not "2". */
function nameOf(wanted: string): string {
	const text = wanted.slice(0, MAX_READ_LENGTH).trim();
	return PATH.test(text) ? (text.split(/[/\\]/).pop() ?? '') : text;
}

function safeStem(wanted: string): string {
	const stem = nameOf(wanted)
		.replace(UNSAFE, '_')
		.trim()
		.replace(/(\.mp4)+$/i, '')
		.replace(/^[.\s]+/, '')
		.replace(RESERVED, '_$1');
	return cutToBytes(stem, MAX_STEM_BYTES).replace(/[.\s]+$/, '');
}

/**
 * A file name that is safe on every system and ends in `.mp4` once.
 *
 * @param wanted what the user typed, or nothing
 * @param fallback used when nothing usable is left, without extension; may hold an ID of any form
 */
export function videoFileName(wanted: string | undefined, fallback: string): string {
	return `${safeStem(wanted ?? '') || safeStem(fallback) || 'video'}.mp4`;
}

/** A file that is no MP4 keeps its extension, so "picture.png" becomes "picture-2.png". */
function withNumber(stem: string, count: number): string {
	const [, extension = ''] = /[^.](\.[a-z][a-z0-9]{1,4})$/i.exec(stem) ?? [];
	const ending = `-${count}${extension}`;
	const name = stem.slice(0, stem.length - extension.length);
	// What tells it from the others must not be what a long name loses.
	return cutToBytes(name, MAX_STEM_BYTES - Buffer.byteLength(ending)) + ending;
}

/**
 * Gives equal file names of a run the endings -2, -3 …, in the order of the items, so that every
 * try names them alike and nothing is overwritten where they are stored.
 *
 * @param wanted each item's file name as typed; undefined where its own request ID names it
 */
export function distinctFileNames(
	wanted: ReadonlyArray<string | undefined>,
): Array<string | undefined> {
	const taken = new Set<string>();
	const counts = new Map<string, number>();
	return wanted.map((name) => {
		const stem = name === undefined ? '' : safeStem(name);
		if (stem === '') return name;
		// Windows and macOS do not tell upper from lower case.
		const key = stem.toLowerCase();
		let count = counts.get(key) ?? 0;
		let distinct = '';
		do {
			count += 1;
			distinct = count === 1 ? stem : withNumber(stem, count);
		} while (taken.has(distinct.toLowerCase()));
		counts.set(key, count);
		taken.add(distinct.toLowerCase());
		return distinct;
	});
}
