/** What a request came to that got no answer. */
export type NetworkOutcome =
	/** The request never left: refused connection, unknown host, bad certificate. */
	| {
			kind: 'notSent';
			reason: string;
			/** By n8n itself: the next try is, too. */ isBlocked?: boolean;
	  }
	/** It may have arrived: the connection broke, or nobody answered in time. */
	| { kind: 'broken'; reason: string };

/**
 * Codes of errors that come before a byte of the request is on its way. EPROTO is what Node gives
 * for a TLS handshake that fails; after the handshake the code is ERR_SSL_… instead.
 */
const NOT_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_INVALID_URL|ERR_INVALID_CHAR|ERR_TLS_CERT_ALTNAME_INVALID|CERT_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+)$/;

/** `connect`: no connection came about, whatever the code; `getaddrinfo`: no address was found. */
const BEFORE_SENDING = /^(connect|getaddrinfo|query\w*)$/;

interface ErrorLike {
	code?: unknown;
	syscall?: unknown;
	name?: unknown;
	cause?: unknown;
	errors?: unknown;
}

const MAX_DEPTH = 6;

/**
 * Tells from an error of n8n's helper, and its causes, whether the request can have arrived. Where
 * that is not certain it counts as arrived: a paid request is then not sent again.
 */
export function classifyNetworkError(error: unknown): NetworkOutcome {
	let reason = 'the connection broke';
	let current = error;
	for (let depth = 0; typeof current === 'object' && current !== null; depth += 1) {
		if (depth >= MAX_DEPTH) break;
		const one = current as ErrorLike;
		const code = typeof one.code === 'string' ? one.code : '';
		if (typeof one.name === 'string' && one.name.startsWith('Ssrf')) {
			return { kind: 'notSent', reason: "n8n's SSRF protection blocked it", isBlocked: true };
		}
		if (NOT_SENT.test(code) || BEFORE_SENDING.test(String(one.syscall)) || allNotSent(one.errors)) {
			return { kind: 'notSent', reason: code || 'no connection' };
		}
		if (code) reason = code;
		current = one.cause;
	}
	return { kind: 'broken', reason };
}

/** Node tries all addresses of a name; its AggregateError may have a code, but no syscall. */
function allNotSent(errors: unknown): boolean {
	if (!Array.isArray(errors) || errors.length === 0) return false;
	return errors.every((one: unknown) => {
		const { syscall, code } = (one ?? {}) as ErrorLike;
		return BEFORE_SENDING.test(String(syscall)) || NOT_SENT.test(String(code));
	});
}
