/** First boxes of an MP4 or MOV (ISO/IEC 14496-12; `ftyp` in all new files). */
const FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'];

/**
 * Whether content can be an MP4, by its first box: its type, and a length that no text begins with
 * ("The wide world" has a type in the right place).
 */
export function looksLikeMp4(start: Buffer): boolean {
	return (start[0] ?? 0x20) < 0x20 && FIRST_BOXES.includes(start.toString('latin1', 4, 8));
}

/** Boxes that may stand at the top of a file; after the pictures, anything else is no box at all. */
const TOP_BOXES = [
	...FIRST_BOXES,
	...['moof', 'meta', 'mfra', 'sidx', 'ssix', 'udta', 'uuid', 'emsg', 'prft', 'pdin'],
];

const SHORT_HEADER = 8;
const LONG_HEADER = 16;

/**
 * Walks over an MP4's boxes as its bytes come by, keeping none of them: each box says how long it
 * is, so a file that was cut short is known without anybody having told its size.
 */
export class Mp4Boxes {
	private readonly types = new Set<string>();
	private header = Buffer.alloc(0);
	private headerBytes = SHORT_HEADER;
	private bytesToSkip = 0;
	private isOpenEnded = false;
	/** The box that the bytes are in. */
	private type = '';

	push(chunk: Buffer): void {
		let at = 0;
		while (at < chunk.length) {
			if (this.bytesToSkip > 0) {
				const step = Math.min(this.bytesToSkip, chunk.length - at);
				this.bytesToSkip -= step;
				at += step;
				continue;
			}
			const part = chunk.subarray(at, at + this.headerBytes - this.header.length);
			this.header = Buffer.concat([this.header, part]);
			at += part.length;
			if (this.header.length === this.headerBytes) this.readHeader();
		}
	}

	private readHeader(): void {
		const size = this.header.readUInt32BE(0);
		if (size === 1 && this.headerBytes === SHORT_HEADER) {
			this.headerBytes = LONG_HEADER;
			return;
		}
		this.type = this.header.toString('latin1', 4, 8);
		const bytes = size === 1 ? Number(this.header.readBigUInt64BE(8)) : size;
		// A box of size 0 goes on to the file's end; what claims less than its header is padding.
		this.isOpenEnded = bytes < this.headerBytes || this.isBehindTheEnd();
		this.types.add(this.type);
		this.bytesToSkip = this.isOpenEnded ? Number.MAX_SAFE_INTEGER : bytes - this.headerBytes;
		this.header = Buffer.alloc(0);
		this.headerBytes = SHORT_HEADER;
	}

	/** Whether the file is complete and what follows is something that a server has added. */
	private isBehindTheEnd(): boolean {
		return this.types.has('moov') && this.types.has('mdat') && !TOP_BOXES.includes(this.type);
	}

	/** After the last byte: whether description and pictures are there, and no box is cut. */
	isWhole(): boolean {
		const isCut = this.bytesToSkip > 0 && !this.isOpenEnded;
		return !isCut && this.types.has('moov') && this.types.has('mdat');
	}
}
