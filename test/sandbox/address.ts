const ANY_HOST = new Map([
	['0.0.0.0', '127.0.0.1'],
	['::', '::1'],
]);

/** The address under which a client on this machine reaches a server that listens on `host`. */
export function addressOf(host: string, port: number): string {
	const reachable = ANY_HOST.get(host) ?? host;
	return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
