'use strict';

const { Readable } = require('node:stream');

const CHUNK_BYTES = 256 * 1024;

/**
 * Bytes of a known length that can be read from anywhere, made while they are read: memory does
 * not grow with the length.
 *
 * @typedef {object} Source
 * @property {number} length
 * @property {(start: number, end: number) => Iterable<Buffer>} read `end` is not included
 */

/** @returns {Source} */
function bufferSource(buffer) {
	return {
		length: buffer.length,
		*read(start, end) {
			if (end > start) yield buffer.subarray(start, end);
		},
	};
}

/** The same byte, over and over, from one small buffer. @returns {Source} */
function fillSource(byte, length) {
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

/** @param {Source[]} parts @returns {Source} */
function joinedSource(parts) {
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
const bytesOf = (source) => Buffer.concat([...source.read(0, source.length)]);

/** A byte stream over a part of a source; asks for more only as fast as the reader takes it. */
function streamOf(source, start = 0, end = source.length) {
	return Readable.from(source.read(start, end), { objectMode: false });
}

module.exports = { bufferSource, fillSource, joinedSource, bytesOf, streamOf };
