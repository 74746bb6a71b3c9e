'use strict';

const fs = require('node:fs/promises');

/**
 * Reads what a player needs to find in an MP4 (ISO 14496-12), to tell a playable video from a
 * truncated one, or from a page of HTML with the right file name.
 *
 * @typedef {{ type: string, start: number, end: number }} Box content of a box, as offsets
 * @typedef {object} Video
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {number} durationSeconds
 * @property {number} frames
 * @property {number} bytes
 */

const CONTAINER_HEADER_BYTES = 8;

/**
 * @param {Buffer} data
 * @param {number} start
 * @param {number} end
 * @returns {Box[]}
 */
function readBoxes(data, start, end) {
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

/**
 * @param {Buffer} data
 * @param {Box[]} boxes
 * @param {string} path e.g. "mdia/minf/stbl"
 * @returns {Box}
 */
function findBox(data, boxes, path) {
	const [type, ...rest] = path.split('/');
	const box = boxes.find((candidate) => candidate.type === type);
	if (!box) throw new Error(`it has no "${type}" box`);
	return rest.length === 0
		? box
		: findBox(data, readBoxes(data, box.start, box.end), rest.join('/'));
}

/**
 * @param {Buffer} data
 * @param {Box[]} trackBoxes
 * @returns {boolean}
 */
function isVideoTrack(data, trackBoxes) {
	const handler = findBox(data, trackBoxes, 'mdia/hdlr');
	return data.toString('latin1', handler.start + 8, handler.start + 12) === 'vide';
}

/**
 * Every frame must lie in the file: the first offsets of its chunks are checked against the data.
 *
 * @param {Buffer} data
 * @param {Box[]} tableBoxes the content of "stbl"
 * @param {Box} media
 */
function assertChunksInside(data, tableBoxes, media) {
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

/**
 * @param {Buffer} data
 * @returns {Video}
 * @throws {Error} whose message continues "…: it …" with what is wrong
 */
function parseMp4(data) {
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

	const header = findBox(data, movieBoxes, 'mvhd');
	const isLongHeader = data[header.start] === 1;
	const timescale = data.readUInt32BE(header.start + (isLongHeader ? 20 : 12));
	const duration = isLongHeader
		? Number(data.readBigUInt64BE(header.start + 24))
		: data.readUInt32BE(header.start + 16);

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
		durationSeconds: duration / timescale,
		frames,
		bytes: data.length,
	};
	if (!(width && height && frames && video.durationSeconds > 0)) {
		throw new Error(`it is empty (${JSON.stringify(video)})`);
	}
	return video;
}

/**
 * @param {string} file
 * @returns {Promise<Video>}
 * @throws {Error} where it is missing or no player could show it
 */
async function assertPlayable(file) {
	const data = await fs.readFile(file);
	try {
		return parseMp4(data);
	} catch (error) {
		throw new Error(`${file} is not a playable MP4: ${error.message}`, { cause: error });
	}
}

module.exports = { assertPlayable, parseMp4 };
