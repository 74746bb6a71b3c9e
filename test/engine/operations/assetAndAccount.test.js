// Asset > Upload and Account > Get Credits.
const { useNode } = require('../../support/useNode');
const { expectSchema } = require('../../support/outputSchema');
const { NO_BALANCE_KEY } = require('../../sandbox');

const node = useNode();
const upload = (more = {}) => ({ resource: 'asset', operation: 'upload', ...more });
const binaryOf = (content, mimeType, fileName) => ({
	data: Buffer.from(content, 'latin1').toString('base64'),
	mimeType,
	...(fileName ? { fileName } : {}),
});
const FILES = {
	png: ['\x89PNG\r\n\x1a\n pixels', 'application/octet-stream', 'cat.png', 'image/png'],
	jpeg: ['\xff\xd8\xff pixels', 'image/png', 'wrong.png', 'image/jpeg'],
	webp: ['RIFF\0\0\0\0WEBP pixels', '', 'cat.webp', 'image/webp'],
	mp4: ['\0\0\0\x18ftypisom frames', 'video/mp4; charset=binary', 'clip.mp4', 'video/mp4'],
	mov: ['\0\0\0\x18ftypqt   frames', 'video/mp4', 'clip.mov', 'video/quicktime'],
	heic: ['???', 'image/heic', undefined, 'image/heic'],
	mp3: ['ID3 sound', 'audio/mpeg', 'voice.mp3', 'audio/mpeg'],
};

describe('upload', () => {
	test.each(Object.entries(FILES))(
		'a file of type %s',
		async (_, [content, declared, fileName, type]) => {
			const items = [{ json: {}, binary: { data: binaryOf(content, declared, fileName) } }];
			const { items: out, error } = await node.run(upload(), { items });
			expect(error).toBeUndefined();
			expectSchema('asset', 'upload', out);
			const { url, ...rest } = out[0].json;
			expect(rest).toEqual({
				...(fileName ? { fileName } : {}),
				mimeType: type,
				fileSize: content.length,
			});
			expect(url).toMatch(/^http/);
			const [request] = node.sandbox.requests;
			expect(request.body.data_urls).toEqual([
				expect.objectContaining({ type, length: content.length }),
			]);
		},
	);

	test.each(['file_urls', 'urls'])('reads the answer as %s', async (uploadAnswer) => {
		node.sandbox.configure({ uploadAnswer });
		const items = ['png', 'mp4'].map((type) => ({
			json: {},
			binary: { pic: binaryOf(...FILES[type]) },
		}));
		const { items: out } = await node.run(upload({ binaryPropertyName: 'pic' }), { items });
		expect(out.map(({ json }) => json.fileName)).toEqual(['cat.png', 'clip.mp4']);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const fetched = await fetch(out[0].json.url);
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
	])('%s is refused before a request', async (_, binary, message) => {
		const { error } = await node.run(upload(), { items: [{ json: {}, binary }] });
		expect(error.message).toMatch(message);
		expect(node.sandbox.requests).toEqual([]);
	});

	test('a file over 100 MB is refused with its size', async () => {
		const items = async (context) => {
			const data = await context.helpers.prepareBinaryData(
				Buffer.alloc(101 * 1024 * 1024, '\x89PNG', 'latin1'),
				'big.png',
				'image/png',
			);
			return [{ json: {}, binary: { data } }];
		};
		const { error } = await node.run(upload(), { items });
		expect(error.message).toBe(
			'File: the file "big.png" has 101.0 MB; at most 100 MB can be uploaded',
		);
		expect(node.sandbox.requests).toEqual([]);
	});

	test('continuing, one bad file is one error item', async () => {
		const items = [{ json: {} }, { json: {}, binary: { data: binaryOf(...FILES.png) } }];
		const { items: out } = await node.run(upload(), {
			items,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(out[0].json.error).toMatch(/no file/);
		expect(out[1].json.mimeType).toBe('image/png');
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
		expect(items[0].json).toEqual({ credits: 0, freeCredits: 0 });
	});

	test('with a wrong key say so', async () => {
		const { error } = await node.run(getCredits, { credential: { apiKey: 'SG_wrong' } });
		expect(error.message).toMatch(/key/i);
	});
});
