import { JSON_TYPE, jsonAnswer, type Answer } from '../answer';
import type { Exchange } from '../exchange';
import { membersOf } from '../json';
import { bufferSource, fillSource, joinedSource, type Source } from '../media/source';
import type { JsonObject } from '../protocol';
import type { AlteringKind, AlteringParameters, Fault, IdPlace } from './parameters';
import { statusAnswer } from './replacing';

const asJson = ({ json }: Answer): JsonObject => membersOf(json);

const sameWith = (answer: Answer, json: JsonObject): Answer => ({
	...jsonAnswer(answer.status, json),
	headers: answer.headers,
});

const asJsonType = (answer: Answer, body: Source): Answer => ({
	...answer,
	headers: { ...answer.headers, 'content-type': JSON_TYPE },
	body,
});

/** The same JSON object with one more member, whose bytes are given. */
function withRawMember(answer: Answer, name: string, value: Source): Answer {
	const text = JSON.stringify({ ...asJson(answer), [name]: 0 });
	const head = bufferSource(Buffer.from(text.slice(0, -2)));
	return asJsonType(answer, joinedSource([head, value, bufferSource(Buffer.from('}'))]));
}

function quoted(bytes: number): Source {
	const quote = bufferSource(Buffer.from('"'));
	return joinedSource([quote, fillSource(0x78, bytes), quote]);
}

const nested = (depth: number) => joinedSource([fillSource(0x5b, depth), fillSource(0x5d, depth)]);

const without = (json: JsonObject, names: readonly string[]): JsonObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

const MEDIA_MEMBERS = ['output', 'video', 'videos', 'video_url'];
const ADDRESS_MEMBERS = ['poll_url', 'status_url', 'response_url'];

function withoutRequestId(answer: Answer, fault: Fault<'noRequestId'>): Answer {
	const dropped = fault.keepUrls === false ? ['request_id', ...ADDRESS_MEMBERS] : ['request_id'];
	return sameWith(answer, without(asJson(answer), dropped));
}

const errorNaming: Record<IdPlace, (id: string, error: string) => JsonObject> = {
	request_id: (id, error) => ({ error, request_id: id }),
	id: (id, error) => ({ error, id }),
	nested: (id, error) => ({ error: { message: error, request: { id } } }),
	text: (id, error) => ({ error: `${error} (request ${id})` }),
	header: (_id, error) => ({ error }),
};

/** A request that was refused made no job, and its answer stays as it is. */
function withErrorStatus(
	answer: Answer,
	{ status, idIn = 'request_id', fields }: Fault<'acceptedThenStatus'>,
	{ record }: Exchange,
): Answer {
	if (!record.accepted || record.requestId === null) return answer;
	const body = errorNaming[idIn](record.requestId, 'Internal Server Error');
	const headers: Record<string, string> =
		idIn === 'header' ? { 'x-request-id': record.requestId } : {};
	return jsonAnswer(status, { ...body, ...fields }, headers);
}

function stuck(answer: Answer, { status = 'PROCESSING' }: Fault<'stuckResult'>): Answer {
	const { status: said, request_id } = asJson(answer);
	if (said !== 'COMPLETED') return answer;
	return sameWith(answer, { status, request_id, metrics: {} });
}

function otherFile(answer: Answer, fault: Fault<'otherFile'>): Answer {
	if (answer.status !== 200) return answer;
	const { contentType, text = '', base64 } = fault;
	const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
	const headers = { ...answer.headers, 'content-type': contentType };
	return { status: 200, headers, body: bufferSource(bytes) };
}

interface Altering<Kind extends AlteringKind> {
	needs?: ReadonlyArray<keyof AlteringParameters[Kind] & string>;
	takes?: ReadonlyArray<keyof AlteringParameters[Kind] & string>;
	/** A v1 call does not wait for its job first. */
	hurries?: boolean;
	alter: (answer: Answer, fault: Fault<Kind>, exchange: Exchange) => Answer;
}

/**
 * Faults that change the genuine answer: the request is carried out first, so a submit IS
 * accepted.
 */
export const ALTERING: { [Kind in AlteringKind]: Altering<Kind> } = {
	acceptedThen504: {
		takes: ['body', 'contentType', 'headers'],
		hurries: true,
		alter: (_answer, fault) => statusAnswer({ ...fault, status: 504 }),
	},
	badJson: {
		alter: (answer) =>
			asJsonType(answer, bufferSource(Buffer.from(JSON.stringify(asJson(answer)).slice(0, -1)))),
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
	acceptedThenStatus: {
		needs: ['status'],
		takes: ['idIn', 'fields'],
		hurries: true,
		alter: withErrorStatus,
	},
	stuckResult: { takes: ['status'], alter: stuck },
	otherFile: { needs: ['contentType'], takes: ['text', 'base64'], alter: otherFile },
};

export const isAltering = (fault: Fault): fault is Fault<AlteringKind> => fault.kind in ALTERING;

/** The answer as such a fault changes it. */
export const alteredBy = <Kind extends AlteringKind>(
	fault: Fault<Kind>,
	answer: Answer,
	exchange: Exchange,
): Answer => ALTERING[fault.kind].alter(answer, fault, exchange);
