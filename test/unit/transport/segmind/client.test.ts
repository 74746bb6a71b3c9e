// Calls whose answers need their own judgement: the history must not end a job with another's
// failure, nor be an empty list where it was never reached.
import { Readable } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { SegmindClient } from '../../../../nodes/PixVerse/transport/segmind/client';
import { fakeHttp, slowHttp } from '../../../support/fakeHttp';
import { simulatedClock } from '../../../support/simulated/clock';

const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const OTHER = 'ffffffff-0000-4000-8000-000000000000';
const KEY = 'SG_0123456789abcdef';
const HOST = 'https://api.test';

function client(status: number, body: unknown): SegmindClient {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return new SegmindClient({
		context: fakeHttp(() => ({ status, headers: {}, body: Buffer.from(text) })),
		clock: simulatedClock(),
		hosts: { api: HOST, upload: HOST, history: HOST, isDefault: false },
		apiKey: KEY,
		stop: new AbortController().signal,
	});
}

test('an order whose answer comes slowly is not given up: it holds the ID of a paid job', async () => {
	const clock = simulatedClock();
	async function* slowly() {
		yield Buffer.from('{"status":"QUEUED",');
		await clock.sleep(90_000);
		yield Buffer.from(`"request_id":"${ID}"}`);
	}
	const api = new SegmindClient({
		context: slowHttp({}, Readable.from(slowly())),
		clock,
		hosts: { api: HOST, upload: HOST, history: HOST, isDefault: false },
		apiKey: KEY,
		stop: new AbortController().signal,
	});
	expect(await api.submit('any', {})).toEqual({ kind: 'success', requestId: ID });
});

describe('the history of a job', () => {
	test.each<[string, unknown, string]>([
		['its own', { request_id: ID, model_status: 'FAILED' }, 'found'],
		['its own, without dashes', { request_id: ID.replaceAll('-', ''), status: 'FAILED' }, 'found'],
		['its own, with a prefix', { request_id: `req_${ID}`, status: 'COMPLETED' }, 'found'],
		["another's success", { request_id: OTHER, model_status: 'COMPLETED' }, 'refused'],
		["another's being under way", { request_id: OTHER, model_status: 'PENDING' }, 'refused'],
		["another's failure", { request_id: OTHER, model_status: 'FAILED' }, 'refused'],
		["another's end of an odd word", { request_id: OTHER, model_status: 'ERROR' }, 'refused'],
		["another's error", { request_id: OTHER, error: 'no' }, 'refused'],
		['a record without an ID', { model_status: 'FAILED' }, 'refused'],
		['a list', [], 'refused'],
	])('%s', async (_, body, kind) => {
		expect((await client(200, body).history(ID)).kind).toBe(kind);
	});

	test('shows no key in the reason of a failure', async () => {
		const record = { request_id: ID, model_status: 'FAILED', error: `key SG_other, ${KEY}` };
		const answer = await client(200, record).history(ID);
		expect(answer).toMatchObject({ record: { failureReason: 'key [API key], [API key]' } });
	});

	test('that is not there is another answer than one that cannot be reached', async () => {
		expect((await client(404, '{}').history(ID)).kind).toBe('notFound');
		expect((await client(503, '{}').history(ID)).kind).toBe('unreachable');
		expect((await client(200, '<html>').history(ID)).kind).toBe('unreachable');
	});
});

describe('the list of all jobs', () => {
	test.each<[number, unknown, string]>([
		[200, { data: [] }, 'page'],
		[201, { data: [] }, 'refused'],
		[204, { data: [] }, 'refused'],
		[206, { data: [] }, 'refused'],
		[200, { data: 'none' }, 'refused'],
		[404, { detail: 'Not Found' }, 'refused'],
		[404, '<html>', 'refused'],
		[403, {}, 'refused'],
		[500, {}, 'unreachable'],
	])('%i %j: %s', async (status, body, kind) => {
		const answer = await client(status, body).historyPage({ page: 1, per_page: 100 });
		expect(answer.kind).toBe(kind);
	});
});

describe('the credits', () => {
	test.each<[number, unknown, string]>([
		[200, { credits: 1, 'free-credits': 0 }, 'credits'],
		[404, { detail: 'No credits found' }, 'noBalance'],
		[404, { detail: 'Not Found' }, 'refused'],
		[200, {}, 'refused'],
		[401, {}, 'refused'],
	])('%i %j: %s', async (status, body, kind) => {
		expect((await client(status, body).credits()).kind).toBe(kind);
	});
});
