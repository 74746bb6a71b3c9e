'use strict';

const ANY_HOST = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The address under which a client on this machine reaches a server that listens on `host`. */
function addressOf(host, port) {
	const reachable = ANY_HOST[host] ?? host;
	return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

module.exports = { addressOf };
