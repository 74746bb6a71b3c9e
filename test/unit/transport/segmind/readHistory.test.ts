// Rows of the request history, whose form only docstrings tell: what can be read is read, and an odd
// row hides no other.
import { describe, expect, test } from '@jest/globals';

import {
	readHistoryPage,
	readHistoryRecord,
} from '../../../../nodes/PixVerse/transport/segmind/readHistory';

const ID = { request_id: 'a' };
const URL = 'https://a.test/a.mp4';

test.each<[object, object]>([
	[{ model_name: 'm', model: 'other' }, { model: 'm' }],
	[{ model: 'm' }, { model: 'm' }],
	[{ model_status: ' completed ', status: 'x' }, { status: 'COMPLETED' }],
	[{ status: 'PENDING' }, { status: 'PENDING' }],
	[{ status: 7 }, {}],
	[{ credits_deduction: '0.5' }, { cost: 0.5 }],
	[{ credits_deduction: 'free' }, {}],
	[{ generation_url: URL }, { videoUrl: URL }],
	[{ generation_url: [URL] }, { videoUrl: URL }],
	[{ generation_url: { url: URL } }, { videoUrl: URL }],
	[{ latency_ms: 1_500 }, { inferenceTime: 1.5 }],
	[{ request_body: { prompt: 'p' } }, { requestBody: { prompt: 'p' } }],
	[{ request_body: '{"prompt":"p"}' }, { requestBody: { prompt: 'p' } }],
	[{ request_body: 'a text' }, { requestBody: 'a text' }],
	[{ request_body: '7' }, { requestBody: '7' }],
	[{ error: 'no' }, { failureReason: 'no' }],
	[{ error: { code: 7 } }, { failureReason: '{"code":7}' }],
	[{ error: '' }, {}],
])('%j is read as %j', (given, expected) => {
	const raw = { ...ID, ...given };
	expect(readHistoryRecord(raw)).toEqual({ requestId: 'a', raw, ...expected });
});

const NOON = { createdAt: '2026-11-20T12:00:00.000Z', createdAtMs: Date.UTC(2026, 10, 20, 12) };

test.each<[object, object]>([
	[{ model_created: '2026-11-20T12:00:00' }, NOON],
	[{ created_at: '2026-11-20 12:00:00.000' }, NOON],
	[{ createdAt: '2026-11-20T13:00:00+01:00' }, NOON],
	[{ timestamp: NOON.createdAtMs / 1_000 }, NOON],
	[{ model_created: null, created_at: 'soon', timestamp: NOON.createdAtMs }, NOON],
	[{ created_at: 'soon' }, { createdAt: 'soon' }],
	[{}, {}],
])('the time of %j', (given, time) => {
	const { createdAt, createdAtMs } = readHistoryRecord({ ...ID, ...given }) ?? {};
	expect({ ...(createdAt && { createdAt }), ...(createdAtMs && { createdAtMs }) }).toEqual(time);
});

test.each<[unknown, string | undefined]>([
	[{ data: { request_id: 'a' } }, 'a'],
	[{ request_id: ' a ' }, 'a'],
	[{ request_id: 7 }, '7'],
	[{ request_id: '' }, undefined],
	[{ request_id: {} }, undefined],
	[{}, undefined],
	[null, undefined],
	['text', undefined],
])('the ID of %j is %p', (body, id) => expect(readHistoryRecord(body)?.requestId).toBe(id));

describe('a page', () => {
	test.each<[unknown]>([
		[[ID]],
		[{ data: [ID] }],
		[{ results: [ID] }],
		[{ data: { items: [ID] } }],
		[{ request_history: [ID] }],
	])('%j has one row', (body) => {
		expect(readHistoryPage(body)).toMatchObject({ rowCount: 1, records: [{ requestId: 'a' }] });
	});

	test.each([[{}], [{ data: 'none' }], [null], ['text']])('%j is none', (body) =>
		expect(readHistoryPage(body)).toBeUndefined(),
	);

	test('counts the rows that cannot be read', () =>
		expect(readHistoryPage([ID, {}, null, 7, []])).toMatchObject({
			rowCount: 5,
			records: [{ requestId: 'a' }],
		}));

	test.each<[object, object]>([
		[
			{ page: 2, total_pages: '3', total: 250 },
			{ page: 2, totalPages: 3, total: 250 },
		],
		[{ pagination: { current_page: 2, totalPages: 3 } }, { page: 2, totalPages: 3 }],
		[{ meta: { total_count: 0 } }, { total: 0 }],
		[{ page: null }, {}],
		[{ page: 1, total_pages: 0 }, { page: 1 }],
		[{ total_pages: -1 }, {}],
	])('%j tells its place as %j', (told, expected) =>
		expect(readHistoryPage({ data: [], ...told })).toEqual({
			records: [],
			rowCount: 0,
			...expected,
		}),
	);
});
