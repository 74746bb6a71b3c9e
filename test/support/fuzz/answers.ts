// Answers that nobody foresaw, drawn by fast-check: status, headers and body.
import fc from 'fast-check';

import type { WireAnswer } from '../fakeHttp';
import { OTHER, OWN } from './world';

const status = fc.oneof(
	fc.constantFrom(200, 200, 201, 202, 204, 301, 400, 401, 402, 403, 404, 405, 406, 408, 410, 422),
	fc.constantFrom(429, 500, 502, 503, 504, 520, 524, 599),
	fc.integer({ min: 200, max: 599 }),
);
const id = fc.constantFrom(OWN, OWN.replace(/-/g, '').toUpperCase(), OTHER, '../../x', 'id-7', '7');
const word = fc.constantFrom(
	...['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED', 'failed', 'ERROR', 'error', 'CANCELLED'],
	...['', 'OK', '\u0000', 'constructor', '__proto__'],
);
const loose = fc.oneof(word, id, fc.jsonValue({ maxDepth: 3 }), fc.webUrl());
const member = fc.constantFrom(
	...['request_id', 'requestId', 'status', 'error', 'message', 'detail', 'output', 'video', 'data'],
	...[
		'metrics',
		'videos',
		'url',
		'seed',
		'status_url',
		'model_status',
		'generation_url',
		'credits',
	],
);
const object = fc.dictionary(
	member,
	fc.oneof({ maxDepth: 2 }, loose, fc.dictionary(member, loose), fc.array(loose, { maxLength: 3 })),
);
const text = fc.oneof(
	{ arbitrary: object.map((value) => JSON.stringify(value)), weight: 6 },
	{
		arbitrary: fc.record({ status: word, request_id: id }).map((one) => JSON.stringify(one)),
		weight: 3,
	},
	{
		arbitrary: id.map((one) => `{"status":"QUEUED","request_id":"${one}","poll_url":"https://x`),
		weight: 1,
	},
	{
		arbitrary: fc.constantFrom('', ' ', 'null', '[]', '"text"', '<html><body>502</body></html>'),
		weight: 1,
	},
	{
		arbitrary: fc.constantFrom('['.repeat(20_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
		weight: 1,
	},
	{ arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 },
);
const bytes = fc.oneof(
	{ arbitrary: text.map((one) => Buffer.from(one)), weight: 8 },
	{ arbitrary: fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one)), weight: 1 },
	{ arbitrary: fc.constant(Buffer.from('\0\0\0\x20ftypisom\0\0\0\0', 'latin1')), weight: 1 },
);
const headers = fc.dictionary(
	fc.constantFrom(
		'content-type',
		'content-length',
		'retry-after',
		'x-request-id',
		'x-cost',
		'location',
	),
	fc.oneof(
		fc.constantFrom('application/json', 'video/mp4', 'text/html', '0', '-1', '1e9', 'NaN', OWN),
		fc.string({ maxLength: 30 }),
	),
);
export const answer: fc.Arbitrary<WireAnswer> = fc.record({ status, headers, body: bytes });
