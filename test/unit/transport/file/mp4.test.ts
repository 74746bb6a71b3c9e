// A file that was cut short is known by its boxes, however its bytes come by.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '@jest/globals';

import { looksLikeMp4, Mp4Boxes } from '../../../../nodes/PixVerse/transport/file/mp4';

const folder = path.join(__dirname, '../../../sandbox/videos');
const name = readdirSync(folder).find((file) => file.endsWith('.mp4')) ?? '';
const VIDEO = readFileSync(path.join(folder, name));

function isWhole(bytes: Buffer, step = bytes.length || 1): boolean {
	const boxes = new Mp4Boxes();
	for (let at = 0; at < bytes.length; at += step) boxes.push(bytes.subarray(at, at + step));
	return boxes.isWhole();
}

function box(type: string, size: number, rest = Buffer.alloc(0)): Buffer {
	const start = Buffer.alloc(8);
	start.writeUInt32BE(size, 0);
	start.write(type, 4, 'latin1');
	return Buffer.concat([start, rest]);
}

test.each([1, 3, 7, 16, 1000])('the whole file in pieces of %i bytes', (step) => {
	expect(isWhole(VIDEO, step)).toBe(true);
});

test('cut anywhere it is not whole', () => {
	for (let length = 0; length < VIDEO.length; length += 97) {
		expect(isWhole(VIDEO.subarray(0, length))).toBe(false);
	}
	expect(isWhole(VIDEO.subarray(0, VIDEO.length - 1))).toBe(false);
});

test('a box with a long size, and one to the end of the file', () => {
	const long = Buffer.alloc(8);
	long.writeBigUInt64BE(24n);
	const wide = Buffer.concat([box('mdat', 1, long), Buffer.alloc(8)]);
	expect(isWhole(Buffer.concat([box('moov', 8), wide]))).toBe(true);
	expect(isWhole(Buffer.concat([box('moov', 8), wide.subarray(0, 20)]))).toBe(false);
	expect(isWhole(Buffer.concat([box('moov', 8), box('mdat', 0), Buffer.alloc(99)]))).toBe(true);
});

test.each([
	['a few zeros', Buffer.alloc(5)],
	['many zeros', Buffer.alloc(500)],
	['a line break', Buffer.from('\r\n')],
	['a comment of a server', Buffer.from('<!-- served by cache-7 in 12 ms -->')],
	['random bytes', Buffer.from('ffeeddccbbaa99887766554433221100', 'hex')],
])('%s after the last box are no reason to refuse it', (_, rest) => {
	expect(isWhole(Buffer.concat([VIDEO, rest]))).toBe(true);
	expect(isWhole(Buffer.concat([VIDEO, rest]), 3)).toBe(true);
});

test('a cut box of the format is cut, even one that holds no picture', () =>
	expect(isWhole(Buffer.concat([VIDEO, box('free', 5_000, Buffer.alloc(10))]))).toBe(false));

test('a fragment that is cut after the first pictures is missing', () => {
	const start = Buffer.concat([box('moov', 8), box('mdat', 8)]);
	expect(isWhole(Buffer.concat([start, box('moof', 8), box('mdat', 8)]))).toBe(true);
	expect(isWhole(Buffer.concat([start, box('moof', 90)]))).toBe(false);
	expect(isWhole(Buffer.concat([start, box('moof', 8), box('mdat', 90)]))).toBe(false);
});

test('a file without pictures, or without their description, is not whole', () => {
	expect(isWhole(Buffer.concat([box('ftyp', 8), box('mdat', 8)]))).toBe(false);
	expect(isWhole(Buffer.concat([box('ftyp', 8), box('moov', 8)]))).toBe(false);
});

test('the first box tells an MP4, and words in its place do not', () => {
	expect(looksLikeMp4(VIDEO)).toBe(true);
	expect(looksLikeMp4(box('moov', 8))).toBe(true);
	expect(looksLikeMp4(Buffer.from('The wide world'))).toBe(false);
	expect(looksLikeMp4(Buffer.alloc(0))).toBe(false);
});
