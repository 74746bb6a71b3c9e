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

/**
 * Looks for the video's URL: in every form that was seen or documented, likeliest first, and where
 * none of them holds one, anywhere in the body.
 */
export function findVideoUrl(body: unknown): string | undefined {
	const known = knownPlaces(body)
		.map(readUrl)
		.filter((url) => url !== undefined);
	return known.find(isWebAddress) ?? anyWebAddress(body) ?? known[0];
}

function knownPlaces(body: unknown): unknown[] {
	const video = member(body, 'video');
	const output = member(body, 'output');
	return [
		member(video, 'url'),
		output,
		member(output, 0),
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
	/^(inputs?|request|request_body|body|params|parameters|logs?|error|webhook.*|(poll|status|response|cancel)_url)$/i;

/** Addresses of the API itself, also behind a proxy. */
const OWN_ADDRESS =
	/\/v[12]\/requests\/|^https?:\/\/(api|workflows-api|api\.spotprod)\.segmind\.com([/:?]|$)/i;

const PICTURE = /image|frame|cover|thumb|preview|poster/i;
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
	if (VIDEO_FILE.test(parseAddress(url)?.pathname ?? '')) return 0;
	return PICTURE.test(name) ? 2 : 1;
}
