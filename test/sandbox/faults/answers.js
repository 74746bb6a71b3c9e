'use strict';

const { bufferSource, fillSource, joinedSource } = require('../media/source.js');
const {
	HTML_TYPE,
	JSON_TYPE,
	errorAnswer,
	htmlAnswer,
	jsonAnswer,
	textAnswer,
} = require('../answer.js');

/** How a moment of reset may be written; only the header's name is documented. */
const RESET_FORMATS = {
	iso: (ms) => new Date(ms).toISOString(),
	space: (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19),
	epochSeconds: (ms) => String(Math.ceil(ms / 1000)),
	epochMs: (ms) => String(ms),
	garbage: () => 'soon',
};

const STATUS_TITLES = {
	401: 'Unauthorized',
	403: 'Forbidden',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Time-out',
};

const titleOf = (status) => `${status} ${STATUS_TITLES[status] ?? 'Error'}`;

function statusAnswer(fault) {
	if (fault.body === undefined) {
		const byGateway = fault.status >= 502 && fault.status <= 504;
		const answer = byGateway
			? htmlAnswer(fault.status, titleOf(fault.status))
			: errorAnswer(fault.status, titleOf(fault.status));
		return { ...answer, headers: { ...answer.headers, ...fault.headers } };
	}
	const isText = typeof fault.body === 'string';
	const text = isText ? fault.body : JSON.stringify(fault.body);
	const contentType = fault.contentType ?? (isText ? HTML_TYPE : JSON_TYPE);
	return textAnswer(fault.status, text, contentType, fault.headers);
}

function rateLimitAnswer(fault, { now }) {
	const headers = {};
	if (fault.resetMs !== undefined) {
		const written = RESET_FORMATS[fault.resetFormat ?? 'iso'](now + fault.resetMs);
		headers['x-rate-limit-reset-at-utc'] = written;
	}
	if (fault.retryAfterS !== undefined) headers['retry-after'] = String(fault.retryAfterS);
	return errorAnswer(429, 'Rate limit exceeded', headers);
}

function redirectAnswer(fault, { record }) {
	const location = fault.location.replaceAll('{path}', record.path);
	return textAnswer(fault.status ?? 302, '', HTML_TYPE, { location });
}

const notVideoBody = (fault) =>
	fault.body === 'garbage'
		? fillSource(0xa7, fault.bytes ?? 4096)
		: bufferSource(Buffer.from('<html><body><h1>Sign in to continue</h1></body></html>\n'));

/**
 * Faults that answer in the place of Segmind. The request is not looked at: nothing is accepted.
 *
 * @type {Record<string, { needs?: string[], takes?: string[], answer: (fault: object, exchange: object) =>
 *   import('../answer.js').Answer }>}
 */
const REPLACING = {
	status: {
		needs: ['status'],
		takes: ['body', 'contentType', 'headers'],
		answer: statusAnswer,
	},
	rateLimit: { takes: ['resetMs', 'resetFormat', 'retryAfterS'], answer: rateLimitAnswer },
	redirect: { needs: ['location'], takes: ['status'], answer: redirectAnswer },
	expired: {
		answer: (fault, { record }) => errorAnswer(404, `Request ${record.requestId} not found`),
	},
	wrongType: { answer: () => htmlAnswer(200, 'Sign in to continue') },
	notVideo: {
		takes: ['body', 'bytes'],
		answer: (fault) => ({
			status: 200,
			headers: { 'content-type': 'video/mp4' },
			body: notVideoBody(fault),
		}),
	},
};

const asJson = (answer) =>
	answer.json !== null && typeof answer.json === 'object' ? answer.json : {};
const sameWith = (answer, json) => ({
	...jsonAnswer(answer.status, json),
	headers: answer.headers,
});

/** The same JSON object with one more member, whose bytes are given. */
function withRawMember(answer, name, value) {
	const text = JSON.stringify({ ...asJson(answer), [name]: 0 });
	return {
		...answer,
		headers: { ...answer.headers, 'content-type': JSON_TYPE },
		body: joinedSource([
			bufferSource(Buffer.from(text.slice(0, -2))),
			value,
			bufferSource(Buffer.from('}')),
		]),
	};
}

function quoted(bytes) {
	const quote = bufferSource(Buffer.from('"'));
	return joinedSource([quote, fillSource(0x78, bytes), quote]);
}

const nested = (depth) => joinedSource([fillSource(0x5b, depth), fillSource(0x5d, depth)]);

function without(json, names) {
	return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

const MEDIA_MEMBERS = ['output', 'video', 'videos', 'video_url'];
const ADDRESS_MEMBERS = ['poll_url', 'status_url', 'response_url'];

function withoutRequestId(answer, fault) {
	const dropped = fault.keepUrls === false ? ['request_id', ...ADDRESS_MEMBERS] : ['request_id'];
	return sameWith(answer, without(asJson(answer), dropped));
}

/**
 * Faults that change the genuine answer: the request is carried out first, so a submit IS
 * accepted.
 *
 * @type {Record<string, { needs?: string[], takes?: string[], alter: (answer: import('../answer.js').Answer,
 *   fault: object, exchange: object) => import('../answer.js').Answer }>}
 */
const ALTERING = {
	acceptedThen504: {
		takes: ['body', 'contentType', 'headers'],
		hurries: true,
		alter: (answer, fault) => statusAnswer({ ...fault, status: 504 }),
	},
	badJson: {
		alter: (answer) => ({
			...answer,
			headers: { ...answer.headers, 'content-type': JSON_TYPE },
			body: bufferSource(Buffer.from(JSON.stringify(asJson(answer)).slice(0, -1))),
		}),
	},
	hugeJson: {
		takes: ['bytes'],
		alter: (answer, fault) =>
			withRawMember(answer, 'padding', quoted(fault.bytes ?? 20 * 1024 * 1024)),
	},
	deepJson: {
		takes: ['depth'],
		alter: (answer, fault) => withRawMember(answer, 'nested', nested(fault.depth ?? 100_000)),
	},
	jsonWith: {
		takes: ['fields', 'without', 'status'],
		alter: (answer, fault) => {
			const json = { ...asJson(answer), ...fault.fields };
			return {
				...sameWith(answer, without(json, fault.without ?? [])),
				status: fault.status ?? answer.status,
			};
		},
	},
	noUrl: { alter: (answer) => sameWith(answer, without(asJson(answer), MEDIA_MEMBERS)) },
	noRequestId: { takes: ['keepUrls'], alter: withoutRequestId },
	weirdRequestId: {
		takes: ['id'],
		alter: (answer, fault) =>
			sameWith(answer, {
				...asJson(answer),
				request_id: fault.id === undefined ? '../../x' : fault.id,
			}),
	},
};

module.exports = { REPLACING, ALTERING };
