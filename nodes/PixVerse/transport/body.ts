/** A JSON answer as far as it could be read. */
export type ParsedBody =
	| { kind: 'json'; value: unknown }
	/** Not JSON, e.g. a page of HTML; `text` is its beginning. */
	| { kind: 'other'; text: string };

/** @param text the whole body */
export function parseBody(text: string): ParsedBody {
	try {
		return { kind: 'json', value: JSON.parse(text) as unknown };
	} catch {
		return { kind: 'other', text: text.slice(0, 2000) };
	}
}

/** Keys that hold the reason of a refusal, in the order of facts: gateway, auth surface, PixelFlow, FastAPI. */
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

/** Replaces the key, and anything that looks like a Segmind key, in text that will be shown or saved. */
export function redactKey(text: string, apiKey: string): string {
	const withoutKey = apiKey.length >= 4 ? text.split(apiKey).join('[API key]') : text;
	return withoutKey.replace(/SG_\w+/g, '[API key]');
}
