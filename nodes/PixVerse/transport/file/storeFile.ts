import type { IBinaryData } from 'n8n-workflow';

import type { FileTarget } from '../../domain/answers';
import { within, type Clock } from '../../domain/clock';
import type { HttpAnswer, N8nFiles, Readable } from '../http/request';
import { contentTypeOf, objectionTo, storedAs } from './fileType';
import { looksLikeMp4, Mp4Boxes } from './mp4';
import { failOnStall, peek, STALL_MS, type Peeked } from './peek';
import { doubtStore, freeSpentChunks, learnFromStored } from './spentChunks';

/** How storing an answer's body ended. */
export type StoreOutcome =
	| { kind: 'stored'; binary: IBinaryData }
	/** It came, and is nothing that was paid for. */
	| { kind: 'unusable'; reason: string }
	| { kind: 'broken'; reason: string }
	| { kind: 'aborted' };

/** What bounds reading a body. */
export interface ReadLimits {
	clock: Clock;
	signal: AbortSignal;
	timeLimitMs: number;
	/** How long nothing may arrive; that of a download, which can be begun again, unless given. */
	stallMs?: number;
}

type Guarded<T> =
	{ kind: 'done'; value: T } | { kind: 'broken'; reason: string } | { kind: 'aborted' };

/** Runs `work` on a body within the limits; the body is destroyed when it breaks one of them. */
export async function guarded<T>(
	stream: Readable,
	{ clock, signal, timeLimitMs, stallMs = STALL_MS }: ReadLimits,
	work: () => Promise<T>,
): Promise<Guarded<T>> {
	let isDone = false;
	try {
		const outcome = await within(clock, timeLimitMs, signal, async (workSignal) => {
			workSignal.addEventListener('abort', () => {
				if (!isDone) stream.destroy();
			});
			const value = await Promise.race([work(), failOnStall(stream, clock, workSignal, stallMs)]);
			isDone = true;
			return value;
		});
		if (outcome.kind !== 'timeout') return outcome;
		return { kind: 'broken', reason: 'it took too long' };
	} catch (error) {
		stream.destroy();
		return signal.aborted ? { kind: 'aborted' } : { kind: 'broken', reason: reasonOf(error) };
	}
}

/** The beginning of an answer's body, which stays readable. */
export async function peekAnswer(answer: HttpAnswer, limits: ReadLimits): Promise<Guarded<Peeked>> {
	return await guarded(answer.body, limits, async () => await peek(answer.body));
}

/** An answer whose body is to be stored. */
export interface ToStore {
	context: N8nFiles;
	answer: Pick<HttpAnswer, 'headers' | 'body'>;
	file: FileTarget;
	limits: ReadLimits;
	/** Its beginning, where that was looked at already. */
	peeked?: Peeked;
	/** It lies at an address, so that a second try costs nothing but time. */
	canComeAgain?: boolean;
	/** The answer is all that was paid for, so that a page of HTML is no reason to throw it away. */
	keepsPages?: boolean;
}

/**
 * Streams an answer's body into n8n's binary store, and checks type, first bytes and length.
 * Memory does not grow with the file where n8n's store streams.
 */
export async function storeAnswer(job: ToStore): Promise<StoreOutcome> {
	const { context, answer, file, limits, peeked } = job;
	const stream = answer.body;
	const type = contentTypeOf(answer.headers);
	const outcome = await guarded(stream, limits, async (): Promise<StoreOutcome> => {
		const { start, whole } = peeked ?? (await peek(stream));
		const objection = objectionTo(type, start, file.anyType);
		const isPage = start.length > 0 && file.anyType;
		if (objection && !(job.keepsPages && isPage)) return { kind: 'unusable', reason: objection };
		const { fileName, mimeType } = storedAs(type, start, file);
		const handedOver = job.canComeAgain ? freeSpentChunks(stream) : undefined;
		const binary = await context.helpers.prepareBinaryData(whole ?? stream, fileName, mimeType);
		const bytes = await storedBytes(context, binary);
		const isWhole = learnFromStored(binary, bytes, handedOver);
		if (!isWhole) return { kind: 'broken', reason: 'n8n did not store all that came' };
		const cut = await whatIsMissing(job, { binary, bytes, isMp4: looksLikeMp4(start) });
		return cut === undefined ? { kind: 'stored', binary } : { kind: 'broken', reason: cut };
	});
	stream.destroy();
	if (outcome.kind === 'broken') doubtStore();
	return outcome.kind === 'done' ? outcome.value : outcome;
}

/** Bytes that n8n's store really holds. */
async function storedBytes(context: N8nFiles, binary: IBinaryData): Promise<number> {
	// Newer versions of n8n say it at once.
	if (binary.bytes !== undefined) return binary.bytes;
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Buffer.byteLength(binary.data, 'base64');
}

/**
 * Why a stored file is not the whole one; undefined where it is. Lengths that agree settle it. Where
 * they do not, or none was told, an MP4 is judged by its boxes: the size in the API's answer is not
 * documented to be exact, and a file host may have cut what it has.
 */
async function whatIsMissing(
	{ context, answer, file }: ToStore,
	{ binary, bytes, isMp4 }: { binary: IBinaryData; bytes: number; isMp4: boolean },
): Promise<string | undefined> {
	const { expectedBytes } = file;
	const declared = Number(answer.headers['content-length'] ?? Number.NaN);
	if (declared === bytes && (expectedBytes ?? bytes) === bytes) return undefined;
	// A stream that n8n's helper has decoded is no HTTP message any more; its length is the packed one.
	const isDecoded = !('rawHeaders' in answer.body);
	if (Number.isFinite(declared) && declared !== bytes && !isDecoded) {
		return `${bytes} of ${declared} bytes came`;
	}
	if (isMp4) return (await isWholeMp4(context, binary)) ? undefined : 'the video broke off';
	const isShort = declared !== bytes && expectedBytes !== undefined && bytes < expectedBytes;
	return isShort ? `${bytes} of ${expectedBytes} bytes came` : undefined;
}

async function isWholeMp4(context: N8nFiles, binary: IBinaryData): Promise<boolean> {
	const boxes = new Mp4Boxes();
	if (binary.id) {
		for await (const chunk of await context.helpers.getBinaryStream(binary.id)) {
			boxes.push(chunk as Buffer);
		}
	} else {
		boxes.push(Buffer.from(binary.data, 'base64'));
	}
	return boxes.isWhole();
}

/** n8n's own disk or database, not the network. */
const STORE_CODES = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EMFILE|ENFILE|EIO)$/;

function reasonOf(error: unknown): string {
	const code: unknown =
		typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
	if (typeof code === 'string' && STORE_CODES.test(code)) {
		return `n8n could not store the file (${code})`;
	}
	if (typeof code === 'string') return `the connection broke (${code})`;
	return error instanceof Error && error.message ? error.message : 'the connection broke';
}
