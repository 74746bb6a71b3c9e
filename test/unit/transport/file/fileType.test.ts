// What bytes are, whatever their sender says of them.
import { describe, expect, test } from '@jest/globals';

import {
	isFileAnswer,
	isVideo,
	objectionTo,
	storedAs,
	typeOfFile,
} from '../../../../nodes/PixVerse/transport/file/fileType';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const ftyp = (brand: string) => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0isommp42`);
const MP4 = ftyp('isom');
const PAGE = bytes('<!DOCTYPE html><html><body>Not here</body></html>');
const SVG = bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
const PNG = bytes('\x89PNG\r\n\x1a\n and more');

describe('typeOfFile', () => {
	test.each<[string, Buffer, string | undefined, string]>([
		['a PNG that says JPEG', PNG, 'image/jpeg', 'image/png'],
		['a JPEG', bytes('\xff\xd8\xff\xe0'), undefined, 'image/jpeg'],
		['a WebP', bytes('RIFF\0\0\0\0WEBPVP8 '), '', 'image/webp'],
		['a WAV', bytes('RIFF\0\0\0\0WAVEfmt '), '', 'audio/wav'],
		['an MP4 without a type', MP4, undefined, 'video/mp4'],
		['an MP4 that says octet-stream', MP4, 'application/octet-stream', 'video/mp4'],
		['an MP4 that says PNG', MP4, 'image/png', 'video/mp4'],
		['a MOV', ftyp('qt  '), 'video/mp4', 'video/quicktime'],
		['a bare ftyp that says MOV', MP4, 'video/quicktime', 'video/quicktime'],
		['a bare ftyp that says HEIC', ftyp('mp41'), 'image/heic', 'image/heic'],
		['a bare ftyp that says M4A', ftyp('isom'), 'audio/x-m4a', 'audio/x-m4a'],
		['a HEIC', ftyp('heic'), 'application/octet-stream', 'image/heic'],
		['a HEIC that says MP4', ftyp('heix'), 'video/mp4', 'image/heic'],
		['a HEIF', ftyp('mif1'), '', 'image/heif'],
		['a HEIF that says AVIF', ftyp('mif1'), 'image/avif', 'image/avif'],
		['an AVIF', ftyp('avif'), '', 'image/avif'],
		['an M4A', ftyp('M4A '), '', 'audio/mp4'],
		['an M4V', ftyp('M4V '), '', 'video/mp4'],
		['a WebM', bytes('\x1a\x45\xdf\xa3....'), '', 'video/webm'],
		['a Matroska', bytes('\x1a\x45\xdf\xa3....'), 'video/x-matroska', 'video/x-matroska'],
		['a ZIP that says MP4', bytes('PK\x03\x04....'), 'video/mp4', 'application/zip'],
		['a document', bytes('PK\x03\x04....'), 'application/vnd.oasis', 'application/vnd.oasis'],
		['a type with parameters', bytes('a,b'), ' Text/CSV; charset=utf-8', 'text/csv'],
		['nothing known', bytes('hm'), undefined, 'application/octet-stream'],
		['nothing at all', bytes(''), '', 'application/octet-stream'],
	])('%s', (_, start, stated, type) => expect(typeOfFile(start, stated)).toBe(type));
});

test('a video is one by its bytes', () => {
	expect(isVideo(MP4, 'text/html')).toBe(true);
	expect(isVideo(ftyp('qt  '), '')).toBe(true);
	expect(isVideo(ftyp('avif'), 'video/mp4')).toBe(false);
	expect(isVideo(PNG, 'video/mp4')).toBe(false);
});

describe('what cannot be what was paid for', () => {
	const VIDEO = false;
	const ANYTHING = true;
	test.each<[string, string, Buffer, boolean, RegExp | undefined]>([
		['an MP4', 'video/mp4', MP4, VIDEO, undefined],
		['an MP4 that says HTML', 'text/html', MP4, VIDEO, undefined],
		['an MP4 that says JSON', 'application/json', MP4, VIDEO, undefined],
		['a page', 'text/html', PAGE, VIDEO, /web page/],
		['a page that says MP4', 'video/mp4', PAGE, VIDEO, /web page/],
		['XHTML', '', bytes('<?xml version="1.0"?>\n<html xmlns="x">'), VIDEO, /web page/],
		['words', 'text/plain', bytes('sorry'), VIDEO, /content type was text\/plain/],
		['a PNG', 'image/png', PNG, VIDEO, /not an MP4/],
		['an AVIF', 'video/mp4', ftyp('avif'), VIDEO, /not an MP4/],
		['nothing', 'video/mp4', bytes(''), VIDEO, /empty/],
		['a page', 'video/mp4', PAGE, ANYTHING, /web page/],
		['a page behind a comment', '', bytes('<!-- hi --><HTML>'), ANYTHING, /web page/],
		['nothing', '', bytes(''), ANYTHING, /empty/],
		['an SVG', 'image/svg+xml', SVG, ANYTHING, undefined],
		['an SVG that says HTML', 'text/html', SVG, ANYTHING, undefined],
		['XML', 'application/xml', bytes('<?xml version="1.0"?><a/>'), ANYTHING, undefined],
		['a PNG that says MP4', 'video/mp4', PNG, ANYTHING, undefined],
		['words', 'text/plain', bytes('hello'), ANYTHING, undefined],
	])('%s (%s)', (_, type, start, anyType, words) => {
		const objection = objectionTo(type, start, anyType);
		if (words) expect(objection).toMatch(words);
		else expect(objection).toBeUndefined();
	});
});

describe('an answer of v1', () => {
	test.each<[string, string, Buffer, boolean, boolean]>([
		['an MP4', 'video/mp4', MP4, false, true],
		['an MP4 that says JSON', 'application/json', MP4, false, true],
		['JSON', 'application/json', bytes('{"video":'), false, false],
		['JSON that says MP4', 'video/mp4', bytes(' [1]'), true, false],
		['a page', 'video/mp4', PAGE, false, false],
		['garbage that says MP4', 'video/mp4', bytes('garbage'), false, true],
		['words', 'text/plain', bytes('hello'), false, false],
		['words of another model', 'text/plain', bytes('hello'), true, true],
		['a page of another model', 'text/html', PAGE, true, true],
		['a ZIP of another model', '', bytes('PK\x03\x04'), true, true],
		['nothing', 'video/mp4', bytes(''), true, false],
	])('%s', (_, type, start, anyType, isFile) => {
		expect(isFileAnswer(type, start, anyType)).toBe(isFile);
	});
});

describe('how it is stored', () => {
	const any = { fileName: 'clip.mp4', anyType: true };
	test.each<[string, string, Buffer, string, string]>([
		['an MP4', 'application/octet-stream', MP4, 'video/mp4', 'clip.mp4'],
		['a MOV', 'video/quicktime', ftyp('qt  '), 'video/quicktime', 'clip.mov'],
		['a PNG that says MP4', 'video/mp4', PNG, 'image/png', 'clip.png'],
		['garbage that says MP4', 'video/mp4', bytes('hm'), 'application/octet-stream', 'clip'],
		['an SVG', 'image/svg+xml', SVG, 'image/svg+xml', 'clip.svg'],
		['words', 'text/plain', bytes('hello'), 'text/plain', 'clip.txt'],
		['an odd type', 'x y', bytes('hello'), 'application/octet-stream', 'clip'],
		['a type named like a method', 'constructor', bytes('a'), 'application/octet-stream', 'clip'],
	])('%s', (_, type, start, mimeType, fileName) => {
		expect(storedAs(type, start, any)).toEqual({ mimeType, fileName });
	});

	test('an ordered video is an MP4 whatever type came with it', () => {
		const stored = storedAs('text/html', MP4, { fileName: 'clip.mp4', anyType: false });
		expect(stored).toEqual({ mimeType: 'video/mp4', fileName: 'clip.mp4' });
	});
});

test.each([
	['picture.png.mp4', 'picture.png'],
	['picture.PNG.mp4', 'picture.PNG'],
	['picture.mp4', 'picture.png'],
	['v1.2.mp4', 'v1.2.png'],
])('a PNG wanted as %s is called %s', (fileName, expected) => {
	const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	expect(storedAs('image/png', png, { fileName, anyType: true }).fileName).toBe(expected);
});

test('a JPEG that is named so in either spelling keeps its name', () => {
	const jpeg = bytes('\xff\xd8\xff\xe0');
	const named = (fileName: string) =>
		storedAs('image/jpeg', jpeg, { fileName, anyType: true }).fileName;
	expect(named('picture.jpeg.mp4')).toBe('picture.jpeg');
	expect(named('picture.jpg.mp4')).toBe('picture.jpg');
});

test('a type of any length makes no long message', () => {
	const type = `text/${'x'.repeat(500_000)}`;
	expect(objectionTo(type, bytes('hello'), false)?.length).toBeLessThan(200);
});
