// Bodies about a job, read as liberally as they may come.
import { expect, test } from '@jest/globals';

import {
	readJob,
	readRequestId,
	readResult,
	salvageRequestId,
} from '../../../../nodes/PixVerse/transport/segmind/readJob';

test('an ID is found in what cannot be parsed, and in addresses', () => {
	expect(salvageRequestId('{"status":"QUEUED","request_id": "ab-12","x')).toBe('ab-12');
	expect(salvageRequestId('{"status_url":"https://x/v2/requests/0b6f6e9e-6a5f/status"')).toBe(
		'0b6f6e9e-6a5f',
	);
	expect(salvageRequestId('<html>requests/</html>')).toBeUndefined();
});

test('looking for an ID does not hold n8n, whatever an answer repeats', () => {
	const parts = ['\\', '"request_id', '"request_id" ', '/v2/requests/a', 'request id ', '"'];
	for (const part of parts) {
		const text = part.repeat(1_000_000);
		expect(salvageRequestId(text)).toBeUndefined();
		expect(salvageRequestId(`${text} "request_id": "ab-12"`)).toBe('ab-12');
	}
});

test('a stated ID, in whatever form', () => {
	expect(readRequestId({ request_id: 7 })).toBe('7');
	for (const none of [0, 0.5, -1, false, true]) {
		expect(readRequestId({ request_id: none })).toBeUndefined();
	}
	expect(readRequestId({ request_id: '  ' })).toBeUndefined();
	expect(readRequestId({ request_id: null, requestId: 'x' })).toBe('x');
	expect(readRequestId({ request_id: ['one', 2] })).toBe('["one",2]');
	expect(readRequestId({ data: { request_id: 'x' } })).toBe('x');
	expect(readRequestId(Object.create({ request_id: 'inherited' }))).toBeUndefined();
	expect(readRequestId(null)).toBeUndefined();
});

test('state and metrics, numbers as texts too', () => {
	const metrics = { cost: '0.28', remaining_credits: 3, inference_time: Number.NaN };
	expect(readJob({ status: ' COMPLETED ', seed: '7', metrics })).toEqual({
		status: 'COMPLETED',
		seed: 7,
		metrics: { cost: 0.28, remainingCredits: 3 },
	});
	for (const body of [null, 'text', [], { status: 7, metrics: 'x', seed: {} }]) {
		expect(readJob(body)).toEqual({ status: undefined, seed: undefined, metrics: {} });
	}
});

test('a result holds only what came', () => {
	const video = {
		url: 'https://a.test/a.mp4',
		file_size: '10',
		last_frame_url: 'https://a.test/l',
	};
	const raw = { video, seed: 7 };
	expect(readResult(raw)).toEqual({
		seed: 7,
		videoUrl: video.url,
		lastFrameUrl: video.last_frame_url,
		fileSize: 10,
		raw,
	});
	expect(readResult({ output: 'words' })).toEqual({ raw: { output: 'words' } });
});
