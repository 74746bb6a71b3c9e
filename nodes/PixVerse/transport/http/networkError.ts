/** What a request came to that got no answer. */
export type NetworkOutcome =
	/** The request never left: refused connection, unknown host, bad certificate. */
	| {
			kind: 'notSent';
			reason: string;
			/** By n8n itself: the next try is, too. */
			isBlocked?: boolean;
	  }
	/** It may have arrived: the connection broke, or nobody answered in time. */
	| { kind: 'broken'; reason: string };

/**
 * Codes that come up only before a byte of the request is on its way. EHOSTUNREACH, ENETUNREACH and
 * EPROTO are none of them: a connection that stands can end with each.
 */
const NOT_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_INVALID_URL|ERR_INVALID_CHAR|ERR_TLS_CERT_ALTNAME_INVALID|CERT_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+)$/;

/** `connect`: no connection came about, whatever the code; `getaddrinfo`: no address was found. */
const BEFORE_SENDING = /^(connect|getaddrinfo|query\w*)$/;

/** Node's own words where the other side hangs up during the TLS handshake (lib/_tls_wrap.js). */
const CUT_HANDSHAKE = /before secure TLS connection was established/;

const MAX_DEPTH = 6;

function part(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textPart(value: unknown, name: string): string {
	const found = part(value, name);
	return typeof found === 'string' ? found : '';
}

/**
 * Tells from an error of n8n's helper, and its causes, whether the request can have arrived. Where
 * that is not certain it counts as arrived: a paid request is then not sent again.
 */
export function classifyNetworkError(error: unknown): NetworkOutcome {
	let code = '';
	let isUnsent = false;
	let current = error;
	for (let depth = 0; current && depth < MAX_DEPTH; depth += 1) {
		if (textPart(current, 'name').startsWith('Ssrf')) {
			return { kind: 'notSent', reason: "n8n's SSRF protection blocked it", isBlocked: true };
		}
		code = textPart(current, 'code') || code;
		isUnsent ||= wasNotSent(current) || hadNoConnection(part(current, 'request'));
		current = part(current, 'cause');
	}
	return isUnsent
		? { kind: 'notSent', reason: code || 'no connection' }
		: { kind: 'broken', reason: code || 'the connection broke' };
}

function wasNotSent(error: unknown): boolean {
	if (NOT_SENT.test(textPart(error, 'code')) || BEFORE_SENDING.test(textPart(error, 'syscall')))
		return true;
	return CUT_HANDSHAKE.test(textPart(error, 'message')) || allNotSent(part(error, 'errors'));
}

/** Node tries all addresses of a name; its AggregateError may have a code, but no syscall. */
function allNotSent(errors: unknown): boolean {
	if (!Array.isArray(errors) || errors.length === 0) return false;
	return errors.every(wasNotSent);
}

/**
 * Whether the request that axios hands out with its errors never had a connection to be sent on:
 * no socket at all (a proxy hung up on CONNECT), one that is still connecting, a TLS handshake that
 * did not end, or one that was given up before it took a byte.
 */
function hadNoConnection(request: unknown): boolean {
	const socket = part(request, 'socket');
	if (socket === null) return true;
	return (
		part(socket, 'connecting') === true ||
		part(socket, 'secureConnecting') === true ||
		part(socket, '_bytesDispatched') === 0
	);
}
