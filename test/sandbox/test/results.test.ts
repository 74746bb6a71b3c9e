import { afterEach, describe, expect, test } from '@jest/globals';

import { membersOf } from '../json';
import { closeAll, open, textOf, V6_BODY } from './open';

afterEach(closeAll);

describe('the forms of a result', () => {
	const url = expect.stringMatching(/\/files\/.*\.mp4$/);
	test.each([
		['lastFrame', { output: url, video: expect.objectContaining({ url }) }],
		['videoOnly', { video: { url } }],
		['outputOnly', { output: url }],
		['outputList', { output: [url] }],
		['outputObject', { output: { url } }],
		['outputVideoUrl', { output: { video_url: url } }],
		['videosList', { videos: [{ url }] }],
		['videoString', { video: url }],
		['videoUrl', { video_url: url }],
		['outputsList', { outputs: [url] }],
		['outputsObjects', { outputs: [{ type: 'video', url }] }],
		['outputUrl', { output_url: url }],
		['url', { url }],
		['fileUrl', { file_url: url }],
		['videoList', { video: [{ url }] }],
		['resultVideo', { result: { video: { url } } }],
		['dataOutput', { data: { output: url } }],
		['assetsSrc', { assets: [{ kind: 'poster' }, { src: url }] }],
		['gsUrl', { output: expect.stringMatching(/^gs:/) }],
		['s3Url', { output: expect.stringMatching(/^s3:/) }],
		['dataUri', { output: expect.stringMatching(/^data:/) }],
		['noUrl', { output: null }],
	] as const)('%s', async (resultShape, media) => {
		const { finished } = await open({ resultShape });
		const { result } = await finished();
		expect(result).toEqual({
			status: 'COMPLETED',
			request_id: expect.any(String),
			error: null,
			metrics: expect.any(Object),
			...media,
		});
	});

	test('bare: only the video and the seed', async () => {
		const { finished } = await open({ resultShape: 'bare' });
		const { result } = await finished({ ...V6_BODY, seed: 70_000 });
		expect(result).toEqual({ video: { url }, seed: 70_000 });
	});

	test('whatever a function says', async () => {
		const { finished } = await open({
			resultShape: (body, job) => ({ at: job.url, of: body.prompt }),
		});
		const { result } = await finished();
		expect(result).toEqual({ at: url, of: V6_BODY.prompt });
	});

	test('the last frame is a picture', async () => {
		const { finished } = await open({ resultShape: 'lastFrame' });
		const { result } = await finished();
		const picture = await fetch(textOf(membersOf(result.video).last_frame_url));
		expect(picture.headers.get('content-type')).toBe('image/png');
	});

	test.each([
		['image', 'image/png'],
		['text', null],
	] as const)('a model that makes %s', async (output, contentType) => {
		const { finished } = await open({ models: [{ slug: 'other', output }] });
		const { result } = await finished({ prompt: 'x' }, 'other');
		if (contentType) {
			const file = await fetch(textOf(result.output));
			expect(file.headers.get('content-type')).toBe(contentType);
		} else {
			expect(result.output).toBe('Sandbox output for: x');
		}
	});
});
