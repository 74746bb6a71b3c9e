// What a call that costs nothing ended with: something to go on with, to wait for, or final.
import { expect, test } from '@jest/globals';

import { toJson, type JsonOutcome } from '../../../../nodes/PixVerse/transport/segmind/call';
import { classifyFree } from '../../../../nodes/PixVerse/transport/segmind/freeAnswer';

const FACTS = { doing: 'tell the job’s status', requestId: 'job-1', isDefaultHost: true };
const classify = (outcome: JsonOutcome) => classifyFree(outcome, FACTS, 0);
const answer = (status: number, text: string) =>
	classify(toJson({ apiKey: '' }, { status, headers: { 'retry-after': '3' } }, text));

test.each<[number, string, string]>([
	[200, '{"status":"PROCESSING"}', 'body'],
	[200, '{"anything":1}', 'body'],
	[200, '[]', 'body'],
	[200, '<html>', 'unreachable'],
	[200, '', 'unreachable'],
	[200, 'https://images.segmind.com/a.mp4', 'body'],
	[200, 'try https://a.test again', 'unreachable'],
	[422, '{"status":"FAILED"}', 'body'],
	[422, '{"status":"error"}', 'body'],
	[422, '{"detail":"no"}', 'refused'],
	[401, '{"status":"FAILED"}', 'refused'],
	[500, '{"status":"FAILED"}', 'unreachable'],
	[302, '{"status":"COMPLETED"}', 'refused'],
	[404, '{"status":"FAILED"}', 'notFound'],
	[404, '<html>', 'notFound'],
	[408, '', 'unreachable'],
	[503, '<html>', 'unreachable'],
	[403, '{}', 'refused'],
	[429, '{"status":"FAILED"}', 'rateLimited'],
])('%i %s: %s', (status, text, kind) => expect(answer(status, text).kind).toBe(kind));

test('a rate limit says how long', () =>
	expect(answer(429, '')).toMatchObject({ kind: 'rateLimited', waitMs: 3_000 }));

test.each<[JsonOutcome, string, object]>([
	[{ kind: 'aborted' }, 'aborted', {}],
	[{ kind: 'broken', reason: 'ECONNRESET' }, 'unreachable', { code: 'connection-broke' }],
	[{ kind: 'notSent', reason: 'ENOTFOUND' }, 'unreachable', { code: 'not-reached' }],
	[{ kind: 'notSent', reason: 'blocked', isBlocked: true }, 'refused', { code: 'not-reached' }],
])('%j is %s', (outcome, kind, problem) => {
	const seen = classify(outcome);
	expect(seen.kind).toBe(kind);
	if ('problem' in seen) expect(seen.problem).toMatchObject({ ...problem, requestId: 'job-1' });
});
