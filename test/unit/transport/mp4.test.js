// A file that was cut short is known by its boxes, however its bytes come by.
const fs = require('node:fs');
const path = require('node:path');
const { Mp4Boxes } = require('../../../nodes/PixVerse/transport/file/mp4');

const folder = path.join(__dirname, '../../sandbox/videos');
const VIDEO = fs.readFileSync(
	path.join(
		folder,
		fs.readdirSync(folder).find((name) => name.endsWith('.mp4')),
	),
);

function isWhole(bytes, step = bytes.length || 1) {
	const boxes = new Mp4Boxes();
	for (let at = 0; at < bytes.length; at += step) boxes.push(bytes.subarray(at, at + step));
	return boxes.isWhole();
}

function box(type, size, header = Buffer.alloc(0)) {
	const start = Buffer.alloc(8);
	start.writeUInt32BE(size, 0);
	start.write(type, 4, 'latin1');
	return Buffer.concat([start, header]);
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

test('a box with a long size, one to the end of the file, and padding after the last', () => {
	const long = Buffer.alloc(8);
	long.writeBigUInt64BE(24n);
	const wide = Buffer.concat([box('mdat', 1, long), Buffer.alloc(8)]);
	expect(isWhole(Buffer.concat([box('moov', 8), wide]))).toBe(true);
	expect(isWhole(Buffer.concat([box('moov', 8), wide.subarray(0, 20)]))).toBe(false);
	expect(isWhole(Buffer.concat([box('moov', 8), box('mdat', 0), Buffer.alloc(99)]))).toBe(true);
	expect(isWhole(Buffer.concat([VIDEO, Buffer.alloc(5)]))).toBe(true);
	expect(isWhole(Buffer.concat([VIDEO, Buffer.alloc(500)]))).toBe(true);
});

test('a file without pictures, or without their description, is not whole', () => {
	expect(isWhole(Buffer.concat([box('ftyp', 8), box('mdat', 8)]))).toBe(false);
	expect(isWhole(Buffer.concat([box('ftyp', 8), box('moov', 8)]))).toBe(false);
});
