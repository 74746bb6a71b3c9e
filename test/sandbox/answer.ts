import { bufferSource, type Source } from './media/source';

/**
 * What the sandbox is about to say, as a value: faults may still change it or break its delivery.
 */
export interface Answer {
	status: number;
	/** Without content-length. */
	headers: Record<string, string>;
	/** The body before it is turned into bytes, where it is JSON. */
	json?: unknown;
	body: Source;
}

export const JSON_TYPE = 'application/json';
export const HTML_TYPE = 'text/html; charset=utf-8';

export function jsonAnswer(
	status: number,
	json: unknown,
	headers: Record<string, string> = {},
): Answer {
	return {
		status,
		headers: { 'content-type': JSON_TYPE, ...headers },
		json,
		body: bufferSource(Buffer.from(JSON.stringify(json))),
	};
}

export function textAnswer(
	status: number,
	text: string,
	contentType: string,
	headers: Record<string, string> = {},
): Answer {
	return {
		status,
		headers: { 'content-type': contentType, ...headers },
		body: bufferSource(Buffer.from(text)),
	};
}

/** The norm of Segmind's gateway. */
export const errorAnswer = (
	status: number,
	error: string,
	headers: Record<string, string> = {},
): Answer => jsonAnswer(status, { error }, headers);

/** What a web server in front says by itself. */
export const htmlAnswer = (status: number, title: string): Answer =>
	textAnswer(
		status,
		`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
		HTML_TYPE,
	);

export const mediaAnswer = (
	source: Source,
	contentType: string,
	headers: Record<string, string> = {},
): Answer => ({
	status: 200,
	headers: { 'content-type': contentType, ...headers },
	body: source,
});
