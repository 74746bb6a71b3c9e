/** Addresses at which cloud machines hand out their secrets. */
const METADATA_HOSTS =
	/^(169\.254\.\d+\.\d+|100\.100\.100\.200|\[fd00:ec2::254\]|metadata(\.google\.internal)?|metadata\.goog)$/;

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
	/^\[(?:::(?:ffff:)?(?:0:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$|^\[2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/;

function withoutIpv6(host: string): string {
	const found = EMBEDDED_IPV4.exec(host);
	if (!found) return host;
	const high = parseInt(found[1] ?? found[3], 16);
	const low = parseInt(found[2] ?? found[4], 16);
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
	const host = withoutIpv6(url.hostname.replace(/\.+$/, '').toLowerCase());
	if (METADATA_HOSTS.test(host)) {
		return `leads to ${host}, which hands out secrets of cloud machines`;
	}
	return undefined;
}
