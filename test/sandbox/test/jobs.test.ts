import { afterEach, describe, expect, test } from '@jest/globals';

import type { JsonObject } from '../protocol';
import { closeAll, FIVE_VIDEO_BODY, open, said, textOf, V6_BODY, V6_COST } from './open';

afterEach(closeAll);

const polls = (id: string) => [
	`/v2/requests/${id}/status`,
	`/v2/requests/${id}`,
	`/v1/requests/${id}`,
];

describe('a job that succeeds', () => {
	test('is queued, then processed, then completed', async () => {
		const { clock, get, submit } = await open({ jobDurationMs: 60_000, queueMs: 10_000 });
		const id = await submit();
		const status = async () => (await said(await get(`/v2/requests/${id}/status`))).body.status;
		expect(await status()).toBe('QUEUED');
		clock.advance(9_999);
		expect(await status()).toBe('QUEUED');
		clock.advance(1);
		expect(await status()).toBe('PROCESSING');
		clock.advance(49_999);
		expect(await status()).toBe('PROCESSING');
		clock.advance(1);
		expect(await status()).toBe('COMPLETED');
	});

	test('can be finished by hand, and stays as it is then', async () => {
		const { sandbox, clock, get, submit } = await open({ jobDurationMs: 60_000, queueMs: 10_000 });
		const id = await submit();
		clock.advance(4_000);
		expect(sandbox.finish(id)).toBe(true);
		clock.advance(1_000);
		expect(sandbox.finish(id)).toBe(true);
		const { body } = await said(await get(`/v2/requests/${id}/status`));
		expect(body).toMatchObject({ status: 'COMPLETED', metrics: { queue_time: 4, total_time: 4 } });
		expect(sandbox.finish('nobody')).toBe(false);
	});

	test('has no metrics and no media before it is done', async () => {
		const { sandbox, get, submit } = await open();
		const id = await submit();
		for (const path of polls(id)) {
			expect(await said(await get(path))).toEqual({
				status: 200,
				body: {
					status: 'QUEUED',
					request_id: id,
					status_url: `${sandbox.url}/v2/requests/${id}/status`,
					response_url: `${sandbox.url}/v2/requests/${id}`,
					metrics: {},
				},
			});
		}
	});

	test('says what it cost and what is left, and where the video is', async () => {
		const { sandbox, clock, get, submit } = await open({ credits: 10, queueMs: 10_000 });
		const id = await submit({ ...V6_BODY, seed: 42 });
		clock.advance(60_000);
		const metrics = {
			inference_time: 50,
			queue_time: 10,
			total_time: 60,
			cost: V6_COST,
			remaining_credits: 9.71875,
		};
		expect(await said(await get(`/v2/requests/${id}/status`))).toEqual({
			status: 200,
			body: { status: 'COMPLETED', request_id: id, metrics },
		});
		const url = `${sandbox.url}/files/${id}.mp4`;
		const result = {
			status: 'COMPLETED',
			request_id: id,
			error: null,
			metrics,
			output: url,
			video: {
				url,
				content_type: 'video/mp4',
				file_name: `${id}.mp4`,
				file_size: expect.any(Number),
			},
			seed: 42,
		};
		for (const path of polls(id).slice(1)) {
			expect(await said(await get(path))).toEqual({ status: 200, body: result });
		}
	});

	test('is charged when it completes, once, and not before', async () => {
		const { sandbox, clock, get, submit } = await open({ credits: 1, freeCredits: 0.2 });
		const id = await submit();
		clock.advance(59_999);
		expect(sandbox.credits()).toEqual({ credits: 1, freeCredits: 0.2 });
		clock.advance(1);
		expect(sandbox.credits()).toEqual({ credits: 0.91875, freeCredits: 0 });
		for (const path of polls(id)) await get(path);
		expect(sandbox.credits()).toEqual({ credits: 0.91875, freeCredits: 0 });
	});

	test('lasts as long as a function of its body and number says', async () => {
		const seen: unknown[] = [];
		const jobDurationMs = (body: JsonObject, n: number, slug: string) => {
			seen.push([body.prompt, n, slug]);
			return Number(body.duration) * 1000;
		};
		const { sandbox, clock, submit } = await open({ jobDurationMs });
		await submit({ ...V6_BODY, prompt: 'short', duration: 1 });
		await submit({ ...V6_BODY, prompt: 'long', duration: 9 });
		clock.advance(1000);
		expect(sandbox.jobs.map((job) => job.status)).toEqual(['COMPLETED', 'QUEUED']);
		expect(seen).toEqual([
			['short', 0, 'pixverse-v6'],
			['long', 1, 'pixverse-v6'],
		]);
	});
});

describe('a job that fails', () => {
	const fast1080p = { ...FIVE_VIDEO_BODY, quality: '1080p', duration: 8 };
	test.each([
		['1080p with 8 s', 'pixverse-5-video', fast1080p, /1080p.*duration is 5/],
		[
			'fast with 8 s',
			'pixverse-4.5-video',
			{ ...FIVE_VIDEO_BODY, motion_mode: 'fast', duration: 8 },
			/fast.*duration is 5/,
		],
		[
			'fast in 1080p',
			'pixverse-4.5-video',
			{ ...FIVE_VIDEO_BODY, motion_mode: 'fast', quality: '1080p' },
			/1080p.*fast/,
		],
		['an empty prompt', 'pixverse-v6', { ...V6_BODY, prompt: ' ' }, /^Prompt is Mandatory/],
		[
			'a seed out of range',
			'pixverse-5-video',
			{ ...FIVE_VIDEO_BODY, seed: 1_000_000 },
			/seed.*999999/,
		],
		[
			'an image that is no address',
			'pixverse-v6',
			{ ...V6_BODY, image_url: 'cat.png' },
			/^Input image not found$/,
		],
		['no source video', 'pixverse-5-extend', FIVE_VIDEO_BODY, /^Input video not found$/],
		['no picture to move', 'pixverse-mimic', { video_url: 'https://a.example/v.mp4' }, /image/],
		['[fail] in the prompt', 'pixverse-v6', { ...V6_BODY, prompt: 'x [fail]' }, /Internal error/],
		[
			'[moderated] in the prompt',
			'pixverse-v6',
			{ ...V6_BODY, prompt: '[moderated]' },
			/content_policy_violation/,
		],
	])('%s: 422 on every poll, and nothing is charged', async (_name, slug, body, error) => {
		const { sandbox, clock, get, post } = await open({ credits: 10 });
		const submitted = await said(await post(`/v2/${slug}`, body));
		expect(submitted.status).toBe(200);
		clock.advance(60_000);
		for (const path of polls(textOf(submitted.body.request_id))) {
			expect(await said(await get(path))).toEqual({
				status: 422,
				body: {
					status: 'FAILED',
					error: expect.stringMatching(error),
					metrics: {
						inference_time: expect.any(Number),
						queue_time: expect.any(Number),
						total_time: expect.any(Number),
					},
					request_id: submitted.body.request_id,
				},
			});
		}
		expect(sandbox.credits().credits).toBe(10);
		expect(sandbox.jobs[0]).toMatchObject({ status: 'FAILED', charged: false });
	});

	test('fails at once when its input is refused, and at its end when the generation fails', async () => {
		const { sandbox, clock, submit } = await open({ jobDurationMs: 60_000 });
		await submit(fast1080p, 'pixverse-5-video');
		await submit({ ...V6_BODY, prompt: '[fail]' });
		clock.advance(300);
		expect(sandbox.jobs.map((job) => job.status)).toEqual(['FAILED', 'QUEUED']);
		clock.advance(60_000);
		expect(sandbox.jobs.map((job) => job.status)).toEqual(['FAILED', 'FAILED']);
	});

	test('allows V6 what the older models refuse', async () => {
		const { finished } = await open();
		const { result } = await finished({ ...V6_BODY, quality: '1080p', duration: 15 });
		expect(result.status).toBe('COMPLETED');
	});
});

describe('the record that polls read', () => {
	const gone = (id: string) => ({ status: 404, body: { error: `Request ${id} not found` } });

	test('ends after its time, counted from the submit; the file stays', async () => {
		const { sandbox, clock, get, submit } = await open({ recordTtlMs: 3_600_000 });
		const id = await submit();
		clock.advance(3_599_999);
		expect((await get(`/v2/requests/${id}`)).status).toBe(200);
		clock.advance(1);
		for (const path of polls(id)) expect(await said(await get(path))).toEqual(gone(id));
		expect((await fetch(`${sandbox.url}/files/${id}.mp4`)).status).toBe(200);
		clock.advance(7 * 86_400_000);
		expect((await fetch(`${sandbox.url}/files/${id}.mp4`)).status).toBe(404);
	});

	test('can be ended by hand', async () => {
		const { sandbox, get, submit } = await open();
		const id = await submit();
		expect(sandbox.expire(id)).toBe(true);
		for (const path of polls(id)) expect(await said(await get(path))).toEqual(gone(id));
		expect(sandbox.expire('nobody')).toBe(false);
	});

	test('is missing for an ID that was never given', async () => {
		const { get } = await open();
		const id = '00000000-0000-4000-8000-000000000000';
		for (const path of polls(id)) expect(await said(await get(path))).toEqual(gone(id));
	});
});

test('runs 200 jobs at once', async () => {
	const { sandbox, clock, get, submit } = await open({ credits: 1000 });
	const ids = await Promise.all(Array.from({ length: 200 }, () => submit()));
	expect(new Set(ids).size).toBe(200);
	clock.advance(60_000);
	const answers = await Promise.all(ids.map((id) => get(`/v2/requests/${id}`)));
	expect(answers.every((answer) => answer.status === 200)).toBe(true);
	expect(sandbox.credits().credits).toBe(943.75);
});
