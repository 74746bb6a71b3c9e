// Run Other Model sends a body that is given as text as the text that it is: a number past 2^53,
// and its spelling, would not live through reading and writing.
import http from 'node:http';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { FROM_PICTURE, pngItem, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const world = useNode();
let bodies: string[] = [];
const answers: Record<string, string> = {
	'/upload-asset': '{"file_urls":["https://images.segmind.com/a.png"]}',
	'/v1/muscle-surge': '{"request_id":"0b6f6e9e-6a5f","output":"words"}',
	'/v2/muscle-surge': '{"request_id":"0b6f6e9e-6a5f","status":"QUEUED"}',
	'/v2/pixverse-4.5-video': '{"request_id":"0b6f6e9e-6a5f","status":"QUEUED"}',
};
const server = http.createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		bodies.push(Buffer.concat(chunks).toString('utf8'));
		response.setHeader('content-type', 'application/json');
		response.end(answers[request.url ?? ''] ?? '{}');
	});
});
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

function credential() {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return { baseUrl: `http://127.0.0.1:${port}` };
}

test.each([
	['async', '{ "seed": 12345678901234567890, "scale": 1.0, "a": "\\u0041" }'],
	['sync', '{ "seed": 12345678901234567890, "scale": 1.0e3 }'],
])('%s: %s', async (requestMode, body) => {
	bodies = [];
	const { error } = await world.run(
		{
			resource: 'video',
			operation: 'custom',
			modelSlug: 'muscle-surge',
			body,
			waitForCompletion: requestMode === 'sync',
			options: { requestMode },
		},
		{ credential: credential() },
	);
	expect(error).toBeUndefined();
	expect(bodies).toEqual([body]);
});

test('Extra API Fields, too, behind the address of a file that was uploaded', async () => {
	bodies = [];
	const additionalBody = ' { "big": 12345678901234567890, "scale": 1.50 } ';
	const parameters = video({ additionalBody }, { ...FROM_PICTURE, waitForCompletion: false });
	const { error } = await world.run(parameters, { items: [pngItem()], credential: credential() });
	expect(error).toBeUndefined();
	const order = bodies.at(-1) ?? '';
	expect(order).toContain('"image_url":"https://images.segmind.com/a.png"');
	expect(order.endsWith(', "big": 12345678901234567890, "scale": 1.50 }')).toBe(true);
	expect(JSON.parse(order)).toMatchObject({ scale: 1.5 });
});
