import {
	errorAnswer,
	HTML_TYPE,
	htmlAnswer,
	JSON_TYPE,
	jsonAnswer,
	textAnswer,
	type Answer,
} from '../answer';
import type { Exchange } from '../exchange';
import { bufferSource, fillSource } from '../media/source';
import type { FailedBody } from '../protocol';
import type { Fault, ReplacingKind, ReplacingParameters, ResetFormat } from './parameters';

/** How a moment of reset may be written; only the header's name is documented. */
const RESET_FORMATS: Record<ResetFormat, (ms: number) => string> = {
	iso: (ms) => new Date(ms).toISOString(),
	space: (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19),
	epochSeconds: (ms) => String(Math.ceil(ms / 1000)),
	epochMs: (ms) => String(ms),
	garbage: () => 'soon',
};

const STATUS_TITLES = new Map([
	[401, 'Unauthorized'],
	[403, 'Forbidden'],
	[500, 'Internal Server Error'],
	[502, 'Bad Gateway'],
	[503, 'Service Unavailable'],
	[504, 'Gateway Time-out'],
]);

const titleOf = (status: number) => `${status} ${STATUS_TITLES.get(status) ?? 'Error'}`;

/** An answer with any status; 502 to 504 are a gateway's, in HTML, unless a body is given. */
export function statusAnswer(fault: ReplacingParameters['status']): Answer {
	const { status, body, headers } = fault;
	if (body === undefined) {
		const byGateway = status >= 502 && status <= 504;
		const answer = byGateway
			? htmlAnswer(status, titleOf(status))
			: errorAnswer(status, titleOf(status));
		return { ...answer, headers: { ...answer.headers, ...headers } };
	}
	const isText = typeof body === 'string';
	const contentType = fault.contentType ?? (isText ? HTML_TYPE : JSON_TYPE);
	return textAnswer(status, isText ? body : JSON.stringify(body), contentType, headers);
}

function rateLimitAnswer(fault: Fault<'rateLimit'>, { now }: Exchange): Answer {
	const headers: Record<string, string> = {};
	if (fault.resetMs !== undefined) {
		const written = RESET_FORMATS[fault.resetFormat ?? 'iso'](now + fault.resetMs);
		headers['x-rate-limit-reset-at-utc'] = written;
	}
	if (fault.retryAfterS !== undefined) headers['retry-after'] = String(fault.retryAfterS);
	return errorAnswer(429, 'Rate limit exceeded', headers);
}

function redirectAnswer(fault: Fault<'redirect'>, { record }: Exchange): Answer {
	const location = fault.location.replaceAll('{path}', record.path);
	return textAnswer(fault.status ?? 302, '', HTML_TYPE, { location });
}

const notVideoBody = (fault: Fault<'notVideo'>) =>
	fault.body === 'garbage'
		? fillSource(0xa7, fault.bytes ?? 4096)
		: bufferSource(Buffer.from('<html><body><h1>Sign in to continue</h1></body></html>\n'));

const FOREIGN_ID = '00000000-0000-4000-8000-00000000f0f0';

function foreignFailure({ requestId, error }: Fault<'foreignFailure'>): Answer {
	const body: FailedBody = {
		status: 'FAILED',
		error: error ?? 'Validation error in another request',
		metrics: { inference_time: 0.01, queue_time: 0.23, total_time: 0.24 },
		request_id: requestId ?? FOREIGN_ID,
	};
	return jsonAnswer(422, body);
}

interface Replacing<Kind extends ReplacingKind> {
	needs?: ReadonlyArray<keyof ReplacingParameters[Kind] & string>;
	takes?: ReadonlyArray<keyof ReplacingParameters[Kind] & string>;
	answer: (fault: Fault<Kind>, exchange: Exchange) => Answer;
}

/**
 * Faults that answer in the place of Segmind. The request is not looked at: nothing is accepted.
 */
export const REPLACING: { [Kind in ReplacingKind]: Replacing<Kind> } = {
	status: {
		needs: ['status'],
		takes: ['body', 'contentType', 'headers'],
		answer: statusAnswer,
	},
	rateLimit: { takes: ['resetMs', 'resetFormat', 'retryAfterS'], answer: rateLimitAnswer },
	redirect: { needs: ['location'], takes: ['status'], answer: redirectAnswer },
	expired: {
		answer: (_fault, { record }) => errorAnswer(404, `Request ${record.requestId} not found`),
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
	gatewayError: {
		takes: ['status', 'fields'],
		answer: ({ status = 200, fields }) =>
			jsonAnswer(status, { status: 'error', message: 'Internal Polling Error', ...fields }),
	},
	foreignFailure: { takes: ['requestId', 'error'], answer: foreignFailure },
};

export const isReplacing = (fault: Fault): fault is Fault<ReplacingKind> => fault.kind in REPLACING;

/** What such a fault answers. */
export const replacementFor = <Kind extends ReplacingKind>(
	fault: Fault<Kind>,
	exchange: Exchange,
): Answer => REPLACING[fault.kind].answer(fault, exchange);
