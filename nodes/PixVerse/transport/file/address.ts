/** Addresses at which cloud machines hand out their secrets, by name. */
const METADATA_NAMES =
	/^(metadata|metadata\.goog|metadata\.google\.internal|metadata\.tencentyun\.com|instance-data(\..+)?)$/;

/** AWS, Azure, GCP and most others; Alibaba; Oracle; Azure's wire server. */
const METADATA_IPV4 = /^(169\.254\.\d+\.\d+|100\.100\.100\.200|192\.0\.0\.192|168\.63\.129\.16)$/;

/** AWS: instance metadata and time service; GCP. */
const METADATA_IPV6 = /^\[(fd00:ec2::(254|23)|fd20:ce::254)\]$/;

/** The address, or undefined where it is none. Decimal, hex and octal IPv4 come out in dots. */
export function parseAddress(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}

/**
 * Notations of IPv6 that stand for an IPv4 address: mapped and compatible (`::ffff:a9fe:a9fe`),
 * translated (`64:ff9b::a9fe:a9fe`, `::ffff:0:a9fe:a9fe`) and 6to4 (`2002:a9fe:a9fe::…`).
 */
const EMBEDDED_IPV4 =
	/^\[(?:(?:::(?:ffff:)?(?:0:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$|2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):)/;

/** A URL's host as the rules below know it: no final dots, IPv4 in dots wherever it is meant. */
function hostOf(url: URL): string {
	const host = url.hostname.replace(/\.+$/, '').toLowerCase();
	const found = EMBEDDED_IPV4.exec(host);
	if (!found) return host;
	const high = parseInt(found[1] ?? found[3] ?? '', 16);
	const low = parseInt(found[2] ?? found[4] ?? '', 16);
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
	const host = hostOf(url);
	if (METADATA_NAMES.test(host) || METADATA_IPV4.test(host) || METADATA_IPV6.test(host)) {
		return `leads to ${host}, which hands out secrets of cloud machines`;
	}
	return undefined;
}

const PRIVATE_NAMES = /^(localhost|.+\.localhost|.+\.local|.+\.internal)$/;
const PRIVATE_IPV4 = /^(127|10|0)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./;
const PRIVATE_IPV6 = /^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/;

/** Whether only this machine or its network can open the URL, so that Segmind's servers cannot. */
export function isPrivateUrl(address: string): boolean {
	const url = parseAddress(address);
	if (!url) return false;
	const host = hostOf(url);
	const isIpv4 = /^[\d.]+$/.test(host);
	return PRIVATE_NAMES.test(host) || PRIVATE_IPV6.test(host) || (isIpv4 && PRIVATE_IPV4.test(host));
}
