import { errorAnswer, JSON_TYPE, type Answer } from './answer';
import type { Exchange, Route } from './exchange';
import { NO_BALANCE_KEY } from './keys';
import type { RequestRecord } from './records';

/** Segmind's own words, as far as they are known. */
const NO_KEY = 'Missing Authorization or x-api-key in header';
const WRONG_KEY =
	'Unauthorized. API key is invalid or may have expired. Please check your API key and try again.';

const knownKeys = (apiKeys: readonly string[]) => [...apiKeys, NO_BALANCE_KEY];

export function keyState(
	key: string | undefined,
	apiKeys: readonly string[],
): RequestRecord['key'] {
	if (key === undefined || key === '') return 'none';
	return knownKeys(apiKeys).includes(key) ? 'valid' : 'invalid';
}

/** Whether one of the keys that work stands anywhere in these texts. */
export const holdsKey = (texts: readonly string[], apiKeys: readonly string[]): boolean =>
	knownKeys(apiKeys).some((key) => key !== '' && texts.some((text) => text.includes(key)));

function judgeKey({ record, headers }: Exchange): Answer | null {
	if (record.key === 'valid') return null;
	// `Authorization: Bearer` is not accepted, though the message for no key names it.
	const nothingSent = record.key === 'none' && headers.authorization === undefined;
	return errorAnswer(401, nothingSent ? NO_KEY : WRONG_KEY);
}

function judgeRate({ world, record }: Exchange, route: Route): Answer | null {
	const { rateLimitPerMinute, pollsCount } = world.options;
	if (route.isPoll && !pollsCount) return null;
	const resetAt = world.rateLimit.take(record.at, rateLimitPerMinute);
	if (resetAt === null) return null;
	const headers = { 'x-rate-limit-reset-at-utc': new Date(resetAt).toISOString() };
	return errorAnswer(429, 'Rate limit exceeded', headers);
}

function judgeBody({ headers, json }: Exchange): Answer | null {
	const contentType = (headers['content-type'] ?? '').replace(/;.*/s, '').trim().toLowerCase();
	if (contentType !== JSON_TYPE) return errorAnswer(406, 'Invalid content type');
	if (json === undefined) return errorAnswer(400, 'Malformed JSON in request body');
	if (json === null || typeof json !== 'object' || Array.isArray(json)) {
		return errorAnswer(400, 'Request body must be a JSON object');
	}
	return null;
}

/**
 * What every route asks of a request before it is looked at: key, rate, content type, JSON. Null
 * when the request may pass.
 */
export function judgeRequest(exchange: Exchange, route: Route): Answer | null {
	if (!route.needsKey) return null;
	return (
		judgeKey(exchange) ??
		judgeRate(exchange, route) ??
		(route.needsJson ? judgeBody(exchange) : null)
	);
}
