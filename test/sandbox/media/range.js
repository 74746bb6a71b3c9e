'use strict';

const { mediaAnswer, textAnswer } = require('../answer.js');

function part(source, start, end) {
	return { length: end - start, read: (from, to) => source.read(start + from, start + to) };
}

/** The first and the last byte that a Range header asks for; null when it cannot be met. */
function limits(range, length) {
	const [, first, last] = range;
	if (first === '')
		return last === '' || last === '0' ? null : [Math.max(0, length - last), length - 1];
	const end = last === '' ? length - 1 : Math.min(Number(last), length - 1);
	return Number(first) < length && Number(first) <= end ? [Number(first), end] : null;
}

/**
 * A file, or the one range of it that was asked for (RFC 9110, 14).
 *
 * @param {{ source: import('./source.js').Source, contentType: string }} file
 * @param {string | undefined} rangeHeader
 * @returns {import('../answer.js').Answer}
 */
function fileAnswer({ source, contentType }, rangeHeader) {
	const headers = { 'accept-ranges': 'bytes' };
	const range = /^bytes=(\d*)-(\d*)$/.exec(rangeHeader ?? '');
	if (!range) return mediaAnswer(source, contentType, headers);
	const wanted = limits(range, source.length);
	if (!wanted) {
		return textAnswer(416, '', contentType, {
			...headers,
			'content-range': `bytes */${source.length}`,
		});
	}
	const [first, last] = wanted;
	return {
		...mediaAnswer(part(source, first, last + 1), contentType, {
			...headers,
			'content-range': `bytes ${first}-${last}/${source.length}`,
		}),
		status: 206,
	};
}

module.exports = { fileAnswer };
