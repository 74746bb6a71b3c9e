/** Segmind's own API host; a credential may name a proxy or the sandbox instead. */
export const DEFAULT_BASE_URL = 'https://api.segmind.com';

const UPLOAD_HOST = 'https://workflows-api.segmind.com';
const HISTORY_HOST = 'https://api.spotprod.segmind.com';

/** The only hosts that ever get the key. */
export interface Hosts {
	api: string;
	upload: string;
	history: string;
	/** Whether these are Segmind's own. */
	isDefault: boolean;
}

/**
 * @param baseUrl the credential's API Base URL, as typed
 * @returns the hosts without trailing slash, or undefined where it is no http(s) address
 */
export function hostsOf(baseUrl: string | undefined): Hosts | undefined {
	const typed = (baseUrl ?? '').trim() || DEFAULT_BASE_URL;
	const api = typed
		.replace(/\/+$/, '')
		.replace(/\/v[12]$/i, '')
		.replace(/\/+$/, '');
	if (!isHttpAddress(api)) return undefined;
	const isDefault = api.toLowerCase() === DEFAULT_BASE_URL;
	return {
		api: isDefault ? DEFAULT_BASE_URL : api,
		upload: isDefault ? UPLOAD_HOST : api,
		history: isDefault ? HISTORY_HOST : api,
		isDefault,
	};
}

function isHttpAddress(text: string): boolean {
	try {
		const url = new URL(text);
		return (url.protocol === 'http:' || url.protocol === 'https:') && !/[?#\s]/.test(text);
	} catch {
		return false;
	}
}

/** Whether a key can stand in a header; an invisible or typographic character comes from copying. */
export function isSendableKey(apiKey: string): boolean {
	return /^[\x21-\x7e]+$/.test(apiKey);
}

/** What a slug or a request ID may look like; anything else could leave the path it is put into. */
export function isSafePathSegment(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}
