// Time that runs fast for the node, where what it waits for cannot be simulated: n8n's engine, sockets.
import { jest } from '@jest/globals';

/**
 * What the node's clock measures goes on so many times as fast, until jest.restoreAllMocks(). A sleep
 * is still made of slices of at most half a second of true time.
 */
export function runFast(times: number): void {
	const now = performance.now.bind(performance);
	const startMs = now();
	jest.spyOn(performance, 'now').mockImplementation(() => startMs + (now() - startMs) * times);
}
