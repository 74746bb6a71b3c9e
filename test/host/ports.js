'use strict';

const { once } = require('node:events');
const net = require('node:net');

/** @param {number} port 0 for any free one */
async function tryListen(port) {
	const server = net.createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
	server.close();
	await once(server, 'close');
	return taken;
}

/**
 * @param {number} [preferred]
 * @param {number[]} [except] ports that are promised to somebody else
 * @returns {Promise<number>} the preferred port where it is free on this machine, else another
 */
async function findFreePort(preferred = 0, except = []) {
	if (!except.includes(preferred)) {
		try {
			return await tryListen(preferred);
		} catch (error) {
			if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
		}
	}
	const port = await tryListen(0);
	return except.includes(port) ? await findFreePort(0, except) : port;
}

module.exports = { findFreePort };
