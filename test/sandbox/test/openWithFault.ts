// A sandbox with one fault, to look at what becomes of requests.
import type { Fault } from '..';
import { membersOf } from '../json';
import type { JsonObject } from '../protocol';
import {
	JSON_HEADERS,
	open,
	present,
	rawRequest,
	V6_BODY,
	type RawOptions,
	type Seen,
} from './open';

/** The kinds that `openWith` was called with in this file of tests. */
export const tested = new Set<string>();

/** A sandbox with one fault, and a job that is done, whose video has 100 kB. */
export async function openWith(fault: Fault) {
	tested.add(fault.kind);
	const opened = await open({ clock: null, jobDurationMs: 0, videoBytes: 100_000 });
	const id = await opened.submit();
	opened.sandbox.addFault(fault);
	const { url } = opened.sandbox;
	const ordered = { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(V6_BODY) };
	return {
		...opened,
		id,
		order: async (path = '/v2/pixverse-v6', more?: RawOptions) =>
			await rawRequest(url + path, { ...ordered, ...more }),
		status: async (more?: RawOptions) => await rawRequest(`${url}/v2/requests/${id}/status`, more),
		result: async (more?: RawOptions) => await rawRequest(`${url}/v2/requests/${id}`, more),
		download: async (more?: RawOptions) =>
			await rawRequest(`${url}/files/${id}.mp4`, { headers: {}, ...more }),
		/** Jobs made by what came after the first. */
		accepted: () => opened.sandbox.acceptedSubmits().length - 1,
		last: () => present(opened.sandbox.requests.at(-1)),
	};
}

/** The JSON of an answer, which is an object. */
export function jsonOf(seen: Seen): JsonObject {
	const json: unknown = JSON.parse(seen.body.toString());
	return membersOf(json);
}
