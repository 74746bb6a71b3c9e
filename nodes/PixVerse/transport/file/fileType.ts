import { looksLikeMp4 } from './mp4';

/** The type without its parameters, in lower case; '' where there is none. */
export function contentTypeOf(headers: Record<string, string>): string {
	return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

function isTextType(type: string): boolean {
	return /^text\/|^application\/(json|xml|xhtml\+xml|problem\+json)$/.test(type);
}

function looksLikePage(start: Buffer): boolean {
	return /^\s*<(!doctype|html|head|body|\?xml)/i.test(start.toString('latin1'));
}

/**
 * Whether an answer of v1 holds the file itself and not JSON about it, by its first bytes and its
 * type: documentation shows both forms.
 */
export function isFileAnswer(type: string, start: Buffer, anyType: boolean): boolean {
	if (looksLikePage(start)) return false;
	if (looksLikeMp4(start)) return true;
	if (/^\s*[{[]/.test(start.toString('latin1'))) return false;
	if (/^(video\/|application\/(octet-stream|mp4)$|binary\/)/.test(type)) return true;
	return anyType && /^(image|audio)\//.test(type);
}

/** Why content cannot be what was paid for; undefined for content that may be. */
export function objectionTo(type: string, start: Buffer, anyType: boolean): string | undefined {
	if (type === 'text/html' || looksLikePage(start)) return 'a web page came instead of the video';
	if (start.length === 0) return 'the file was empty';
	if (anyType && !/^video\/(mp4|quicktime)$/.test(type)) return undefined;
	if (isTextType(type)) return `the content type was ${type}`;
	if (!looksLikeMp4(start)) return 'the content is not an MP4 video';
	return undefined;
}

/** Types that Segmind's other models answer with. */
const EXTENSIONS: Record<string, string> = {
	'audio/mpeg': 'mp3',
	'audio/wav': 'wav',
	'audio/x-wav': 'wav',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'text/plain': 'txt',
	'application/json': 'json',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
};

/** Type and name under which content is stored: `.mp4` gives way where it is something else. */
export function storedAs(
	type: string,
	start: Buffer,
	fileName: string,
): { mimeType: string; fileName: string } {
	if (looksLikeMp4(start) && !/^(image|audio)\//.test(type)) {
		return { mimeType: 'video/mp4', fileName };
	}
	const mimeType = type || 'application/octet-stream';
	const extension = EXTENSIONS[mimeType];
	return { mimeType, fileName: fileName.replace(/\.mp4$/i, extension ? `.${extension}` : '') };
}
