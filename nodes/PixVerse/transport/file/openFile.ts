import type { Clock } from '../../domain/clock';
import type { Aborted } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { requestWithoutKey, type HttpAnswer, type N8nHttp } from '../http/request';
import { objectionToAddress, parseAddress } from './address';

const MAX_HOPS = 5;
const HEADERS_LIMIT_MS = 30_000;

/** A public file to fetch. */
export interface FileRequest {
	address: string;
	/** Bound on each hop, up to its headers. */
	timeLimitMs: number;
	signal: AbortSignal;
}

/** How opening a public file ended. */
export type OpenedFile =
	/** Answered with 200; the body is unread. */
	| { kind: 'opened'; answer: HttpAnswer }
	/** May work the next time; `httpCode` where the file host answered. `isAbsent`: see DownloadAnswer. */
	| { kind: 'broken'; problem: Problem; isAbsent?: true }
	/** Not to be asked: wrong scheme, metadata address. */
	| { kind: 'refused'; problem: Problem }
	| Aborted;

function refused(address: string, objection: string): OpenedFile {
	return {
		kind: 'refused',
		problem: {
			code: 'video-address-refused',
			message: 'The address of the video is not one that this node fetches',
			description: `The address ${objection}. Look at it before you open it by hand: ${address.slice(0, 500)}`,
		},
	};
}

/** A file that did not come whole; the caller adds the request ID. */
export function downloadBroke(reason: string, httpCode?: number): Problem {
	return {
		code: 'download-failed',
		message: 'The video is ready, but could not be downloaded',
		description: `The last reason was: ${reason}.`,
		...(httpCode === undefined ? {} : { httpCode }),
	};
}

/**
 * Opens a public file, without the key. Redirects are followed by hand, so that each hop's address
 * is judged.
 */
export async function openFile(
	context: N8nHttp,
	clock: Clock,
	request: FileRequest,
): Promise<OpenedFile> {
	let url = parseAddress(request.address);
	for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
		const objection = objectionToAddress(url);
		if (!url || objection) {
			return refused(url?.href ?? request.address, objection ?? 'is not a URL');
		}
		const outcome = await hop(context, clock, url, request);
		if (outcome.kind !== 'redirect') return outcome;
		url = parseAddress(outcome.location, url.href);
	}
	return { kind: 'broken', problem: downloadBroke('too many redirects'), isAbsent: true };
}

/** Statuses of a host that has the file, and not now. */
const NOT_NOW = [408, 425, 429];

function isAbsentBy(status: number): boolean {
	return status < 500 && !NOT_NOW.includes(status);
}

async function hop(
	context: N8nHttp,
	clock: Clock,
	url: URL,
	{ timeLimitMs, signal }: FileRequest,
): Promise<OpenedFile | { kind: 'redirect'; location: string }> {
	const outcome = await requestWithoutKey(context, clock, {
		method: 'GET',
		url: url.href,
		// Packed videos do not get smaller, and their length could not be compared.
		headers: { accept: '*/*', 'accept-encoding': 'identity' },
		timeLimitMs: Math.min(HEADERS_LIMIT_MS, timeLimitMs),
		signal,
	});
	if (outcome.kind === 'aborted') return outcome;
	if (outcome.kind === 'notSent' && outcome.isBlocked) {
		const objection = "is blocked by n8n's SSRF protection; an administrator can allow the host";
		return refused(url.href, objection);
	}
	if (outcome.kind !== 'answer') {
		const isAbsent = outcome.kind === 'notSent' ? { isAbsent: true as const } : {};
		return { kind: 'broken', problem: downloadBroke(outcome.reason), ...isAbsent };
	}
	const { status, headers, body } = outcome;
	if (status === 200) return { kind: 'opened', answer: outcome };
	body.destroy();
	if (status >= 300 && status < 400 && headers.location) {
		return { kind: 'redirect', location: headers.location };
	}
	return {
		kind: 'broken',
		problem: downloadBroke(`the file host answered with ${status}`, status),
		...(isAbsentBy(status) ? { isAbsent: true } : {}),
	};
}
