// The credential's test: each cause in its own words.
import { expect, test } from '@jest/globals';

import { judgeCredentialAnswer } from '../../../../nodes/PixVerse/transport/segmind/credentialAnswer';

test.each<[number, unknown, 'OK' | 'Error', RegExp]>([
	[200, { credits: 1.5, 'free-credits': 0.25 }, 'OK', /Credits left: 1\.75/],
	[200, '{"credits":2}', 'OK', /Credits left: 2/],
	[404, { error: 'No credits found for the user' }, 'OK', /no credits yet/],
	[404, { error: 'Not Found' }, 'Error', /does not lead to Segmind/],
	[401, { error: 'Unauthorized' }, 'Error', /does not accept this key/],
	[401, '', 'Error', /does not accept this key/],
	[403, { error: 'no' }, 'Error', /API Base URL does not lead to Segmind.*not use it/],
	[400, { error: 'no' }, 'Error', /API Base URL does not lead to Segmind/],
	[401, '<html>', 'Error', /a web page/],
	[200, '<html>', 'Error', /status 200 and a web page/],
	[200, {}, 'Error', /something else than credits/],
	[429, {}, 'Error', /no more requests.*or the API Base URL does not lead to Segmind/],
	[503, '', 'Error', /status 503.*or the API Base URL does not lead to Segmind/],
])('%i %j', (status, body, kind, words) => {
	const { message, status: judged } = judgeCredentialAnswer(
		{ kind: 'answer', status, body },
		'SG_0123456789abcdef',
	);
	expect(judged).toBe(kind);
	expect(message).toMatch(words);
});

test.each<[object, RegExp]>([
	[{ code: 'ENOTFOUND' }, /host was not found/],
	[{ code: 'ECONNREFUSED', syscall: 'connect' }, /Nothing answers/],
	[{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /TLS certificate/],
	[{ code: 'EPROTO', syscall: 'write' }, /TLS certificate/],
	[{ code: 'ECONNRESET', syscall: 'read' }, /connection to Segmind broke/],
	[{ name: 'SsrfBlockedIpError' }, /SSRF protection/],
])('no answer: %j', (error, words) => {
	const judged = judgeCredentialAnswer({ kind: 'noAnswer', error }, 'key');
	expect(judged.status).toBe('Error');
	expect(judged.message).toMatch(words);
});
