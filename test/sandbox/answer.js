'use strict';

const { bufferSource } = require('./media/source.js');

/**
 * What the sandbox is about to say, as a value: faults may still change it or break its delivery.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers without content-length
 * @property {unknown} [json] the body before it is turned into bytes, where it is JSON
 * @property {import('./media/source.js').Source} body
 */

const JSON_TYPE = 'application/json';
const HTML_TYPE = 'text/html; charset=utf-8';

/** @returns {Answer} */
function jsonAnswer(status, json, headers = {}) {
	return {
		status,
		headers: { 'content-type': JSON_TYPE, ...headers },
		json,
		body: bufferSource(Buffer.from(JSON.stringify(json))),
	};
}

/** @returns {Answer} */
function textAnswer(status, text, contentType, headers = {}) {
	return {
		status,
		headers: { 'content-type': contentType, ...headers },
		body: bufferSource(Buffer.from(text)),
	};
}

/** The norm of Segmind's gateway. @returns {Answer} */
const errorAnswer = (status, error, headers = {}) => jsonAnswer(status, { error }, headers);

/** What a web server in front says by itself. @returns {Answer} */
const htmlAnswer = (status, title) =>
	textAnswer(
		status,
		`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
		HTML_TYPE,
	);

/** @returns {Answer} */
const mediaAnswer = (source, contentType, headers = {}) => ({
	status: 200,
	headers: { 'content-type': contentType, ...headers },
	body: source,
});

module.exports = {
	JSON_TYPE,
	HTML_TYPE,
	jsonAnswer,
	textAnswer,
	errorAnswer,
	htmlAnswer,
	mediaAnswer,
};
