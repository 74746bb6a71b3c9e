import fs from 'node:fs/promises';

import { messageOf } from '../support/errors';

export type Box = { type: string; start: number; end: number };

export interface Video {
	/** pixels */
	width: number;
	/** pixels */
	height: number;
	durationSeconds: number;
	frames: number;
	bytes: number;
}

/**
 * Reads what a player needs to find in an MP4 (ISO 14496-12), to tell a playable video from a
 * truncated one, or from a page of HTML with the right file name.
 */

const CONTAINER_HEADER_BYTES = 8;

function readBoxes(data: Buffer, start: number, end: number): Box[] {
	const boxes = [];
	let offset = start;
	while (offset < end) {
		if (offset + CONTAINER_HEADER_BYTES > end) throw new Error('it is cut off in a box header');
		const type = data.toString('latin1', offset + 4, offset + 8);
		let size = data.readUInt32BE(offset);
		let headerBytes = CONTAINER_HEADER_BYTES;
		if (size === 1) {
			size = Number(data.readBigUInt64BE(offset + 8));
			headerBytes = 16;
		} else if (size === 0) {
			size = end - offset;
		}
		if (size < headerBytes || offset + size > end) {
			throw new Error(`its "${type}" box does not fit (${size} bytes at ${offset} of ${end})`);
		}
		boxes.push({ type, start: offset + headerBytes, end: offset + size });
		offset += size;
	}
	return boxes;
}

/** @param path e.g. "mdia/minf/stbl" */
function findBox(data: Buffer, boxes: Box[], path: string): Box {
	const [type, ...rest] = path.split('/');
	const box = boxes.find((candidate) => candidate.type === type);
	if (!box) throw new Error(`it has no "${type}" box`);
	return rest.length === 0
		? box
		: findBox(data, readBoxes(data, box.start, box.end), rest.join('/'));
}

function isVideoTrack(data: Buffer, trackBoxes: Box[]): boolean {
	const handler = findBox(data, trackBoxes, 'mdia/hdlr');
	return data.toString('latin1', handler.start + 8, handler.start + 12) === 'vide';
}

/**
 * Every frame must lie in the file: the first offsets of its chunks are checked against the data.
 *
 * @param tableBoxes the content of "stbl"
 */
function assertChunksInside(data: Buffer, tableBoxes: Box[], media: Box) {
	const isLong = !tableBoxes.some(({ type }) => type === 'stco');
	const offsets = findBox(data, tableBoxes, isLong ? 'co64' : 'stco');
	const count = data.readUInt32BE(offsets.start + 4);
	for (let index = 0; index < count; index += 1) {
		const at = offsets.start + 8 + index * (isLong ? 8 : 4);
		const offset = isLong ? Number(data.readBigUInt64BE(at)) : data.readUInt32BE(at);
		if (offset < media.start || offset >= media.end) {
			throw new Error(`its chunk ${index} lies outside of the media data`);
		}
	}
}

/** @param header the movie's, whose times are in units of its own */
function durationOf(data: Buffer, header: Box): number {
	const isLong = data[header.start] === 1;
	const timescale = data.readUInt32BE(header.start + (isLong ? 20 : 12));
	const duration = isLong
		? Number(data.readBigUInt64BE(header.start + 24))
		: data.readUInt32BE(header.start + 16);
	return duration / timescale;
}

/** @throws Error whose message continues "…: it …" with what is wrong */
export function parseMp4(data: Buffer): Video {
	const boxes = readBoxes(data, 0, data.length);
	if (boxes[0]?.type !== 'ftyp') throw new Error('it does not begin with an "ftyp" box');
	const media = findBox(data, boxes, 'mdat');
	const movie = findBox(data, boxes, 'moov');
	const movieBoxes = readBoxes(data, movie.start, movie.end);

	const track = movieBoxes
		.filter(({ type }) => type === 'trak')
		.map(({ start, end }) => readBoxes(data, start, end))
		.find((trackBoxes) => isVideoTrack(data, trackBoxes));
	if (!track) throw new Error('it has no video track');

	const table = findBox(data, track, 'mdia/minf/stbl');
	const tableBoxes = readBoxes(data, table.start, table.end);
	const frames = data.readUInt32BE(findBox(data, tableBoxes, 'stsz').start + 8);
	assertChunksInside(data, tableBoxes, media);

	// The last two fields of a track's header, in 16.16 fixed point.
	const trackHeader = findBox(data, track, 'tkhd');
	const width = data.readUInt32BE(trackHeader.end - 8) / 65_536;
	const height = data.readUInt32BE(trackHeader.end - 4) / 65_536;
	const video = {
		width,
		height,
		durationSeconds: durationOf(data, findBox(data, movieBoxes, 'mvhd')),
		frames,
		bytes: data.length,
	};
	if (!(width && height && frames && video.durationSeconds > 0)) {
		throw new Error(`it is empty (${JSON.stringify(video)})`);
	}
	return video;
}

/** @throws Error where it is missing or no player could show it */
export async function assertPlayable(file: string): Promise<Video> {
	const data = await fs.readFile(file);
	try {
		return parseMp4(data);
	} catch (error) {
		throw new Error(`${file} is not a playable MP4: ${messageOf(error)}`, { cause: error });
	}
}
