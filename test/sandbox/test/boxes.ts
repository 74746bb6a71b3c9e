// The boxes of an MP4 (ISO/IEC 14496-12), read by hand.
export interface Box {
	type: string;
	start: number;
	length: number;
	bodyStart: number;
}

export function boxesOf(bytes: Buffer, start = 0, end = bytes.length): Box[] {
	const boxes: Box[] = [];
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

function boxAt(bytes: Buffer, ...path: string[]): Box {
	let range: Box = { type: '', bodyStart: 0, start: 0, length: bytes.length };
	for (const type of path) {
		const found = boxesOf(bytes, range.bodyStart, range.start + range.length).find(
			(box) => box.type === type,
		);
		if (!found) throw new Error(`No box ${path.join('/')}`);
		range = found;
	}
	return range;
}

/** Width and height that a player shows, from the first track's header (16.16 fixed point). */
export function sizeOf(bytes: Buffer): { width: number; height: number } {
	const { start, length } = boxAt(bytes, 'moov', 'trak', 'tkhd');
	const end = start + length;
	return {
		width: bytes.readUInt32BE(end - 8) / 65536,
		height: bytes.readUInt32BE(end - 4) / 65536,
	};
}

/** The codec's four letters and the H.264 profile (66 is baseline). */
export function codecOf(bytes: Buffer): { codec: string; profile: number | undefined } {
	const { bodyStart } = boxAt(bytes, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd');
	const entry = bodyStart + 8;
	const configuration = bytes.indexOf('avcC', entry, 'latin1');
	return {
		codec: bytes.toString('latin1', entry + 4, entry + 8),
		profile: bytes[configuration + 5],
	};
}
