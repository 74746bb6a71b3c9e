import { looksLikeMp4 } from './mp4';

/*
 * What bytes are. Types that servers and n8n's nodes state are often wrong, so the first bytes
 * count where they are clear, and the stated type where they are not.
 */

/** The type without its parameters, in lower case; '' where there is none. */
function bareType(stated: string | undefined): string {
	return (stated ?? '').split(';', 1).join('').trim().toLowerCase();
}

/** The type that an answer states. */
export function contentTypeOf(headers: Record<string, string>): string {
	return bareType(headers['content-type']);
}

/** How clear first bytes are: a container may hold what the stated type says. */
interface Magic {
	mimeType: string;
	at: number;
	bytes: string;
	/** Stated types that win all the same. */
	container?: RegExp;
}

const MAGIC: readonly Magic[] = [
	{ mimeType: 'image/png', at: 0, bytes: '\x89PNG' },
	{ mimeType: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
	{ mimeType: 'image/gif', at: 0, bytes: 'GIF8' },
	{ mimeType: 'image/webp', at: 8, bytes: 'WEBP' },
	{ mimeType: 'audio/wav', at: 8, bytes: 'WAVE' },
	{ mimeType: 'audio/mpeg', at: 0, bytes: 'ID3' },
	{ mimeType: 'application/pdf', at: 0, bytes: '%PDF-' },
	{ mimeType: 'video/webm', at: 0, bytes: '\x1a\x45\xdf\xa3', container: /^(video|audio)\// },
	{ mimeType: 'application/zip', at: 0, bytes: 'PK\x03\x04', container: /^(?!video\/)./ },
];

/** Major brands of ISO media files that are no video (mp4ra.org, brands). */
const BRANDS: ReadonlyArray<{ brand: RegExp; mimeType: string }> = [
	{ brand: /^(hei[cxms]|hev[cxms])$/, mimeType: 'image/heic' },
	{ brand: /^(mif1|msf1)$/, mimeType: 'image/heif' },
	{ brand: /^avi[fs]$/, mimeType: 'image/avif' },
	{ brand: /^M4[ABP] $/, mimeType: 'audio/mp4' },
	{ brand: /^qt {2}$/, mimeType: 'video/quicktime' },
];

/** Types of files that begin with a bare `ftyp`, too: there the stated type is the better word. */
const ISO_MEDIA = /^(image\/(heic|heif|avif)|audio\/(mp4|x-m4a|m4a|aac)|video\/.+)$/;

function isoType(start: Buffer, stated: string): string {
	const text = start.toString('latin1');
	const brand = text.slice(4, 8) === 'ftyp' ? text.slice(8, 12) : '';
	const known = BRANDS.find((one) => one.brand.test(brand))?.mimeType;
	// `mif1` says "an image", and not of which of the two kinds.
	if (known === 'image/heif' && ISO_MEDIA.test(stated) && stated.startsWith('image/')) {
		return stated;
	}
	return known ?? (ISO_MEDIA.test(stated) ? stated : 'video/mp4');
}

/**
 * The type of a file by its first bytes, and by what is stated where they leave it open.
 *
 * @param stated may be absent, or any text
 */
export function typeOfFile(start: Buffer, stated: string | undefined): string {
	const type = bareType(stated);
	if (looksLikeMp4(start)) return isoType(start, type);
	const text = start.toString('latin1');
	const known = MAGIC.find(({ at, bytes }) => text.startsWith(bytes, at));
	if (known && !known.container?.test(type)) return known.mimeType;
	return type || 'application/octet-stream';
}

/** Whether bytes are a video as PixVerse makes them, whatever type was stated. */
export function isVideo(start: Buffer, stated: string): boolean {
	return looksLikeMp4(start) && isoType(start, stated).startsWith('video/');
}

function isTextType(type: string): boolean {
	return /^text\/|^application\/(json|xml|xhtml\+xml|problem\+json)$/.test(type);
}

/** HTML after what may stand before it: a byte order mark, an XML declaration, comments. */
const PAGE = /^(ï»¿)?\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i;

function looksLikePage(start: Buffer): boolean {
	return PAGE.test(start.toString('latin1'));
}

/**
 * Whether an answer of v1 holds the file itself and not JSON about it, by its first bytes and its
 * type: documentation shows both forms.
 *
 * @param anyType any content is what was paid for, but JSON, which may tell where it lies
 */
export function isFileAnswer(type: string, start: Buffer, anyType: boolean): boolean {
	if (looksLikeMp4(start)) return true;
	if (/^(ï»¿)?\s*([{[]|$)/.test(start.toString('latin1'))) return false;
	if (anyType) return true;
	return !looksLikePage(start) && /^(video\/|application\/(octet-stream|mp4)$|binary\/)/.test(type);
}

/** Why content cannot be what was paid for; undefined for content that may be. */
export function objectionTo(type: string, start: Buffer, anyType: boolean): string | undefined {
	if (start.length === 0) return 'the file was empty';
	if (isVideo(start, type)) return undefined;
	if (looksLikePage(start)) return 'a web page came instead of the video';
	if (anyType) return undefined;
	if (isTextType(type)) return `the content type was ${type.slice(0, 100)}`;
	return 'the content is not an MP4 video';
}

/** Types that Segmind's other models answer with. */
const EXTENSIONS: Readonly<Record<string, string>> = {
	'application/json': 'json',
	'application/pdf': 'pdf',
	'application/xml': 'xml',
	'application/zip': 'zip',
	'audio/mp4': 'm4a',
	'audio/mpeg': 'mp3',
	'audio/wav': 'wav',
	'audio/x-wav': 'wav',
	'image/avif': 'avif',
	'image/gif': 'gif',
	'image/heic': 'heic',
	'image/heif': 'heif',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/svg+xml': 'svg',
	'image/webp': 'webp',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/plain': 'txt',
	'text/xml': 'xml',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
};

/** A type as it may stand in a header; what a server invents else is left out. */
const PLAIN_TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/;

/** Type and name under which content is stored: `.mp4` gives way where it is something else. */
export function storedAs(
	type: string,
	start: Buffer,
	{ fileName, anyType }: { fileName: string; anyType: boolean },
): { mimeType: string; fileName: string } {
	if (!anyType) return { mimeType: 'video/mp4', fileName };
	const sniffed = typeOfFile(start, type);
	// Stated as a video, and no video by its bytes: better no name than a wrong one.
	const isMislabelled = sniffed === 'video/mp4' && !looksLikeMp4(start);
	const mimeType =
		isMislabelled || !PLAIN_TYPE.test(sniffed) ? 'application/octet-stream' : sniffed;
	const extension = Object.entries(EXTENSIONS).find(([known]) => known === mimeType)?.[1];
	const stem = fileName.replace(/\.mp4$/i, '');
	// "picture.png" is not to become picture.png.png.
	const named = stem.toLowerCase().replace(/\.jpeg$/, '.jpg');
	const isNamed = !extension || named.endsWith(`.${extension}`);
	return { mimeType, fileName: isNamed ? stem : `${stem}.${extension}` };
}
