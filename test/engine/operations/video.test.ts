// What surrounds the making of a video: files in and out, names, waiting or not.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf, recordOf } from '../../support/assertions';
import { videoParameters } from '../../support/catalogue/orders';
import { FAST, promptItems } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const node = useNode();
const PROMPT = { prompt: 'A boat' };
const text = (options: INodeParameters, more: INodeParameters = {}) =>
	videoParameters('textToVideo', 'pixverse-v6', PROMPT, {
		options: { ...FAST, ...options },
		...more,
	});
const file = (content: string, mimeType: string, fileName: string) => ({
	data: Buffer.from(content, 'latin1').toString('base64'),
	mimeType,
	fileName,
});
const PNG = file('\x89PNG\r\n\x1a\n one', 'application/octet-stream', 'one.png');
const MP4 = file('\0\0\0\x18ftypisom more', 'video/mp4', 'clip.mp4');

const phases = () => node.sandbox.requests.map(({ phase }) => phase);

describe('binary input', () => {
	test.each([
		['extend', 'pixverse-5-extend', { videoSource: 'binary' }, { data: MP4 }, ['video_url']],
		['imageToVideo', 'pixverse-5-video', { imageSource: 'binary' }, { data: PNG }, ['image_url']],
		[
			'mimic',
			'pixverse-mimic',
			{ videoSource: 'binary', imageSource: 'binary' },
			{ video: MP4, image: PNG },
			['video_url', 'image_url'],
		],
		[
			'transition',
			'pixverse-transition',
			{ firstFrameSource: 'binary', lastFrameSource: 'binary' },
			{
				firstFrame: PNG,
				lastFrame: { ...MP4, ...file('\xff\xd8\xff two', 'image/jpeg', 'b.jpg') },
			},
			['first_frame_url', 'last_frame_url'],
		],
	])(
		'%s uploads its files first and sends their URLs',
		async (operation, model, sources, binary, names) => {
			const given = operation === 'mimic' ? {} : PROMPT;
			const parameters = videoParameters(operation, model, given, { ...sources, options: FAST });
			const { items, error } = await node.run(parameters, { items: [{ json: {}, binary }] });
			expect(error).toBeUndefined();
			expect(phases().slice(0, names.length + 1)).toEqual([...names.map(() => 'upload'), 'submit']);
			const body = recordOf(elementAt(node.bodies(), 0));
			const sent = names.map((name) => body[name]);
			for (const url of sent) {
				expect(url).toMatch(new RegExp(`^${node.sandbox.url}/assets/`));
			}
			expect(new Set(sent).size).toBe(names.length);
			expect(elementAt(items, 0).json.status).toBe('COMPLETED');
		},
	);

	test('three items with one picture upload it once', async () => {
		const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt }, binary: { data: PNG } }));
		const parameters = videoParameters(
			'imageToVideo',
			'pixverse-v6',
			{},
			{
				prompt: '={{ $json.prompt }}',
				imageSource: 'binary',
				waitForCompletion: false,
			},
		);
		const { error } = await node.run(parameters, { items });
		expect(error).toBeUndefined();
		expect(phases().filter((phase) => phase === 'upload')).toHaveLength(1);
		expect(node.sandbox.acceptedSubmits()).toHaveLength(3);
	});
});

describe('the video file', () => {
	test.each([
		['', /^pixverse-[0-9a-f-]{36}\.mp4$/],
		['launch', /^launch\.mp4$/],
		['launch.mp4', /^launch\.mp4$/],
		['={{ "../" + $json.name + ".MP4" }}', /^cat\.mp4$/],
		['={{ 7 }}', /^7\.mp4$/],
	])('named %p is %p', async (fileName, expected) => {
		const { items } = await node.run(text({ fileName }), { items: [{ json: { name: 'cat' } }] });
		const data = fileOf(items[0]);
		expect(data.fileName).toMatch(expected);
		expect(data).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4', fileType: 'video' });
		expect(data.fileSize).toMatch(/kB$/);
	});

	test('goes into the field that the user names', async () => {
		const { items } = await node.run(text({ binaryPropertyName: 'clip' }));
		expect(Object.keys(elementAt(items, 0).binary ?? {})).toEqual(['clip']);
	});

	test('stays away where only its URL is wanted', async () => {
		const { items } = await node.run(text({ downloadVideo: false }));
		expect(elementAt(items, 0).binary).toBeUndefined();
		expect(elementAt(items, 0).json.videoUrl).toMatch(/\/files\/.*\.mp4$/);
		expect(phases()).not.toContain('download');
	});
});

describe('synchronous mode', () => {
	test.each([
		['Wait for Completion', { waitForCompletion: false }, {}],
		['Download Video', {}, { downloadVideo: false }],
	])('needs %s', async (label, more, options) => {
		const { error } = await node.run(text({ requestMode: 'sync', ...options }, more));
		expect(error?.message).toBe(`${label} must be on when Request Mode is Synchronous`);
		expect(node.sandbox.requests).toEqual([]);
	});

	test.each(['bytes', 'json'] as const)('takes an answer as %s', async (syncAnswer) => {
		node.sandbox.configure({ syncAnswer });
		const { items } = await node.run(text({ requestMode: 'sync', fileName: 'now' }));
		expect(elementAt(items, 0).json).toMatchObject({
			model: 'pixverse-v6',
			status: 'COMPLETED',
			finished: true,
		});
		expect(elementAt(items, 0).json.cost).toBeGreaterThan(0);
		expect(fileOf(items[0])).toMatchObject({ fileName: 'now.mp4', mimeType: 'video/mp4' });
		expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
	});
});

test('a failed job is an error item under continue, with its ID and no charge', async () => {
	const items = promptItems('good', '[fail] this', 'fine');
	const { items: out, errorItems } = await node.run(text({}, { prompt: '={{ $json.prompt }}' }), {
		items,
		settings: { onError: 'continueErrorOutput' },
	});
	expect(out.map(({ json }) => json.status)).toEqual(['COMPLETED', 'COMPLETED']);
	expect(errorItems).toHaveLength(1);
	const failed = node.sandbox.jobs.find(({ status }) => status === 'FAILED');
	const { details, error, message } = elementAt(errorItems, 0).json;
	expect(details).toMatchObject({ requestId: failed?.requestId, model: 'pixverse-v6' });
	expect(error).toBe(message);
});
