// Dry run: everything is read, judged and shown, and nothing is sent.
import { expect, test } from '@jest/globals';
import type { IBinaryData, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { videoParameters } from '../../support/catalogue/orders';
import { CONTINUE } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const node = useNode();
const DRY = { options: { dryRun: 'always' } };
const PNG = { data: Buffer.from('\x89PNG 1', 'latin1').toString('base64'), mimeType: 'image/png' };

/** Width and height from the video track's header. */
async function sizeOf(binary: IBinaryData): Promise<[number, number]> {
	const bytes = await node.engine.binaryData.getAsBuffer(binary);
	expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
	const at = bytes.indexOf('tkhd');
	const length = bytes.readUInt32BE(at - 4);
	const end = at - 4 + length;
	return [bytes.readUInt32BE(end - 8) / 65536, bytes.readUInt32BE(end - 4) / 65536];
}

const BOAT = { prompt: 'A boat', duration: 7 };

test('the item shows endpoint and body, with a stand-in video', async () => {
	const { items, error, hints } = await node.run(
		videoParameters('textToVideo', 'pixverse-v6', BOAT, {
			options: { dryRun: 'always', additionalBody: '{"seed":3}' },
		}),
	);
	expect(error).toBeUndefined();
	expect(node.sandbox.requests).toEqual([]);
	expect(items).toHaveLength(1);
	expect(elementAt(items, 0).json).toEqual({
		dryRun: true,
		requestId: expect.stringMatching(/^dry-run-16x9-[0-9a-f]{16}$/),
		model: 'pixverse-v6',
		status: 'COMPLETED',
		finished: true,
		videoUrl: `https://dry-run.invalid/${elementAt(items, 0).json.requestId}.mp4`,
		resumed: false,
		cost: 0.3938,
		endpoint: `${node.sandbox.url}/v2/pixverse-v6`,
		body: {
			prompt: 'A boat',
			duration: 7,
			quality: '540p',
			generate_audio_switch: true,
			aspect_ratio: '16:9',
			seed: 3,
		},
	});
	expect(elementAt(items, 0).pairedItem).toEqual({ item: 0 });
	expect(fileOf(items[0])).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
	expect(fileOf(items[0]).fileName).toBe('DRY-RUN-pixverse-v6-0.mp4');
	expect(hints).toEqual([expect.objectContaining({ type: 'warning', location: 'outputPane' })]);
	expect(hints[0]?.message).toMatch(
		/nothing was sent.* 1 video would cost about 0\.39 USD \(an estimate\)/,
	);
});

test.each([
	['16:9', (width: number, height: number) => width / height > 1.7],
	['21:9', (width: number, height: number) => width > height],
	['9:16', (width: number, height: number) => height / width > 1.7],
	['3:4', (width: number, height: number) => height > width],
	['1:1', (width: number, height: number) => width === height],
])('in %s the stand-in has about this shape', async (ratio, fits) => {
	const parameters = videoParameters(
		'textToVideo',
		'pixverse-v6',
		{ prompt: 'A', aspect_ratio: ratio },
		DRY,
	);
	const { items } = await node.run(parameters);
	expect(fits(...(await sizeOf(fileOf(items[0]))))).toBe(true);
});

test('a file is not uploaded; a placeholder stands for its URL', async () => {
	const { items } = await node.run(
		videoParameters(
			'imageToVideo',
			'pixverse-5-video',
			{ prompt: 'A' },
			{
				imageSource: 'binary',
				options: { dryRun: 'always', fileName: 'test.mp4', binaryPropertyName: 'clip' },
			},
		),
		{ items: [{ json: {}, binary: { data: PNG } }] },
	);
	expect(node.sandbox.requests).toEqual([]);
	expect(elementAt(items, 0).json.body).toMatchObject({
		image_url: expect.stringMatching(/^https:\/\/.*dry-run/),
		motion_mode: 'normal',
	});
	expect(fileOf(items[0], 'clip').fileName).toBe('DRY-RUN-test.mp4');
	const [width, height] = await sizeOf(fileOf(items[0], 'clip'));
	expect(width).toBeGreaterThan(height);
});

test.each<[WorkflowExecuteMode, boolean]>([
	['manual', true],
	['trigger', false],
])("{{ $execution.mode === 'test' }} in a %s run", async (mode, isDry) => {
	const { items } = await node.run(
		videoParameters(
			'textToVideo',
			'pixverse-v6',
			{ prompt: 'A' },
			{
				options: { dryRun: "={{ $execution.mode === 'test' }}", pollInterval: 0.02 },
			},
		),
		{ mode },
	);
	expect(elementAt(items, 0).json.dryRun).toBe(isDry ? true : undefined);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(isDry ? 0 : 1);
});

test('of three items, a wrong one is refused as in a real run', async () => {
	const parameters = videoParameters('textToVideo', 'pixverse-5-video', { prompt: 'A' }, DRY);
	const items = [5, 9, 8].map((seconds) => ({ json: { seconds } }));
	const order = { ...parameters, duration: '={{ $json.seconds }}' };
	const stopped = await node.run(order, { items });
	expect(stopped.error?.message).toMatch(/^Duration must be 5 or 8/);
	const continued = await node.run(order, {
		items,
		settings: CONTINUE,
	});
	expect(continued.items.map(({ json }) => json.dryRun)).toEqual([true, undefined, true]);
	expect(node.sandbox.requests).toEqual([]);
});

test('ceilings do not count what is not ordered', async () => {
	const { error, items } = await node.run(
		videoParameters(
			'textToVideo',
			'pixverse-v6',
			{ prompt: 'A' },
			{
				options: {
					dryRun: 'always',
					maxVideos: 1,
					maxCost: 0,
					maxCostPerDay: 0,
					minimumCredits: 1e9,
				},
			},
		),
		{ items: [{ json: {} }, { json: {} }] },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	expect(node.sandbox.requests).toEqual([]);
});

test('Run Other Model and synchronous mode name their endpoints', async () => {
	const custom = {
		resource: 'video',
		operation: 'custom',
		modelSlug: 'muscle-surge',
		body: '{"a":1}',
	};
	const { items } = await node.run({
		...custom,
		options: { dryRun: 'always', requestMode: 'sync' },
	});
	expect(elementAt(items, 0).json).toMatchObject({
		endpoint: `${node.sandbox.url}/v1/muscle-surge`,
		body: { a: 1 },
	});
	expect(fileOf(items[0]).fileName).toBe('DRY-RUN-muscle-surge-0.mp4');
	expect(node.sandbox.requests).toEqual([]);
});

test.each([
	['without waiting', { waitForCompletion: false }, {}],
	['without download', {}, { downloadVideo: false }],
] satisfies Array<[string, INodeParameters, INodeParameters]>)(
	'%s there is no file',
	async (_, more, options) => {
		const { items } = await node.run(
			videoParameters(
				'textToVideo',
				'pixverse-v6',
				{ prompt: 'A' },
				{
					...more,
					options: { dryRun: 'always', ...options },
				},
			),
		);
		expect(elementAt(items, 0).json).toMatchObject({
			dryRun: true,
			model: 'pixverse-v6',
			cost: 0.2813,
		});
		expect(elementAt(items, 0).binary).toBeUndefined();
	},
);
