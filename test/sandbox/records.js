'use strict';

const { readDataUrl, sha256 } = require('./account/assets.js');
const { maskKeys } = require('./keys.js');

/** Longer texts in a recorded body are kept as their length and hash. */
const LONGEST_TEXT = 8192;

/**
 * One request, as it came and what became of it.
 *
 * @typedef {object} RequestRecord
 * @property {number} n from 0, in order of arrival
 * @property {number} at when its headers arrived, ms since 1970 on the sandbox's clock
 * @property {number | null} endedAt when the answer was out or the connection gone
 * @property {string} method
 * @property {string} path without query
 * @property {Record<string, string>} query
 * @property {string} host as the client wrote it
 * @property {'submit' | 'status' | 'result' | 'sync' | 'upload' | 'history' | 'historyList'
 *   | 'credits' | 'download' | 'asset' | 'other'} phase
 * @property {string | null} slug of a submit or sync request
 * @property {string | null} requestId of the job that it makes or asks about
 * @property {'valid' | 'invalid' | 'none'} key what x-api-key held
 * @property {boolean} keySeen a valid key was anywhere in the address, the headers or the body
 * @property {Record<string, string>} headers as sent, key included: only in the process itself
 * @property {unknown} body parsed JSON; data URLs as { type, length, sha256 }; null without body
 * @property {number | null} status null while, or because, nothing was answered
 * @property {string | null} fault the kind of the fault that was applied
 * @property {boolean} accepted a job was made: this is what costs money
 */

function abbreviated(value) {
	if (typeof value === 'string') {
		const file = value.startsWith('data:') ? readDataUrl(value) : null;
		if (file) {
			return { type: file.contentType, length: file.bytes.length, sha256: sha256(file.bytes) };
		}
		if (value.length <= LONGEST_TEXT) return value;
		return { length: value.length, sha256: sha256(value) };
	}
	if (Array.isArray(value)) return value.map(abbreviated);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, abbreviated(one)]));
	}
	return value;
}

/**
 * A body as it is kept in a record.
 *
 * @param {Buffer} raw
 * @param {unknown} parsed undefined when it is no JSON
 */
function recordedBody(raw, parsed) {
	if (raw.length === 0) return null;
	return abbreviated(parsed === undefined ? raw.toString('utf8') : parsed);
}

/** A value that may be shown anywhere: no API key is left in it. */
function withoutKeys(value, apiKeys) {
	return JSON.parse(maskKeys(JSON.stringify(value), apiKeys));
}

const twoDigits = (value) => String(value).padStart(2, '0');

function timeOfDay(ms) {
	const date = new Date(ms);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** A request in one line, for people. */
function recordLine(record, apiKeys) {
	const parts = [timeOfDay(record.at), record.method, record.path, record.status ?? 'no answer'];
	if (record.accepted) parts.push(`accepted ${record.requestId}`);
	if (record.fault) parts.push(`fault ${record.fault}`);
	return maskKeys(parts.join(' '), apiKeys);
}

module.exports = { recordedBody, withoutKeys, recordLine };
