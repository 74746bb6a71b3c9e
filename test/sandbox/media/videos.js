'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { bufferSource, fillSource, joinedSource } = require('./source.js');

const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'];
const USUAL_RATIO = '16:9';

const BOX_HEADER_BYTES = 8;
const LONG_BOX_HEADER_BYTES = 16;
const LONGEST_SHORT_BOX = 0xffffffff;

const files = new Map(
	RATIOS.map((ratio) => {
		const name = `${ratio.replace(':', 'x')}.mp4`;
		return [ratio, readFileSync(join(__dirname, '..', 'videos', name))];
	}),
);

/** An MP4 `free` box: bytes that every player skips (ISO/IEC 14496-12, 8.1.2). */
function freeBox(length) {
	if (length <= LONGEST_SHORT_BOX) {
		const header = Buffer.alloc(BOX_HEADER_BYTES);
		header.writeUInt32BE(length, 0);
		header.write('free', 4, 'latin1');
		return joinedSource([bufferSource(header), fillSource(0, length - header.length)]);
	}
	const header = Buffer.alloc(LONG_BOX_HEADER_BYTES);
	header.writeUInt32BE(1, 0);
	header.write('free', 4, 'latin1');
	header.writeBigUInt64BE(BigInt(length), 8);
	return joinedSource([bufferSource(header), fillSource(0, length - header.length)]);
}

/**
 * A playable video of the ratio, padded to the wanted size. A size below the video's own leaves
 * it as it is; one that leaves no room for a box header (1 to 7 bytes more) is rounded up.
 *
 * @param {string} ratio
 * @param {number | null} [bytes]
 * @returns {import('./source.js').Source}
 */
function videoSource(ratio, bytes = null) {
	const file = files.get(ratio) ?? files.get(USUAL_RATIO);
	const padding = (bytes ?? 0) - file.length;
	if (padding <= 0) return bufferSource(file);
	return joinedSource([bufferSource(file), freeBox(Math.max(padding, BOX_HEADER_BYTES))]);
}

/**
 * The ratio that a job's video gets. With a picture or a source video the ratio asked for is
 * ignored (documented for the picture); the sandbox never looks into the picture.
 */
function ratioOf(body) {
	if (body.image_url || body.first_frame_url || body.video_url) return USUAL_RATIO;
	return RATIOS.includes(body.aspect_ratio) ? body.aspect_ratio : USUAL_RATIO;
}

module.exports = { RATIOS, videoSource, ratioOf };
