'use strict';

/** The boxes of an MP4, as deep as asked: [{ type, start, length, body }]. */
function boxesOf(bytes, start = 0, end = bytes.length) {
	const boxes = [];
	for (let at = start; at < end;) {
		const short = bytes.readUInt32BE(at);
		const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
		if (length < 8 || at + length > end) throw new Error(`Broken box at ${at}`);
		const type = bytes.toString('latin1', at + 4, at + 8);
		boxes.push({ type, start: at, length, bodyStart: at + (short === 1 ? 16 : 8) });
		at += length;
	}
	return boxes;
}

function boxAt(bytes, ...path) {
	let range = { bodyStart: 0, start: 0, length: bytes.length };
	for (const type of path) {
		range = boxesOf(bytes, range.bodyStart, range.start + range.length).find(
			(box) => box.type === type,
		);
		if (!range) throw new Error(`No box ${path.join('/')}`);
	}
	return range;
}

/** Width and height that a player shows, from the first track's header (16.16 fixed point). */
function sizeOf(bytes) {
	const { start, length } = boxAt(bytes, 'moov', 'trak', 'tkhd');
	const end = start + length;
	return {
		width: bytes.readUInt32BE(end - 8) / 65536,
		height: bytes.readUInt32BE(end - 4) / 65536,
	};
}

/** The codec's four letters and the H.264 profile (66 is baseline). */
function codecOf(bytes) {
	const { bodyStart } = boxAt(bytes, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd');
	const entry = bodyStart + 8;
	const configuration = bytes.indexOf('avcC', entry, 'latin1');
	return {
		codec: bytes.toString('latin1', entry + 4, entry + 8),
		profile: bytes[configuration + 5],
	};
}

module.exports = { boxesOf, codecOf, sizeOf };
