import type { IBinaryData } from 'n8n-workflow';

import type { DownloadAnswer, FileTarget } from '../../domain/answers';
import type { Clock } from '../../domain/clock';
import type { Problem } from '../../domain/problem';
import { requestWithoutKey, type N8nFiles } from '../http/request';
import { objectionToAddress, parseAddress } from './address';
import { storeAnswer } from './storeFile';

const MAX_HOPS = 5;
const HEADERS_LIMIT_MS = 30_000;

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
	context: N8nFiles,
	clock: Clock,
	address: string,
	file: FileTarget,
	timeLimitMs: number,
	signal: AbortSignal,
): Promise<DownloadAnswer<IBinaryData>> {
	let url = parseAddress(address);
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
			// Packed videos do not get smaller, and their length could not be compared.
			headers: { accept: '*/*', 'accept-encoding': 'identity' },
			timeLimitMs: Math.min(HEADERS_LIMIT_MS, timeLimitMs),
			signal,
		});
		if (outcome.kind === 'aborted') return { kind: 'aborted' };
		if (outcome.kind === 'notSent' && outcome.isBlocked) {
			const objection = "is blocked by n8n's SSRF protection; an administrator can allow the host";
			return { kind: 'refused', problem: refused(url.href, objection) };
		}
		if (outcome.kind !== 'answer')
			return { kind: 'broken', problem: downloadBroke(outcome.reason) };
		const { location } = outcome.headers;
		if (outcome.status >= 300 && outcome.status < 400 && location) {
			outcome.body.destroy();
			url = parseAddress(location, url.href);
			continue;
		}
		if (outcome.status !== 200) {
			outcome.body.destroy();
			return {
				kind: 'broken',
				problem: downloadBroke(`the file host answered with ${outcome.status}`),
			};
		}
		const stored = await storeAnswer(context, outcome, file, { clock, signal, timeLimitMs });
		if (stored.kind === 'broken') return { kind: 'broken', problem: downloadBroke(stored.reason) };
		return stored;
	}
	return { kind: 'broken', problem: downloadBroke('too many redirects') };
}
