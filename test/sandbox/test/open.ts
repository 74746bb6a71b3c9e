// A sandbox on a clock that stands still, and requests to it.
import http from 'node:http';

import { manualClock, SANDBOX_KEY, startSandbox, type Sandbox, type SandboxOptions } from '..';
import { membersOf } from '../json';
import type { JsonObject } from '../protocol';

export type Headers = Record<string, string>;

export const KEY_HEADER: Headers = { 'x-api-key': SANDBOX_KEY };
export const JSON_HEADERS: Headers = { ...KEY_HEADER, 'content-type': 'application/json' };

/** A body that every rule of pixverse-v6 likes. */
export const V6_BODY = { prompt: 'A lighthouse at dusk', duration: 5, quality: '540p' };

/** What it costs by the price list. */
export const V6_COST = 0.28125;

export const FIVE_VIDEO_BODY = { ...V6_BODY, motion_mode: 'normal' };

const opened: Sandbox[] = [];

/** The JSON of an answer, which is an object. */
export async function jsonOf(response: Response): Promise<JsonObject> {
	const json: unknown = await response.json();
	return membersOf(json);
}

/** Status and JSON of an answer, for one `toEqual`. */
export const said = async (response: Response): Promise<{ status: number; body: JsonObject }> => ({
	status: response.status,
	body: await jsonOf(response),
});

/** A value that must be a text. */
export function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	throw new Error(`This should be a text: ${JSON.stringify(value)}`);
}

/** A value that must be a list of objects. */
export function objectsOf(value: unknown): JsonObject[] {
	if (Array.isArray(value)) return value.map(membersOf);
	throw new Error(`This should be a list: ${JSON.stringify(value)}`);
}

/** What must be there. */
export function present<Value>(value: Value | null | undefined): Value {
	if (value === null || value === undefined) throw new Error('This should be there');
	return value;
}

/** A sandbox that is closed by `closeAll`. */
export async function open(options: SandboxOptions = {}) {
	const clock = manualClock();
	const sandbox = await startSandbox({ clock, jobDurationMs: 60_000, ...options });
	opened.push(sandbox);
	const post = async (path: string, body: unknown, headers = JSON_HEADERS) =>
		await fetch(sandbox.url + path, {
			method: 'POST',
			headers,
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
	const get = async (path: string, headers = KEY_HEADER) =>
		await fetch(sandbox.url + path, { headers });
	/** The new job's ID. */
	const submit = async (body: JsonObject = V6_BODY, slug = 'pixverse-v6') =>
		textOf((await jsonOf(await post(`/v2/${slug}`, body))).request_id);
	/** A job that is done, and its result. */
	const finished = async (body?: JsonObject, slug?: string) => {
		const id = await submit(body, slug);
		clock.advance(60_000);
		return { id, result: await jsonOf(await get(`/v2/requests/${id}`)) };
	};
	return { sandbox, clock, post, get, submit, finished };
}

export async function closeAll(): Promise<void> {
	await Promise.all(opened.splice(0).map(async (sandbox) => await sandbox.close()));
}

/** How an answer came, as `fetch` does not tell it. */
export interface Seen {
	status: number | null;
	headers: http.IncomingHttpHeaders;
	body: Buffer;
	/** `left`: nothing ended it within the time. */
	end: 'whole' | 'broken' | 'left';
	error: string | null;
}

export interface RawOptions {
	method?: string;
	headers?: Headers;
	body?: string;
	patienceMs?: number;
}

/** A request that shows how the connection behaved. */
export async function rawRequest(url: string, options: RawOptions = {}): Promise<Seen> {
	const { method = 'GET', headers = KEY_HEADER, body, patienceMs = 2000 } = options;
	const seen: Seen = {
		status: null,
		headers: {},
		body: Buffer.alloc(0),
		end: 'broken',
		error: null,
	};
	return await new Promise((resolve) => {
		const request = http.request(url, { method, headers, agent: false });
		const finish = (end: Seen['end'], error?: NodeJS.ErrnoException) => {
			clearTimeout(patience);
			request.destroy();
			resolve({ ...seen, end, error: error?.code ?? null });
		};
		const patience = setTimeout(() => finish('left'), patienceMs);
		request.on('error', (error) => finish('broken', error));
		request.on('response', (response) => {
			seen.status = response.statusCode ?? null;
			seen.headers = response.headers;
			response.on('data', (chunk: Buffer) => {
				seen.body = Buffer.concat([seen.body, chunk]);
			});
			response.on('end', () => finish('whole'));
			response.on('error', (error) => finish('broken', error));
		});
		request.end(body);
	});
}
