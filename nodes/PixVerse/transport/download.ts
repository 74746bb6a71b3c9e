import type { IExecuteFunctions } from 'n8n-workflow';

import type { DownloadAnswer, FileTarget } from './answers';
import type { Clock } from './clock';
import { requestWithoutKey } from './http';
import type { Problem } from './problem';
import { storeStream } from './videoFile';

const MAX_HOPS = 5;
const HEADERS_LIMIT_MS = 30_000;

/** Addresses at which cloud machines hand out their secrets. */
const METADATA_HOSTS =
	/^(169\.254\.\d+\.\d+|100\.100\.100\.200|\[fd00:ec2::254\]|metadata(\.google\.internal)?|metadata\.goog)$/;

function parse(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}

/** `[::ffff:a9fe:a9fe]` and the like, as the IPv4 address that it is. */
function unmapped(host: string): string {
	const mapped = /^\[::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
	if (!mapped) return host;
	const [high, low] = [parseInt(mapped[1], 16), parseInt(mapped[2], 16)];
	return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Why an address is not fetched; undefined for one that may be. Loopback, private addresses and
 * http are allowed: proxies and the sandbox live there, and n8n's own SSRF protection, where it is
 * on, forbids what else an administrator wants forbidden.
 */
export function objectionToAddress(url: URL | undefined): string | undefined {
	if (!url) return 'is not a URL';
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		return `has the scheme ${url.protocol.replace(':', '')}; only http and https are fetched`;
	}
	const host = unmapped(url.hostname.replace(/\.$/, '').toLowerCase());
	if (METADATA_HOSTS.test(host))
		return `leads to ${host}, which hands out secrets of cloud machines`;
	return undefined;
}

function refused(address: string, objection: string): Problem {
	return {
		code: 'video-address-refused',
		message: 'The address of the video is not one that this node fetches',
		description: `The address ${objection}. Look at it before you open it by hand: ${address.slice(0, 500)}`,
	};
}

/** A file that did not come whole; the caller adds the request ID. */
export function downloadBroke(reason: string): Problem {
	return {
		code: 'download-failed',
		message: 'The video is ready, but could not be downloaded',
		description: `The last reason was: ${reason}.`,
	};
}

/**
 * Fetches a video's public URL into n8n's binary store, without the key. Redirects are followed
 * by hand, so that each hop is judged.
 */
export async function download(
	context: IExecuteFunctions,
	clock: Clock,
	address: string,
	file: FileTarget,
	timeLimitMs: number,
	signal: AbortSignal,
): Promise<DownloadAnswer> {
	let url = parse(address);
	for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
		const objection = objectionToAddress(url);
		if (!url || objection) {
			return {
				kind: 'refused',
				problem: refused(url?.href ?? address, objection ?? 'is not a URL'),
			};
		}
		const outcome = await requestWithoutKey(context, clock, {
			method: 'GET',
			url: url.href,
			timeLimitMs: Math.min(HEADERS_LIMIT_MS, timeLimitMs),
			signal,
		});
		if (outcome.kind === 'aborted') return { kind: 'aborted' };
		if (outcome.kind !== 'answer')
			return { kind: 'broken', problem: downloadBroke(outcome.reason) };
		const { location } = outcome.headers;
		if (outcome.status >= 300 && outcome.status < 400 && location) {
			outcome.body.destroy();
			url = parse(location, url.href);
			continue;
		}
		if (outcome.status !== 200) {
			outcome.body.destroy();
			return {
				kind: 'broken',
				problem: downloadBroke(`the file host answered with ${outcome.status}`),
			};
		}
		const stored = await storeStream(context, clock, outcome, file, signal, timeLimitMs);
		if (stored.kind === 'broken') return { kind: 'broken', problem: downloadBroke(stored.reason) };
		return stored;
	}
	return { kind: 'broken', problem: downloadBroke('too many redirects') };
}
