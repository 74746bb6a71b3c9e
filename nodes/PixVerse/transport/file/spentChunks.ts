// What a fast download reads is garbage faster than Node collects it: at 500 MB half of the time
// goes into collecting, while all other executions wait (docs/performance.md has the figures).
import type { IBinaryData } from 'n8n-workflow';

import type { Readable } from '../http/request';

/** Chunks that stay as they are behind the newest, of 64 KB each over HTTP. */
const KEPT_CHUNKS = 16;

/** A smaller chunk may be a piece of memory that others use, too. */
const MIN_BYTES = 16_384;

/**
 * The mode of n8n's store, by its IDs, that writes a chunk before it asks for the next: from 1.84 to
 * 2.41 it is `fs.promises.writeFile(path, stream)` (file-system.manager.ts, fs-byte-store.ts).
 */
const ON_DISK = /^filesystem/;

/**
 * What n8n's store is, as the files before this one have shown: `holding` is one that was found to
 * hold on to chunks. It is one setting of the whole process, and no helper tells it before a file is
 * stored.
 */
let store: 'unknown' | 'onDisk' | 'holding' = 'unknown';

/** What a store took of a body, and how much of that was freed behind it. */
export interface HandedOver {
	bytes: number;
	freedBytes: number;
}

/**
 * Makes a body free the memory of its chunks when the store that reads it has long written them. A
 * store of another kind may hold on to them, so that nothing is freed until one on disk is known.
 *
 * @returns what will have been handed over; undefined where nothing is freed
 */
export function freeSpentChunks(stream: Readable): HandedOver | undefined {
	if (store !== 'onDisk') return undefined;
	const handedOver: HandedOver = { bytes: 0, freedBytes: 0 };
	const chunks = stream[Symbol.asyncIterator].bind(stream);
	stream[Symbol.asyncIterator] = async function* () {
		const spent: Buffer[] = [];
		for await (const chunk of { [Symbol.asyncIterator]: chunks }) {
			const buffer = chunk as Buffer;
			handedOver.bytes += buffer.length;
			yield buffer;
			if (spent.push(buffer) > KEPT_CHUNKS) handedOver.freedBytes += free(spent.shift());
		}
	};
	return handedOver;
}

/**
 * Learns from a stored file what n8n's store is like.
 *
 * @param stored bytes that it really holds
 * @returns whether it holds all that was handed over. One that does not held on to chunks, so that
 * no more are freed, and the file is to be fetched again
 */
export function learnFromStored(
	binary: Pick<IBinaryData, 'id'>,
	stored: number,
	handedOver: HandedOver | undefined,
): boolean {
	// A store in memory does not even ask chunk by chunk: nothing is handed over, nor freed.
	const isUntouched = handedOver === undefined || handedOver.freedBytes === 0;
	const isWhole = isUntouched || handedOver.bytes === stored;
	if (!isWhole) store = 'holding';
	else if (store === 'unknown' && ON_DISK.test(binary.id ?? '')) store = 'onDisk';
	return isWhole;
}

/** Storing broke off, for whatever reason: the next try frees nothing. */
export function doubtStore(): void {
	if (store === 'onDisk') store = 'unknown';
}

/**
 * Gives a chunk's memory back, where the chunk is all of it (Node 21 and later can).
 *
 * @returns bytes that were freed
 */
function free(chunk: Buffer | undefined): number {
	if (!chunk || chunk.length < MIN_BYTES || chunk.length !== chunk.buffer.byteLength) return 0;
	const transfer: unknown = Reflect.get(chunk.buffer, 'transfer');
	if (typeof transfer !== 'function') return 0;
	const { length } = chunk;
	Reflect.apply(transfer, chunk.buffer, [0]);
	return length;
}
