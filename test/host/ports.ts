import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

import { hasCode } from '../support/errors';
import { waitFor } from '../support/waiting';

/**
 * Below the ports of outgoing connections (Linux: from 32,768; macOS: from 49,152), one of which
 * could take a port between this look and the start of the program that it is for.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const ATTEMPTS = 200;

/** Those that this process has found for somebody who may not listen there yet. */
const found = new Set<number>();

/** @throws Error where the server does not listen at a port */
export function portOf(server: net.Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('It listens at no port');
	return address.port;
}

async function isFree(port: number): Promise<boolean> {
	const server = net.createServer();
	try {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	} catch (error) {
		if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}

/**
 * @param preferred 0 for any
 * @param except ports that are promised to somebody else
 * @returns the preferred port where it is free on this machine, else another
 */
export async function findFreePort(preferred = 0, except: number[] = []): Promise<number> {
	if (preferred !== 0 && !except.includes(preferred) && (await isFree(preferred))) {
		return preferred;
	}
	for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
		const port = randomInt(LOWEST, HIGHEST);
		if (found.has(port) || except.includes(port)) continue;
		found.add(port);
		if (await isFree(port)) return port;
	}
	throw new Error(`None of ${ATTEMPTS} ports is free`);
}

/**
 * Waits until a port is free, for a program that must come back at its old address.
 *
 * @throws Error where another keeps it
 */
export async function untilFree(port: number): Promise<number> {
	return await waitFor(`port ${port}, which another program has`, async () => {
		return (await isFree(port)) && port;
	});
}
