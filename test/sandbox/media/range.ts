import { mediaAnswer, textAnswer, type Answer } from '../answer';
import type { Source } from './source';

export interface MediaFile {
	source: Source;
	contentType: string;
}

const part = (source: Source, start: number, end: number): Source => ({
	length: end - start,
	read: (from, to) => source.read(start + from, start + to),
});

/** The first and the last byte that a Range header asks for; null when it cannot be met. */
function limits(first: string, last: string, length: number): [number, number] | null {
	if (first === '') {
		return last === '' || last === '0' ? null : [Math.max(0, length - Number(last)), length - 1];
	}
	const end = last === '' ? length - 1 : Math.min(Number(last), length - 1);
	return Number(first) < length && Number(first) <= end ? [Number(first), end] : null;
}

/** A file, or the one range of it that was asked for (RFC 9110, 14). */
export function fileAnswer({ source, contentType }: MediaFile, range: string | undefined): Answer {
	const headers = { 'accept-ranges': 'bytes' };
	const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
	if (!asked) return mediaAnswer(source, contentType, headers);
	const wanted = limits(asked[1] ?? '', asked[2] ?? '', source.length);
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
