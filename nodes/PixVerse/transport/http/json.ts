/** A JSON answer as far as it could be read. */
export type ParsedBody =
	| { kind: 'json'; value: unknown }
	/** Not JSON, e.g. a page of HTML; `text` is its beginning. */
	| { kind: 'other'; text: string };

const MAX_OTHER = 2000;
const MASK = '[API key]';

/** Shorter "keys" stand in ordinary words. */
const MIN_KEY = 4;

/**
 * What can really be a key of Segmind's. A placeholder for a proxy ("test", "video") stands within
 * IDs, addresses and prompts, which must come through whole.
 */
function isRealKey(apiKey: string): boolean {
	return apiKey.length >= 12 || (apiKey.startsWith('SG_') && apiKey.length >= MIN_KEY);
}

/**
 * Parses a body, without the key: an API that echoes it, in whatever escaping, must not bring it
 * into an item or an error.
 *
 * @param text the whole body
 */
export function parseBody(text: string, apiKey = ''): ParsedBody {
	try {
		const value = JSON.parse(text) as unknown;
		if (isTooDeep(text)) cutDepths(value);
		return { kind: 'json', value: withoutKey(value, text, apiKey) };
	} catch {
		return { kind: 'other', text: redactKey(text.slice(0, MAX_OTHER), apiKey) };
	}
}

/** Nothing of Segmind's is anywhere near; what is deeper cannot be written again, nor saved by n8n. */
const MAX_DEPTH = 200;

function isTooDeep(json: string): boolean {
	let depth = 0;
	for (const [part] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
		if (part === '[' || part === '{') depth += 1;
		else if (part === ']' || part === '}') depth -= 1;
		if (depth > MAX_DEPTH) return true;
	}
	return false;
}

/** Empties what lies too deep, in place: a field that nobody reads must not hide a paid video. */
function cutDepths(root: unknown): void {
	let level: unknown[] = [root];
	for (let depth = 1; level.length > 0; depth += 1) {
		const below: unknown[] = [];
		for (const node of level) {
			if (typeof node !== 'object' || node === null) continue;
			for (const [name, part] of Object.entries(node)) {
				if (depth < MAX_DEPTH) below.push(part);
				else if (typeof part === 'object') Reflect.defineProperty(node, name, { value: null });
			}
		}
		level = below;
	}
}

/** @throws RangeError where the value is nested too deeply to be written again */
function withoutKey(value: unknown, text: string, apiKey: string): unknown {
	if (!isRealKey(apiKey)) return value;
	// Only escapes can hide the key from a plain search.
	if (!text.includes(apiKey) && !text.includes('\\')) return value;
	const written = JSON.stringify(value);
	const asWritten = JSON.stringify(apiKey).slice(1, -1);
	if (!written.includes(asWritten)) return value;
	return JSON.parse(written.split(asWritten).join(MASK)) as unknown;
}

/** Keys that hold the reason of a refusal: gateway, auth surface, PixelFlow, FastAPI. */
const REASON_KEYS = ['error', 'error_description', 'error_message', 'message', 'detail'];

/**
 * What an error body says, whatever its form; undefined where it says nothing.
 * `{"error":"invalid_api_key","error_description":"…"}` gives both.
 */
export function apiText(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const body = value as Record<string, unknown>;
	const texts = REASON_KEYS.map((key) => asText(body[key])).filter((text) => text !== undefined);
	if (texts.length === 0) return undefined;
	return body.error_description === undefined ? texts[0] : texts.slice(0, 2).join(': ');
}

/** A reason may be a text, an object or a list of objects; deep ones are cut, not followed. */
function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'object' || value === null) return undefined;
	const message = (value as Record<string, unknown>).message;
	if (typeof message === 'string' && message) return message;
	try {
		return JSON.stringify(value).slice(0, 1000);
	} catch {
		return undefined; // nested too deeply to be written
	}
}

/** The visible text of a page of HTML, shortened; "502 Bad Gateway" and the like. */
export function pageText(html: string): string {
	const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1];
	return (title ?? html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** Cuts the key, and anything that looks like one of Segmind's, out of words that people will see. */
export function redactKey(text: string, apiKey: string): string {
	const withoutKey = apiKey.length >= MIN_KEY ? text.split(apiKey).join(MASK) : text;
	return withoutKey.replace(/\bSG_\w+/g, MASK);
}

/** Cuts out the key only, as it is: for text that is still to be read by the node. */
export function cutKey(text: string, apiKey: string): string {
	return isRealKey(apiKey) ? text.split(apiKey).join(MASK) : text;
}
