import { parseAddress } from '../file/address';
import { member } from './member';

/** An absolute address of any scheme: `file:` and the like are refused later, by name. */
export function readUrl(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const url = value.trim();
	// A model that answers with text may say "Note: …"; that is no address.
	return /^([a-z][a-z0-9+.-]*:\/\/|(data|file|blob|javascript):)\S+$/i.test(url) ? url : undefined;
}

function isWebAddress(url: string): boolean {
	return /^https?:/i.test(url) && parseAddress(url) !== undefined;
}

/** Where a result's video lies, as far as its answer tells. */
export interface FoundVideo {
	videoUrl?: string;
	/** It is the bare text of an answer, or stands where nobody documents one. */
	mayBeWords?: true;
}

/**
 * Looks for the video's URL: in every form that was seen or documented, likeliest first, and where
 * none of them holds one, anywhere in the body.
 */
export function findVideo(body: unknown): FoundVideo {
	const certain = addressesOf(certainPlaces(body));
	const known = addressesOf(knownPlaces(body));
	const documented = known.find(isWebAddress);
	const videoUrl = documented ?? anyWebAddress(body) ?? known[0];
	if (videoUrl === undefined) return {};
	return certain.includes(videoUrl) ? { videoUrl } : { videoUrl, mayBeWords: true };
}

/** The same, where it does not matter how certain it is. */
export function findVideoUrl(body: unknown): string | undefined {
	return findVideo(body).videoUrl;
}

function addressesOf(values: readonly unknown[]): string[] {
	return values.map(readUrl).filter((url) => url !== undefined);
}

/** Likeliest first. */
function knownPlaces(body: unknown): unknown[] {
	const output = member(body, 'output');
	const [videoUrl, ...others] = certainPlaces(body);
	return [videoUrl, output, member(output, 0), ...others];
}

/** Where nothing but a video's address stands. */
function certainPlaces(body: unknown): unknown[] {
	const video = member(body, 'video');
	const output = member(body, 'output');
	return [
		member(video, 'url'),
		member(member(output, 0), 'url'),
		member(output, 'url'),
		member(output, 'video_url'),
		member(member(output, 'video'), 'url'),
		member(member(member(body, 'videos'), 0), 'url'),
		member(member(body, 'videos'), 0),
		video,
		member(body, 'video_url'),
	];
}

/** What was asked for, not what was made; and the API's own links. */
const NOT_OUTPUT =
	/^(inputs?|request|request_body|body|params|parameters|arguments|args|payload|(negative_)?prompt|logs?|error|docs?|documentation|(help|docs|callback|poll|status|response|cancel)_url|webhook.*)$/i;

/** Addresses of the API itself, also behind a proxy. */
const OWN_ADDRESS =
	/\/v[12]\/requests\/|^https?:\/\/(api|workflows-api|api\.spotprod)\.segmind\.com([/:?]|$)/i;

const PICTURE = /image|frame|cover|thumb|preview|poster/i;
/** What was given, under names that the node does not know for sure. */
const GIVEN = /^(input|source|src|init|reference|ref)_/i;
const VIDEO_FILE = /\.(mp4|mov|webm|m4v)$/i;

/** No answer has anywhere near as many members; a hostile one must not hold the node. */
const MAX_MEMBERS = 10_000;

/** The likeliest web address in a body of unforeseen form; of equals the first. */
function anyWebAddress(body: unknown): string | undefined {
	const queue: Array<{ name: string; value: unknown }> = [{ name: '', value: body }];
	const found: Array<{ url: string; rank: number }> = [];
	for (let next = 0; next < queue.length && next < MAX_MEMBERS; next += 1) {
		const entry = queue[next];
		if (entry === undefined) break;
		const { name, value } = entry;
		const url = readUrl(value);
		if (url !== undefined && isWebAddress(url) && !OWN_ADDRESS.test(url)) {
			found.push({ url, rank: rankOf(name, url) });
		} else if (typeof value === 'object' && value !== null && queue.length < MAX_MEMBERS) {
			for (const [part, inner] of Object.entries(value)) {
				// What lies in a list goes by the list's name.
				if (!NOT_OUTPUT.test(part)) {
					queue.push({ name: Array.isArray(value) ? name : part, value: inner });
				}
			}
		}
	}
	return found.sort((one, other) => one.rank - other.rank)[0]?.url;
}

function rankOf(name: string, url: string): number {
	if (GIVEN.test(name)) return 3;
	if (PICTURE.test(name)) return 2;
	return VIDEO_FILE.test(parseAddress(url)?.pathname ?? '') ? 0 : 1;
}
