// What a user gives beside the order and finds in the output: input fields, file names, files, the
// credential, and what is refused together.
import { describe, expect, test } from '@jest/globals';

import { CONTINUE, FROM_PICTURE, numberedItems, PNG, pngItem, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const node = useNode();
const { sandbox } = node;

describe('Include Input Fields', () => {
	const items = [{ json: { row: 7, prompt: 'a fox', status: 'to do', error: 'old' } }];

	test('keeps the input’s JSON, and the node’s own fields win', async () => {
		const { items: out, error } = await node.run(video({ includeInputFields: true }), { items });
		expect(error).toBeUndefined();
		expect(out[0]?.json).toMatchObject({ row: 7, prompt: 'a fox', status: 'COMPLETED' });
		expect(out[0]?.json).not.toHaveProperty('error');
	});

	test('also in a dry run and without waiting; not while it is off', async () => {
		const dry = await node.run(video({ includeInputFields: true, dryRun: 'always' }), { items });
		expect(dry.items[0]?.json).toMatchObject({ row: 7, dryRun: true });
		const later = await node.run(
			video({ includeInputFields: true }, { waitForCompletion: false }),
			{
				items,
			},
		);
		expect(later.items[0]?.json).toMatchObject({ row: 7, status: 'QUEUED' });
		const off = await node.run(video(), { items });
		expect(off.items[0]?.json).not.toHaveProperty('row');
	});

	test('a failed item holds nothing but its error', async () => {
		const given = [...items, { json: { row: 8, prompt: '' } }];
		const parameters = video({ includeInputFields: true });
		const { items: out } = await node.run(
			{ ...parameters, prompt: '={{ $json.prompt }}' },
			{ items: given, settings: CONTINUE },
		);
		expect(out[0]?.json).toHaveProperty('row', 7);
		expect(Object.keys(out[1]?.json ?? {}).sort()).toEqual(['details', 'error', 'message']);
	});
});

describe('equal file names', () => {
	test('get -2, -3 in the order of the items', async () => {
		const fileName = '={{ $json.prompt.includes("1") ? "other" : "clip.mp4" }}';
		const { items } = await node.run(video({ fileName }), { items: numberedItems(4) });
		expect(items.map(({ binary }) => binary?.['data']?.fileName)).toEqual([
			'clip.mp4',
			'other.mp4',
			'clip-2.mp4',
			'clip-3.mp4',
		]);
	});

	test('"Part 1/2" and "Part 2/2" are two names', async () => {
		const fileName = '={{ "Part " + ($itemIndex + 1) + "/2" }}';
		const { items } = await node.run(video({ fileName, dryRun: 'always' }), {
			items: numberedItems(2),
		});
		expect(items.map(({ binary }) => binary?.['data']?.fileName)).toEqual([
			'DRY-RUN-Part 1_2.mp4',
			'DRY-RUN-Part 2_2.mp4',
		]);
	});
});

describe('Job > Get', () => {
	test('names the files of a job that is wanted twice apart', async () => {
		const requestId = 'dry-run-1x1-0123456789abcdef';
		const { items } = await node.run(
			{ resource: 'job', operation: 'get', requestId },
			{ items: numberedItems(2) },
		);
		expect(items.map(({ binary }) => binary?.['data']?.fileName)).toEqual([
			`DRY-RUN-pixverse-${requestId}.mp4`,
			`DRY-RUN-pixverse-${requestId}-2.mp4`,
		]);
	});
});

describe('the body of Run Other Model', () => {
	const custom = { resource: 'video', operation: 'custom', modelSlug: 'muscle-surge' };
	const LATER = { waitForCompletion: false };

	test.each(['', '={{ $json.missing }}', '={{ null }}', ' '])('of %p is refused', async (body) => {
		const { error } = await node.run({ ...custom, ...LATER, body });
		expect(error?.message).toBe('Body must be a JSON object');
		expect(error?.description).toContain('write {}');
		expect(sandbox.requests).toEqual([]);
	});

	test('of {} is sent as it is', async () => {
		const { error } = await node.run({ ...custom, ...LATER, body: '{}' });
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([{}]);
	});
});

describe('the input field with the file', () => {
	const picture = (imageBinaryProperty: string) =>
		video({}, { ...FROM_PICTURE, imageBinaryProperty, waitForCompletion: false });
	const file = { data: PNG.toString('base64'), mimeType: 'image/png' };
	const items = [
		{
			json: {},
			binary: { photo: { ...file, fileName: 'a.png' }, logo: { ...file, fileName: 'b.png' } },
		},
	];

	test('a wrong name is answered with the names that the item has', async () => {
		const { error } = await node.run(picture('picture'), { items });
		expect(error?.message).toBe('Image: the input item has no file in the field "picture"');
		expect(error?.description).toContain('The item has files in the fields "photo", "logo"');
		const { error: none } = await node.run(picture('data'));
		expect(none?.description).toContain('The item has no file at all');
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['', '   ', '={{ null }}', '={{ $json.missing }}'])('%p is refused', async (name) => {
		const { error } = await node.run(picture(name), { items: [pngItem()] });
		expect(error?.message).toBe(
			'Image Input Data Field Name must be the name of a field with a file',
		);
		expect(error?.description).toContain('the field "data"');
		const upload = { resource: 'asset', operation: 'upload', binaryPropertyName: name };
		expect((await node.run(upload, { items: [pngItem()] })).error?.message).toMatch(
			/must be the name/,
		);
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['={{ $binary.logo }}', '={{ $input.item.binary.logo }}'])(
		'%s, the file itself, is taken',
		async (expression) => {
			const { error } = await node.run(picture(expression), { items });
			expect(error).toBeUndefined();
			expect(node.bodies()).toHaveLength(1);
		},
	);

	test.each(['constructor', '__proto__', 'toString'])('%s is only a name', async (name) => {
		const { error } = await node.run(picture(name), { items });
		expect(error?.message).toBe(`Image: the input item has no file in the field "${name}"`);
		expect(sandbox.requests).toEqual([]);
	});

	test('that n8n has no more is told as such', async () => {
		const id = 'filesystem-v2:workflows/w/executions/e/binary_data/gone';
		const binary = {
			data: { data: 'filesystem-v2', mimeType: 'image/png', fileName: 'a.png', id },
		};
		const { error } = await node.run(picture('data'), { items: [{ json: {}, binary }] });
		expect(error?.message).toBe('Image: n8n could not read the file "a.png"');
		expect(error?.description).toMatch(/Run the node that it comes from again/);
		expect(sandbox.requests).toEqual([]);
	});
});

test('no internal value stands in a refusal', async () => {
	const parameters = video(
		{},
		{ ...FROM_PICTURE, duration: 8, quality: '1080p', motionMode: 'fast' },
	);
	const { error } = await node.run(parameters, { items: [pngItem()] });
	expect(`${String(error?.message)} ${String(error?.description)}`).not.toMatch(/upload:|sha256/);
});

test('no credential chosen: the error says what to do', async () => {
	const { error } = await node.run(video(), {
		adapt: (data) => {
			for (const { credentials, name } of data.nodes) {
				if (name === 'PixVerse' && credentials) delete credentials['segmindApi'];
			}
		},
	});
	expect(error?.message).toBe('No Segmind credential is chosen');
	expect(error?.description).toMatch(/choose one.*or create one.*platform\.segmind\.com\/api-keys/);
});

describe('bad items', () => {
	const parameters = video({}, { duration: '={{ $json.seconds }}' });
	const items = (...seconds: number[]) => seconds.map((value) => ({ json: { seconds: value } }));

	test('are named together', async () => {
		const { error } = await node.run(parameters, { items: items(5, 9, 8, 7, 6) });
		expect(error?.message).toBe('Duration must be 5 or 8');
		expect(error?.context['itemIndex']).toBe(1);
		expect(error?.description).toMatch(
			/This is item 1\. Refused as well: item 3: Duration must be 5 or 8; item 4: Duration must be 5 or 8\.$/,
		);
		expect(sandbox.requests).toEqual([]);
	});

	test('are listed up to ten', async () => {
		const { error } = await node.run(parameters, {
			items: items(...Array.from({ length: 14 }, () => 9)),
		});
		expect(error?.description?.match(/item \d+:/g)).toHaveLength(10);
		expect(error?.description).toMatch(/; and 3 more items\.$/);
	});

	test('count in the summary', async () => {
		const { hints } = await node.run(parameters, { items: items(5, 9, 8), settings: CONTINUE });
		expect(hints[0]?.message).toMatch(/^2 videos made, 1 failed\. Cost/);
	});
});
