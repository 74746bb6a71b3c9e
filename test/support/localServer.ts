// Servers of a test's own on this machine, for what no sandbox answers.
import http from 'node:http';
import net from 'node:net';

/** Starts to listen on a free port; the address, for the credential or a video's URL. */
export async function listen(server: net.Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return addressOf(server);
}

/** The address of a server that listens. */
export function addressOf(server: net.Server): string {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('It listens on no port');
	return `http://127.0.0.1:${address.port}`;
}

/** Ends a server at once, with what is under way. */
export function shut(server: net.Server): void {
	if (server instanceof http.Server) server.closeAllConnections();
	server.close();
}

/** An address at which nobody listens. */
export async function closedAddress(): Promise<string> {
	const server = net.createServer();
	const address = await listen(server);
	await new Promise((resolve) => server.close(resolve));
	return address;
}
