// Asset > Upload and Account > Get Credits.
import { describe, expect, test } from '@jest/globals';
import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';

import { NO_BALANCE_KEY } from '../../sandbox';
import { CONTINUE } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { expectSchema } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';
import type { ItemSource } from '../../support/workflow';

const node = useNode();
const upload = (more: INodeParameters = {}) => ({
	resource: 'asset',
	operation: 'upload',
	...more,
});
const binaryOf = (content: string, mimeType: string, fileName?: string) => ({
	data: Buffer.from(content, 'latin1').toString('base64'),
	mimeType,
	...(fileName ? { fileName } : {}),
});
/** Content, the type that the item declares, file name, and the type that it is. */
const FILES = {
	png: ['\x89PNG\r\n\x1a\n pixels', 'application/octet-stream', 'cat.png', 'image/png'],
	jpeg: ['\xff\xd8\xff pixels', 'image/png', 'wrong.png', 'image/jpeg'],
	webp: ['RIFF\0\0\0\0WEBP pixels', '', 'cat.webp', 'image/webp'],
	mp4: ['\0\0\0\x18ftypisom frames', 'video/mp4; charset=binary', 'clip.mp4', 'video/mp4'],
	mov: ['\0\0\0\x18ftypqt   frames', 'video/mp4', 'clip.mov', 'video/quicktime'],
	heic: ['???', 'image/heic', undefined, 'image/heic'],
	mp3: ['ID3 sound', 'audio/mpeg', 'voice.mp3', 'audio/mpeg'],
} satisfies Record<string, [string, string, string | undefined, string]>;

describe('upload', () => {
	test.each(Object.entries(FILES))(
		'a file of type %s',
		async (_, [content, declared, fileName, type]) => {
			const items = [{ json: {}, binary: { data: binaryOf(content, declared, fileName) } }];
			const { items: out, error } = await node.run(upload(), { items });
			expect(error).toBeUndefined();
			expectSchema('asset', 'upload', out);
			const { url, ...rest } = elementAt(out, 0).json;
			expect(rest).toEqual({
				...(fileName ? { fileName } : {}),
				mimeType: type,
				fileSize: content.length,
			});
			expect(url).toMatch(/^http/);
			expect(elementAt(node.sandbox.requests, 0).body).toMatchObject({
				data_urls: [{ type, length: content.length }],
			});
		},
	);

	test.each(['file_urls', 'urls'] as const)('reads the answer as %s', async (uploadAnswer) => {
		node.sandbox.configure({ uploadAnswer });
		const items = [FILES.png, FILES.mp4].map(([content, declared, fileName]) => ({
			json: {},
			binary: { pic: binaryOf(content, declared, fileName) },
		}));
		const { items: out } = await node.run(upload({ binaryPropertyName: 'pic' }), { items });
		expect(out.map(({ json }) => json.fileName)).toEqual(['cat.png', 'clip.mp4']);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const fetched = await fetch(String(elementAt(out, 0).json.url));
		expect(fetched.status).toBe(200);
	});

	test.each([
		['no file', {}, /has no file in the field "data"$/],
		['an empty file', { data: binaryOf('', 'image/png') }, /^File: the (file|input)/],
		[
			'a PDF',
			{ data: binaryOf('%PDF-1.7', 'application/pdf', 'a.pdf') },
			/^File must be an image.*the file "a\.pdf" is application\/pdf$/,
		],
	] satisfies Array<[string, IBinaryKeyData, RegExp]>)(
		'%s is refused before a request',
		async (_, binary, message) => {
			const { error } = await node.run(upload(), { items: [{ json: {}, binary }] });
			expect(error?.message).toMatch(message);
			expect(node.sandbox.requests).toEqual([]);
		},
	);

	test('a file over 100 MB is refused with its size', async () => {
		const items: ItemSource = async ({ helpers }) => {
			const data = await helpers.prepareBinaryData(
				Buffer.alloc(101 * 1024 * 1024, '\x89PNG', 'latin1'),
				'big.png',
				'image/png',
			);
			return [{ json: {}, binary: { data } }];
		};
		const { error } = await node.run(upload(), { items });
		expect(error?.message).toBe(
			'File: the file "big.png" has 101.0 MB; at most 100 MB can be uploaded',
		);
		expect(node.sandbox.requests).toEqual([]);
	});

	test('continuing, one bad file is one error item', async () => {
		const [content, declared] = FILES.png;
		const items = [{ json: {} }, { json: {}, binary: { data: binaryOf(content, declared) } }];
		const { items: out } = await node.run(upload(), {
			items,
			settings: CONTINUE,
		});
		expect(out.map(({ json }) => json)).toEqual([
			expect.objectContaining({ error: expect.stringMatching(/no file/) }),
			expect.objectContaining({ mimeType: 'image/png' }),
		]);
	});
});

describe('credits', () => {
	const getCredits = { resource: 'account', operation: 'getCredits' };

	test('are both numbers', async () => {
		node.sandbox.configure({ credits: 12.5, freeCredits: 0.25 });
		const { items } = await node.run(getCredits);
		expect(items.map(({ json }) => json)).toEqual([{ credits: 12.5, freeCredits: 0.25 }]);
		expectSchema('account', 'getCredits', items);
		expect(node.sandbox.requests.map(({ path }) => path)).toEqual(['/v1/get-user-credits']);
	});

	test('of an account without a balance are nothing, and no error', async () => {
		const { items, error } = await node.run(getCredits, { credential: { apiKey: NO_BALANCE_KEY } });
		expect(error).toBeUndefined();
		expect(elementAt(items, 0).json).toEqual({ credits: 0, freeCredits: 0 });
	});

	test('with a wrong key say so', async () => {
		const { error } = await node.run(getCredits, { credential: { apiKey: 'SG_wrong' } });
		expect(error?.message).toMatch(/key/i);
	});
});
