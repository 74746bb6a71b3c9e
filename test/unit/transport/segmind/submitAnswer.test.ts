// What decides about money: accepted, certainly not, or perhaps.
import { describe, expect, test } from '@jest/globals';

import { toJson, type JsonOutcome } from '../../../../nodes/PixVerse/transport/segmind/call';
import { classifySubmit } from '../../../../nodes/PixVerse/transport/segmind/submitAnswer';

const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const facts = { doing: 'start the job', model: 'pixverse-v6', isDefaultHost: true };
const classify = (outcome: JsonOutcome) => classifySubmit(outcome, facts, 0);
const answer = (status: number, text: string) =>
	classify(toJson({ apiKey: 'SG_0123456789abcdef' }, { status, headers: {} }, text));

describe('accepted', () => {
	test.each([
		`{"request_id":"${ID}","status":"QUEUED"}`,
		`{"requestId":" ${ID} "}`,
		`{"data":{"request_id":"${ID}"}}`,
		`{"request_id":{},"job":{"request_id":"${ID}"}}`,
	])('200 %s', (text) => {
		expect(answer(200, text)).toMatchObject({ kind: 'success', requestId: ID });
	});

	test.each([401, 406, 429, 500, 502, 503, 504, 302])('%i with an ID, in doubt', (status) => {
		const given = answer(status, `{"error":"no","request_id":"${ID}"}`);
		expect(given).toMatchObject({
			kind: 'success',
			requestId: ID,
			doubt: {
				code: 'outcome-unknown',
				httpCode: status,
				requestId: ID,
				description: expect.stringContaining(`ID seems to be ${ID}: fetch it`),
			},
		});
		expect(JSON.stringify(given)).not.toMatch(/othing was charged/);
	});

	test.each([
		['cut JSON', `{"status":"QUEUED","request_id":"${ID}","poll`],
		['addresses only', `{"status_url":"https://api.test/v2/requests/${ID}/status"}`],
	])('200 with %s, in doubt', (_, text) => {
		expect(answer(200, text)).toMatchObject({
			kind: 'success',
			requestId: ID,
			doubt: { code: 'outcome-unknown' },
		});
	});

	test('200 with the ID behind 200,000 characters, in doubt', () => {
		const text = `{"log":"${'x'.repeat(200_000)}","job":{"request_id":"${ID}"}}`;
		expect(answer(200, text)).toMatchObject({ kind: 'success', requestId: ID });
	});

	test.each([
		[503, `{"poll_url":"https://api.test/v1/requests/${ID}"}`],
		[502, `<html>No answer from /v2/requests/${ID}</html>`],
		[500, `{"error":"see https://api.test/v2/requests/${ID.replaceAll('-', '')}/status"}`],
	])('%i with the address of a job, in doubt', (status, text) => {
		expect(answer(status, text)).toMatchObject({
			kind: 'success',
			requestId: expect.stringMatching(/^0b6f6e9e/),
			doubt: { code: 'outcome-unknown', httpCode: status },
		});
	});

	test.each([
		[500, `{"status_url":"https://api.test/v2/requests/${ID}/status"}`],
		[429, `{"status_url":"https://api.test/v2/requests/${ID}"}`],
		[406, `{"error":"{'request_id': '${ID}'}"}`],
		[503, `{"error":"{\\"request_id\\":\\"${ID}\\"}"}`],
		[200, `{"id":"${ID}","status":"QUEUED"}`],
		[500, `{"job":{"id":"${ID}"}}`],
		[502, `<html>Bad gateway. Request ID: ${ID}</html>`],
		[200, `{"message":"request-id=${ID.replaceAll('-', '')}"}`],
	])('%i that names it in another way: %s, in doubt', (status, text) => {
		const given = answer(status, text);
		expect(given).toMatchObject({ kind: 'success', doubt: { code: 'outcome-unknown' } });
	});

	test('an answer that breaks off after the ID, in doubt', () => {
		const outcome = {
			kind: 'broken',
			reason: 'ECONNRESET',
			start: `{"request_id":"${ID}"`,
		} as const;
		expect(classify(outcome)).toMatchObject({ kind: 'success', requestId: ID });
	});
});

describe('perhaps', () => {
	test.each<[number, string]>([
		[200, '{}'],
		[200, '<html>'],
		[202, 'null'],
		[200, '{"request_id":"../../x"}'],
		[408, ''],
		[504, '{}'],
		[524, '<html>'],
	])('%i %s', (status, text) => {
		expect(answer(status, text)).toMatchObject({
			kind: 'unknown',
			problem: { code: 'outcome-unknown', httpCode: status },
		});
	});

	test('a strange ID is told, though not whole where it is long', () => {
		const given = answer(200, `{"request_id":"../${'x'.repeat(100_000)}"}`);
		const description = given.kind === 'unknown' ? given.problem.description : '';
		expect(description).toContain('unknown form: ../xxx');
		expect(description.length).toBeLessThan(1_000);
	});

	test('a connection that broke', () => {
		expect(classify({ kind: 'broken', reason: 'ECONNRESET' }).kind).toBe('unknown');
		expect(classify({ kind: 'aborted' }).kind).toBe('unknown');
	});
});

describe('certainly not', () => {
	test.each([500, 502, 503])('%i may be sent again', (status) => {
		expect(answer(status, '{"error":"x"}')).toMatchObject({ kind: 'notAccepted', mayResend: true });
	});

	test.each([400, 401, 402, 403, 404, 405, 406, 407, 410, 422, 301, 505])(
		'%i may not',
		(status) => {
			expect(answer(status, '{"error":"x"}')).toMatchObject({
				kind: 'notAccepted',
				mayResend: false,
			});
		},
	);

	test('an address of something else is not taken for a job', () => {
		const text = '{"error":"See https://docs.segmind.com/v2/requests/overview"}';
		expect(answer(400, text)).toMatchObject({ kind: 'notAccepted', mayResend: false });
		expect(answer(503, text)).toMatchObject({ kind: 'notAccepted', mayResend: true });
	});

	test.each([
		[400, `{"error":"Bad value","id":"${ID}"}`],
		[406, `{"error":"Bad value. Request ID: ${ID}"}`],
		[400, `{"error":"request_id is missing"}`],
	])('%i %s: what a support may ask for is no job', (status, text) => {
		expect(answer(status, text)).toMatchObject({ kind: 'notAccepted' });
	});

	test.each(['{"id":7}', '{"id":"error-1"}', '{"error":"no request id: none"}'])(
		'500 %s names none',
		(text) => {
			expect(answer(500, text)).toMatchObject({ kind: 'notAccepted', mayResend: true });
		},
	);

	test('429 says when', () => {
		const limited = toJson({ apiKey: '' }, { status: 429, headers: { 'retry-after': '3' } }, '');
		expect(classify(limited)).toMatchObject({ kind: 'rateLimited', waitMs: 3_000 });
	});

	test('a request that never left', () => {
		expect(classify({ kind: 'notSent', reason: 'ENOTFOUND' })).toMatchObject({
			kind: 'notAccepted',
			mayResend: true,
			problem: { code: 'not-reached' },
		});
		const blocked = { kind: 'notSent', reason: 'blocked', isBlocked: true } as const;
		expect(classify(blocked)).toMatchObject({ mayResend: false });
	});
});
