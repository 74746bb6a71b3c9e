import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileTarget } from './answers';
import { within, type Clock } from './clock';
import type { HttpAnswer, Readable } from './http';

/** Why a stream was not stored as a video. */
export type StoreOutcome =
	| { kind: 'stored'; binary: IBinaryData }
	| { kind: 'broken'; reason: string }
	| { kind: 'aborted' };

/** No byte for this long means that the connection is dead. */
const STALL_MS = 20_000;

/** Enough to tell an MP4 from a page: size and type of the first box. */
const PEEK_BYTES = 12;

/** First boxes of an MP4 or MOV (ISO/IEC 14496-12; `ftyp` in all new files). */
const FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'];

function contentTypeOf(headers: Record<string, string>): string {
	return (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** Whether an answer of v1 holds the file itself and not JSON about it. */
export function isVideoAnswer(headers: Record<string, string>, anyType: boolean): boolean {
	const type = contentTypeOf(headers);
	if (/^(video\/|application\/(octet-stream|mp4)$|binary\/)/.test(type)) return true;
	return anyType && /^(image|audio)\//.test(type);
}

function isTextType(type: string): boolean {
	return /^text\/|^application\/(json|xml|xhtml\+xml|problem\+json)$/.test(type);
}

function looksLikeMp4(start: Buffer): boolean {
	return FIRST_BOXES.includes(start.toString('latin1', 4, 8));
}

function looksLikePage(start: Buffer): boolean {
	return /^\s*<(!doctype html|html|head|body)/i.test(start.toString('latin1'));
}

/** Why content cannot be what was paid for; undefined for content that may be. */
export function objectionTo(type: string, start: Buffer, anyType: boolean): string | undefined {
	if (type === 'text/html' || looksLikePage(start)) return 'a web page came instead of the video';
	if (anyType && !/^video\/(mp4|quicktime)$/.test(type)) return undefined;
	if (isTextType(type)) return `the content type was ${type}`;
	if (start.length === 0) return 'the file was empty';
	if (!looksLikeMp4(start)) return 'the content is not an MP4 video';
	return undefined;
}

/** Reads the first bytes of a stream and puts them back. */
async function peek(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	while (bytes < PEEK_BYTES) {
		const chunk = stream.read() as Buffer | null;
		if (chunk) {
			chunks.push(chunk);
			bytes += chunk.length;
		} else if (stream.readableEnded || stream.destroyed || !(await moreToRead(stream))) {
			break;
		}
	}
	const start = Buffer.concat(chunks);
	if (start.length > 0) stream.unshift(start);
	return start.subarray(0, 64);
}

async function moreToRead(stream: Readable): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const settle = (action: () => void) => () => {
			stream.off('readable', onReadable);
			stream.off('end', onEnd);
			stream.off('error', onError);
			stream.off('close', onEnd);
			action();
		};
		const onReadable = settle(() => resolve(true));
		const onEnd = settle(() => resolve(false));
		const onError = settle(() => reject(new Error('the connection broke'))) as () => void;
		stream.on('readable', onReadable);
		stream.on('end', onEnd);
		stream.on('error', onError);
		stream.on('close', onEnd);
	});
}

/** Destroys a stream on which nothing arrives any more; ends with `signal`. */
async function guardAgainstStall(
	stream: Readable,
	clock: Clock,
	signal: AbortSignal,
): Promise<void> {
	const { socket } = stream as Readable & { socket?: { bytesRead?: number } | null };
	let seenBytes = -1;
	while (!signal.aborted && !stream.destroyed && socket?.bytesRead !== undefined) {
		if (socket.bytesRead === seenBytes) {
			stream.destroy(new Error('no more data came'));
			return;
		}
		seenBytes = socket.bytesRead;
		await clock.sleep(STALL_MS, signal);
	}
}

/** Bytes that n8n's store really holds. */
async function storedBytes(context: IExecuteFunctions, binary: IBinaryData): Promise<number> {
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Buffer.byteLength(binary.data, 'base64');
}

function fileTypeOf(type: string, isMp4: boolean): { mimeType: string; extension?: string } {
	if (isMp4 && !/^(image|audio)\//.test(type)) return { mimeType: 'video/mp4', extension: 'mp4' };
	const mimeType = type || 'application/octet-stream';
	return { mimeType, extension: EXTENSIONS[mimeType] };
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

/** Replaces the `.mp4` that every file name ends with where the content is something else. */
function nameFor(fileName: string, extension: string | undefined): string {
	if (extension === 'mp4') return fileName;
	return fileName.replace(/\.mp4$/i, extension ? `.${extension}` : '');
}

/**
 * Streams an answer's body into n8n's binary store, and checks type, first bytes and length.
 * Memory does not grow with the file where n8n's store streams.
 */
export async function storeStream(
	context: IExecuteFunctions,
	clock: Clock,
	answer: HttpAnswer,
	file: FileTarget,
	signal: AbortSignal,
	timeLimitMs = Number.MAX_SAFE_INTEGER,
): Promise<StoreOutcome> {
	const stream = answer.body;
	const type = contentTypeOf(answer.headers);
	// Between peek and pipe nobody else listens, and an unheard 'error' would end the process.
	stream.on('error', () => undefined);
	try {
		const outcome = await within(
			clock,
			timeLimitMs,
			signal,
			async (workSignal): Promise<StoreOutcome> => {
				workSignal.addEventListener('abort', () => stream.destroy());
				void guardAgainstStall(stream, clock, workSignal);
				const start = await peek(stream);
				const objection = objectionTo(type, start, file.anyType);
				if (objection) return { kind: 'broken', reason: objection };
				const { mimeType, extension } = fileTypeOf(type, looksLikeMp4(start));
				const name = nameFor(file.fileName, extension);
				const binary = await context.helpers.prepareBinaryData(stream, name, mimeType);
				const bytes = await storedBytes(context, binary);
				const expected = Number(answer.headers['content-length'] ?? file.expectedBytes ?? bytes);
				if (
					Number.isFinite(expected) &&
					expected !== bytes &&
					!answer.headers['content-encoding']
				) {
					return { kind: 'broken', reason: `${bytes} of ${expected} bytes came` };
				}
				return { kind: 'stored', binary };
			},
		);
		if (outcome.kind === 'done') return outcome.value;
		return outcome.kind === 'aborted'
			? { kind: 'aborted' }
			: { kind: 'broken', reason: 'it took too long' };
	} catch (error) {
		if (signal.aborted) return { kind: 'aborted' };
		return { kind: 'broken', reason: reasonOf(error) };
	} finally {
		stream.destroy();
	}
}

function reasonOf(error: unknown): string {
	const code = (error as { code?: unknown }).code;
	if (typeof code === 'string') return `the connection broke (${code})`;
	return error instanceof Error && error.message ? error.message : 'the connection broke';
}
