import { once } from 'node:events';
import net from 'node:net';

import { hasCode } from '../support/errors';

/** @throws Error where the server does not listen at a port */
export function portOf(server: net.Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('It listens at no port');
	return address.port;
}

/** @param port 0 for any free one */
async function tryListen(port: number) {
	const server = net.createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const taken = portOf(server);
	server.close();
	await once(server, 'close');
	return taken;
}

/**
 * @param except ports that are promised to somebody else
 * @returns the preferred port where it is free on this machine, else another
 */
export async function findFreePort(preferred = 0, except: number[] = []): Promise<number> {
	if (!except.includes(preferred)) {
		try {
			return await tryListen(preferred);
		} catch (error) {
			if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
		}
	}
	const port = await tryListen(0);
	return except.includes(port) ? await findFreePort(0, except) : port;
}
