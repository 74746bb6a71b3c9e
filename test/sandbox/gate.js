'use strict';

const { JSON_TYPE, errorAnswer } = require('./answer.js');
const { NO_BALANCE_KEY } = require('./keys.js');

/** Segmind's own words, as far as they are known. */
const NO_KEY = 'Missing Authorization or x-api-key in header';
const WRONG_KEY =
	'Unauthorized. API key is invalid or may have expired. Please check your API key and try again.';

const knownKeys = (options) => [...options.apiKeys, NO_BALANCE_KEY];

/** @returns {'valid' | 'invalid' | 'none'} */
function keyState(headers, options) {
	const key = headers['x-api-key'];
	if (key === undefined || key === '') return 'none';
	return knownKeys(options).includes(key) ? 'valid' : 'invalid';
}

/** Whether one of the keys that work stands anywhere in these texts. */
const holdsKey = (texts, options) =>
	knownKeys(options).some((key) => key !== '' && texts.some((text) => text.includes(key)));

function judgeKey({ record, headers }) {
	if (record.key === 'valid') return null;
	// `Authorization: Bearer` is not accepted, though the message for no key names it.
	const nothingSent = record.key === 'none' && headers.authorization === undefined;
	return errorAnswer(401, nothingSent ? NO_KEY : WRONG_KEY);
}

function judgeRate({ world, record }, route) {
	const { rateLimitPerMinute, pollsCount } = world.options;
	if (route.isPoll && !pollsCount) return null;
	const resetAt = world.rateLimit.take(record.at, rateLimitPerMinute);
	if (resetAt === null) return null;
	const headers = { 'x-rate-limit-reset-at-utc': new Date(resetAt).toISOString() };
	return errorAnswer(429, 'Rate limit exceeded', headers);
}

function validateBody({ headers, body }) {
	const contentType = (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
	if (contentType !== JSON_TYPE) return errorAnswer(406, 'Invalid content type');
	if (body === undefined) return errorAnswer(400, 'Malformed JSON in request body');
	if (body === null || typeof body !== 'object' || Array.isArray(body)) {
		return errorAnswer(400, 'Request body must be a JSON object');
	}
	return null;
}

/**
 * What every route asks of a request before it is looked at: key, rate, content type, JSON.
 *
 * @returns {import('./answer.js').Answer | null} null when the request may pass
 */
function judgeRequest(exchange, route) {
	if (!route.needsKey) return null;
	return (
		judgeKey(exchange) ??
		judgeRate(exchange, route) ??
		(route.needsJson ? validateBody(exchange) : null)
	);
}

module.exports = { judgeRequest, keyState, holdsKey };
