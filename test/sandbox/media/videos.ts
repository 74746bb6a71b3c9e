import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonObject } from '../protocol';
import { bufferSource, fillSource, joinedSource, type Source } from './source';

export const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9'] as const;
type Ratio = (typeof RATIOS)[number];
const USUAL_RATIO = '16:9';

const BOX_HEADER_BYTES = 8;
const LONG_BOX_HEADER_BYTES = 16;
const LONGEST_SHORT_BOX = 0xffffffff;

const readVideo = (ratio: Ratio) =>
	readFileSync(join(__dirname, '..', 'videos', `${ratio.replace(':', 'x')}.mp4`));

const usualFile = readVideo(USUAL_RATIO);
const files = new Map<string, Buffer>(RATIOS.map((ratio) => [ratio, readVideo(ratio)]));

/** An MP4 `free` box: bytes that every player skips (ISO/IEC 14496-12, 8.1.2). */
function freeBox(length: number): Source {
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
 */
export function videoSource(ratio: string, bytes: number | null = null): Source {
	const file = files.get(ratio) ?? usualFile;
	const padding = (bytes ?? 0) - file.length;
	if (padding <= 0) return bufferSource(file);
	return joinedSource([bufferSource(file), freeBox(Math.max(padding, BOX_HEADER_BYTES))]);
}

export const isRatio = (text: unknown): text is Ratio => RATIOS.some((ratio) => ratio === text);

/**
 * The ratio that a job's video gets. With a picture or a source video the ratio asked for is
 * ignored (documented for the picture); the sandbox never looks into the picture.
 */
export function ratioOf(body: JsonObject): Ratio {
	if (body.image_url || body.first_frame_url || body.video_url) return USUAL_RATIO;
	return isRatio(body.aspect_ratio) ? body.aspect_ratio : USUAL_RATIO;
}
