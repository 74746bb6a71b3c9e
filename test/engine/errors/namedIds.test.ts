// An answer that names a request ID is one of a job that may be paid, whatever its status: it is
// never sent again, the job is followed, and where nobody knows it the ID is told.
import http from 'node:http';

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { addressOf, listen, shut } from '../../support/localServer';
import { useNode } from '../../support/useNode';

const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const { run, sandbox } = useNode();

/** Segmind behind a gateway that answers each submit as it likes, and passes on everything else. */
let submit: { status: number; body: unknown };
let submits: number;
/** Whether the gateway passes the submit on before it answers. */
let isAccepted: boolean;
const gateway = http.createServer((request, response) => {
	void answer(request, response);
});
beforeAll(async () => {
	await listen(gateway);
});
afterAll(() => shut(gateway));
beforeEach(() => {
	submits = 0;
	isAccepted = true;
});

async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const isSubmit = request.method === 'POST';
	const passed =
		isSubmit && !isAccepted
			? undefined
			: await fetch(`${sandbox.url}${(request.url ?? '').replace(/^\/v1/, '/v2')}`, {
					method: request.method ?? 'GET',
					headers: {
						'x-api-key': String(request.headers['x-api-key']),
						...(isSubmit ? { 'content-type': 'application/json' } : {}),
					},
					...(isSubmit ? { body: Buffer.concat(chunks) } : {}),
				});
	if (!isSubmit) {
		response.writeHead(passed?.status ?? 500, { 'content-type': 'application/json' });
		response.end(await passed?.text());
		return;
	}
	submits += 1;
	const { request_id: requestId } = ((await passed?.json()) ?? { request_id: ID }) as {
		request_id: string;
	};
	response.writeHead(submit.status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(submit.body).replaceAll('{id}', requestId));
}

const ANSWERS = [
	{ status: 500, body: { error: 'Internal error', request_id: '{id}' } },
	{ status: 502, body: { requestId: '{id}' } },
	{ status: 503, body: { data: { request_id: '{id}' } } },
	{ status: 504, body: { request_id: '{id}' } },
	{ status: 429, body: { error: 'Slow down', request_id: '{id}' } },
	{ status: 406, body: { error: 'Invalid value', request_id: '{id}' } },
	{ status: 401, body: { error: 'Unauthorized', details: [{ request_id: '{id}' }] } },
	{ status: 302, body: { request_id: '{id}' } },
	{ status: 500, body: { status_url: 'https://api.segmind.com/v2/requests/{id}/status' } },
	{ status: 500, body: { id: '{id}', status: 'QUEUED' } },
	{ status: 502, body: { error: 'The upstream failed. Request ID: {id}' } },
	{ status: 503, body: { error: "{'request_id': '{id}', 'status': 'QUEUED'}" } },
	{ status: 503, body: { error: '{"request_id":"{id}"}' } },
];

test.each(ANSWERS)('$status $body: the job is followed to its video', async (given) => {
	submit = given;
	const { items, error } = await run(video(), { credential: { baseUrl: addressOf(gateway) } });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({
		requestId: sandbox.jobs[0]?.requestId,
		status: 'COMPLETED',
	});
	expect(submits).toBe(1);
});

test.each(ANSWERS)(
	'$status $body: an ID that nobody knows is told, by no try ordered again',
	async (given) => {
		submit = given;
		isAccepted = false;
		const { error } = await run(video(), {
			credential: { baseUrl: addressOf(gateway) },
			settings: RETRY,
		});
		expect(`${error?.message} ${error?.description}`).toContain(ID);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/othing was charged/);
		expect(submits).toBe(1);
	},
);

test('without waiting the ID is handed over once it is known to be a job', async () => {
	submit = { status: 500, body: { request_id: '{id}' } };
	const { items, error } = await run(video({}, { waitForCompletion: false }), {
		credential: { baseUrl: addressOf(gateway) },
	});
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({
		requestId: sandbox.jobs[0]?.requestId,
		status: 'QUEUED',
		finished: false,
	});
	expect(submits).toBe(1);
});

test.each([
	{ status: 200, body: { request_id: '{id}', status: 'QUEUED' } },
	{ status: 202, body: { request_id: '{id}', status: 'PROCESSING' } },
	{ status: 200, body: { id: '{id}' } },
])('synchronous $body: a job that is under way is followed to its video', async (given) => {
	submit = given;
	const { items, error } = await run(video({ requestMode: 'sync' }), {
		credential: { baseUrl: addressOf(gateway) },
	});
	expect(error).toBeUndefined();
	const { requestId } = elementAt(sandbox.jobs, 0);
	expect(items[0]?.json).toMatchObject({ requestId, status: 'COMPLETED', resumed: false });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(submits).toBe(1);
});
