import { Readable } from 'node:stream';

const CHUNK_BYTES = 256 * 1024;

/**
 * Bytes of a known length that can be read from anywhere, made while they are read: memory does
 * not grow with the length.
 */
export interface Source {
	length: number;
	/** `end` is not included. */
	read(start: number, end: number): Iterable<Buffer>;
}

export function bufferSource(buffer: Buffer): Source {
	return {
		length: buffer.length,
		*read(start, end) {
			if (end > start) yield buffer.subarray(start, end);
		},
	};
}

/** The same byte, over and over, from one small buffer. */
export function fillSource(byte: number, length: number): Source {
	const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, length), byte);
	return {
		length,
		*read(start, end) {
			for (let left = end - start; left > 0; left -= chunk.length) {
				yield left >= chunk.length ? chunk : chunk.subarray(0, left);
			}
		},
	};
}

export function joinedSource(parts: readonly Source[]): Source {
	return {
		length: parts.reduce((sum, part) => sum + part.length, 0),
		*read(start, end) {
			let offset = 0;
			for (const part of parts) {
				const from = Math.max(start - offset, 0);
				const to = Math.min(end - offset, part.length);
				if (to > from) yield* part.read(from, to);
				offset += part.length;
			}
		},
	};
}

/** All bytes of a small source at once. */
export const bytesOf = (source: Source): Buffer =>
	Buffer.concat([...source.read(0, source.length)]);

/** A byte stream over a source; asks for more only as fast as the reader takes it. */
export const streamOf = (source: Source): Readable =>
	Readable.from(source.read(0, source.length), { objectMode: false });
