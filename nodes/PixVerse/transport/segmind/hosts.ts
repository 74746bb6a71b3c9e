import { parseAddress } from '../file/address';

const DEFAULT_HOST = 'api.segmind.com';

/** Segmind's own API host; a credential may name a proxy or the sandbox instead. */
const DEFAULT_BASE_URL = `https://${DEFAULT_HOST}`;

/** The only hosts that ever get the key. */
export interface Hosts {
	api: string;
	upload: string;
	history: string;
	/** Whether these are Segmind's own. */
	isDefault: boolean;
}

const SEGMIND_HOSTS: Hosts = {
	api: DEFAULT_BASE_URL,
	upload: 'https://workflows-api.segmind.com',
	history: 'https://api.spotprod.segmind.com',
	isDefault: true,
};

/** What the credential's API Base URL comes to; `message` and `advice` are for the user. */
export type HostsReading =
	{ ok: true; hosts: Hosts } | { ok: false; message: string; advice: string };

/** A base URL, as typed: trailing slashes and the version of the API are cut. */
export function readHosts(baseUrl: string | undefined): HostsReading {
	const typed = (baseUrl ?? '').trim() || DEFAULT_BASE_URL;
	const api = typed
		.replace(/\/+$/, '')
		.replace(/\/v[12]$/i, '')
		.replace(/\/+$/, '');
	const url = parseAddress(api);
	if (!url || !/^https?:$/.test(url.protocol) || /[?#\s]/.test(api)) {
		return {
			ok: false,
			message: "The credential's API Base URL is not a web address",
			advice:
				'Set it to https://api.segmind.com, or to the http(s) address of your proxy or sandbox.',
		};
	}
	const host = url.hostname.replace(/\.+$/, '');
	if (url.protocol === 'http:' && /(^|\.)segmind\.com$/.test(host)) {
		return {
			ok: false,
			message: "The credential's API Base URL would send the API key unencrypted",
			advice: 'Set it to https://api.segmind.com, with https in front.',
		};
	}
	// `:443`, a final dot and capitals are other spellings of one host; `URL` drops the default port.
	const isDefault = host === DEFAULT_HOST && url.port === '' && url.pathname === '/';
	return {
		ok: true,
		hosts: isDefault ? SEGMIND_HOSTS : { api, upload: api, history: api, isDefault },
	};
}

/** An address as it may be shown: without the user name and password that a proxy may want. */
export function withoutPassword(address: string): string {
	const url = parseAddress(address);
	// Not by a pattern: an address may be typed as "http:/user:password@host", too.
	if (!url || (url.username === '' && url.password === '')) return address;
	return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** Whether a key can stand in a header; an invisible or typographic character comes from copying. */
export function isSendableKey(apiKey: string): boolean {
	return /^[\x21-\x7e]+$/.test(apiKey);
}

/**
 * What a slug or a request ID may look like; anything else could leave the path it is put into. It
 * stands in messages, too, so that a text of 100,000 letters is none.
 */
export function isSafePathSegment(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(text);
}
