import type { FastifyReply, FastifyRequest } from 'fastify';

import { errorAnswer, htmlAnswer, type Answer } from './answer';
import { wait, type Clock } from './clock';
import { alteredBy, isAltering } from './faults/altering';
import { deliverBy, isDelivering } from './faults/delivery';
import { KINDS } from './faults/kinds';
import { namedKind, nothingPicked, type MainFault, type Picked } from './faults/plan';
import { isReplacing, replacementFor } from './faults/replacing';
import { holdsKey, judgeRequest, keyState } from './gate';
import { membersOf } from './json';
import { NO_BALANCE_KEY } from './keys';
import { requestIdOf } from './media/published';
import { bytesOf, streamOf } from './media/source';
import type { Phase } from './phases';
import type { JsonObject } from './protocol';
import { recordedBody, recordLine, type RequestRecord } from './records';
import type { World } from './world';

/** Up to this size an answer is sent in one piece. */
const SMALL_BYTES = 64 * 1024;

/** What is done with requests to an address. */
export interface Route {
	phase: Phase;
	/** Verbs; any where it is missing. */
	allowed?: readonly string[];
	needsKey?: boolean;
	needsJson?: boolean;
	isPoll?: boolean;
	handle: (exchange: Exchange) => Answer | Promise<Answer>;
}

/** One request on its way through the sandbox: record it, pick its faults, answer it. */
export interface Exchange {
	world: World;
	clock: Clock;
	/** When it arrived. */
	now: number;
	record: RequestRecord;
	headers: Record<string, string>;
	params: Record<string, string>;
	query: Record<string, string>;
	/** How the client addressed the sandbox: addresses in answers begin so. */
	base: string;
	/** The parsed body; undefined when it is no JSON. */
	json: unknown;
	/** Whether the key's account has a balance record. */
	hasBalance: boolean;
	/** Aborted when the client is gone or the sandbox closes. */
	leave: AbortSignal;
	/** What faults change beside the answer. */
	faults: Picked;
	/** A v1 call does not wait for its job. */
	hurries: boolean;
}

/** The members of a value whose texts are known: headers, parameters, a query. */
function textsOf(value: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(membersOf(value)).flatMap(([name, one]): Array<[string, string]> => {
			if (typeof one === 'string') return [[name, one]];
			return Array.isArray(one) ? [[name, one.join(', ')]] : [];
		}),
	);
}

/** The body, where it is an object; routes that need one have judged it before. */
export const bodyOf = ({ json }: Exchange): JsonObject => membersOf(json);

function newRecord(world: World, request: FastifyRequest, phase: Phase): RequestRecord {
	const { apiKeys } = world.options;
	const headers = textsOf(request.headers);
	const params = textsOf(request.params);
	const [path = ''] = request.url.split('?');
	return {
		n: world.requests.length,
		at: world.now(),
		endedAt: null,
		method: request.method,
		path,
		query: textsOf(request.query),
		host: headers.host ?? '',
		phase,
		slug: params.slug ?? null,
		requestId: params.id ?? (params.name === undefined ? null : requestIdOf(params.name)),
		key: keyState(headers['x-api-key'], apiKeys),
		keySeen: holdsKey([request.url, ...request.raw.rawHeaders], apiKeys),
		headers,
		body: null,
		status: null,
		fault: null,
		accepted: false,
	};
}

export function openExchange(
	world: World,
	request: FastifyRequest,
	reply: FastifyReply,
	{ phase }: Route,
): Exchange {
	const { options } = world;
	const record = newRecord(world, request, phase);
	world.requests.push(record);

	const leaving = new AbortController();
	reply.raw.once('close', () => {
		leaving.abort();
		record.endedAt = world.now();
		options.log?.(recordLine(record, options.apiKeys), record);
	});
	options.onRequest?.(record);

	return {
		world,
		clock: world.clock,
		now: record.at,
		record,
		headers: record.headers,
		params: textsOf(request.params),
		query: record.query,
		base: options.publicUrl ?? `http://${record.host}`,
		json: undefined,
		hasBalance: record.headers['x-api-key'] !== NO_BALANCE_KEY,
		leave: leaving.signal,
		faults: nothingPicked(),
		hurries: false,
	};
}

function parsed(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString('utf8'));
	} catch {
		return undefined;
	}
}

function readBody(exchange: Exchange, raw: Buffer): void {
	const { record, world } = exchange;
	exchange.json = parsed(raw);
	record.body = recordedBody(raw, exchange.json);
	record.keySeen ||= holdsKey([JSON.stringify(record.body)], world.options.apiKeys);
}

function bodyContains({ world, record }: Exchange, raw: Buffer): (text: string) => boolean {
	return (text) => {
		if (raw.includes(text)) return true;
		const job = record.requestId === null ? undefined : world.jobs.find(record.requestId);
		return job !== undefined && JSON.stringify(job.body).includes(text);
	};
}

/** What the sandbox says when nothing goes wrong on the way. */
async function genuineAnswer(exchange: Exchange, route: Route): Promise<Answer> {
	if (route.allowed && !route.allowed.includes(exchange.record.method)) {
		return htmlAnswer(405, '405 Method Not Allowed');
	}
	return judgeRequest(exchange, route) ?? (await route.handle(exchange));
}

async function faultyAnswer(exchange: Exchange, route: Route, fault: MainFault): Promise<Answer> {
	if (isReplacing(fault)) return replacementFor(fault, exchange);
	exchange.hurries = KINDS[fault.kind].hurries === true;
	const answer = await genuineAnswer(exchange, route);
	return isAltering(fault) ? alteredBy(fault, answer, exchange) : answer;
}

function send(reply: FastifyReply, answer: Answer, record: RequestRecord): FastifyReply {
	record.status = answer.status;
	void reply
		.code(answer.status)
		.headers({ ...answer.headers, 'content-length': answer.body.length });
	if (record.method === 'HEAD') return reply.send('');
	const isSmall = answer.body.length <= SMALL_BYTES;
	return reply.send(isSmall ? bytesOf(answer.body) : streamOf(answer.body));
}

/** An answer to those faults that never look at the request. */
const NOTHING_SAID = errorAnswer(500, 'The connection breaks before anything is said');

/** Answers a request whose body is `raw`. */
export async function answerExchange(
	exchange: Exchange,
	route: Route,
	raw: Buffer,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { world, record, leave } = exchange;
	readBody(exchange, raw);
	const picked = world.faults.pick(record, bodyContains(exchange, raw));
	const { main } = picked;
	record.fault = namedKind(picked);
	exchange.faults = picked;
	await wait(world.clock, picked.latencyMs, leave);

	if (!main) return send(reply, await genuineAnswer(exchange, route), record);
	if (!isDelivering(main)) return send(reply, await faultyAnswer(exchange, route, main), record);
	const isCarriedOut = KINDS[main.kind].processes === true;
	const answer = isCarriedOut ? await faultyAnswer(exchange, route, main) : NOTHING_SAID;
	reply.hijack();
	await deliverBy(main, { raw: reply.raw, answer, exchange });
	return reply;
}

/** A request that no route is made for. */
export const nothingHere = (): Answer => errorAnswer(404, 'Not found');
