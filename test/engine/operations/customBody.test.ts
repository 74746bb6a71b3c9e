// Run Other Model sends a body that is given as text as the text that it is: a number past 2^53,
// and its spelling, would not live through reading and writing.
import http from 'node:http';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { useNode } from '../../support/useNode';

const world = useNode();
let bodies: string[] = [];
const server = http.createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		bodies.push(Buffer.concat(chunks).toString('utf8'));
		response.setHeader('content-type', 'application/json');
		response.end('{"request_id":"0b6f6e9e-6a5f","status":"QUEUED","output":"words"}');
	});
});
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

test.each([
	['async', '{ "seed": 12345678901234567890, "scale": 1.0, "a": "\\u0041" }'],
	['sync', '{ "seed": 12345678901234567890, "scale": 1.0e3 }'],
])('%s: %s', async (requestMode, body) => {
	bodies = [];
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const { error } = await world.run(
		{
			resource: 'video',
			operation: 'custom',
			modelSlug: 'muscle-surge',
			body,
			waitForCompletion: requestMode === 'sync',
			options: { requestMode },
		},
		{ credential: { baseUrl: `http://127.0.0.1:${port}` } },
	);
	expect(error).toBeUndefined();
	expect(bodies).toEqual([body]);
});
