// Pictures and videos that cannot work are refused before any request.
import { expect, test } from '@jest/globals';

import { expectations, orderOf } from '../../support/catalogue/orders';
import { useNode } from '../../support/useNode';

const node = useNode();
const { expectRefusal, expectSent } = expectations(node);
const PICTURE = 'https://example.com/picture.jpg';

const imageCases: Array<[string, string, RegExp]> = [
	['no URL', '={{ "" }}', /^Image URL must/],
	['a path', 'picture.jpg', /^Image URL must be a public URL that starts with http/],
	['a file', 'file:///etc/passwd', /^Image URL must be a public URL/],
	['data', 'data:image/png;base64,AA==', /^Image URL must be a public URL/],
	['half a URL', 'https://', /^Image URL must be a public URL/],
	['our own placeholder', `upload:sha256:${'a'.repeat(64)}`, /^Image URL must be a public URL/],
	[
		'a password',
		'https://me:secret@example.com/a.png',
		/^Image URL must not hold a user name or password/,
	],
	[
		'a Drive page',
		'https://drive.google.com/file/d/1a2b/view?usp=sharing',
		/^Image URL is a share page of Google Drive.*choose Binary$/,
	],
	[
		'a Dropbox page',
		'https://www.dropbox.com/s/abc/cat.jpg?dl=0',
		/^Image URL is a share page of Dropbox.*choose Binary$/,
	],
	['a OneDrive page', 'https://1drv.ms/i/s!abc', /^Image URL is a share page of OneDrive/],
	[
		'a SharePoint page',
		'https://acme.sharepoint.com/:i:/s/a',
		/^Image URL is a share page of OneDrive/,
	],
	[
		'a list of two',
		'={{ ["https://example.com/a.png", "https://example.com/b.png"] }}',
		/^Image URL must be/,
	],
	['a number', '={{ 7 }}', /^Image URL must be/],
];
test.each(imageCases)('%s is refused', async (_, imageUrl, message) => {
	await expectRefusal(orderOf('imageToVideo', 'pixverse-v6', { imageUrl }), message);
});

test.each([
	'https://www.dropbox.com/s/abc/cat.jpg?dl=1',
	'https://drive.google.com/uc?export=download&id=1a2b',
	'http://localhost:9/only-the-sandbox-can-have-this.png',
	'HTTPS://EXAMPLE.COM/A.PNG',
])('%s is sent', async (imageUrl) => {
	await expectSent(orderOf('imageToVideo', 'pixverse-v6', { imageUrl }));
	expect(node.bodies()).toMatchObject([{ image_url: imageUrl }]);
});

test('a list of one URL is that URL', async () => {
	await expectSent(orderOf('imageToVideo', 'pixverse-v6', { imageUrl: `={{ ["${PICTURE}"] }}` }));
	expect(node.bodies()).toMatchObject([{ image_url: PICTURE }]);
});

test.each([
	['firstFrameUrl', /^First Frame URL must/],
	['lastFrameUrl', /^Last Frame URL must/],
])('a transition without %s', async (name, message) => {
	await expectRefusal(
		orderOf('transition', 'pixverse-5-transition', { [name]: '={{ null }}' }),
		message,
	);
});

test('a transition from a picture to itself is sent: it makes a loop', async () => {
	const order = orderOf('transition', 'pixverse-5-transition', {
		firstFrameUrl: PICTURE,
		lastFrameUrl: ` ${PICTURE} `,
	});
	await expectSent(order);
	expect(node.bodies()).toMatchObject([{ first_frame_url: PICTURE, last_frame_url: PICTURE }]);
});

test('a transition from a file to an equal file uploads it once', async () => {
	const order = orderOf('transition', 'pixverse-5-transition', {
		firstFrameSource: 'binary',
		firstFrameBinaryProperty: 'one',
		lastFrameSource: 'binary',
		lastFrameBinaryProperty: 'two',
	});
	const file = {
		data: Buffer.from('\x89PNG same', 'latin1').toString('base64'),
		mimeType: 'image/png',
	};
	const items = [{ json: {}, binary: { one: file, two: { ...file, fileName: 'other.png' } } }];
	const { error } = await node.run(order, { items });
	expect(error).toBeUndefined();
	expect(node.sandbox.requests.map(({ phase }) => phase)).toEqual(['upload', 'submit']);
	const url = expect.stringContaining(`${node.sandbox.url}/assets/`);
	expect(node.bodies()).toMatchObject([{ first_frame_url: url, last_frame_url: url }]);
});

test('a file that is not there', async () => {
	const { description } = await expectRefusal(
		orderOf('imageToVideo', 'pixverse-v6', {
			imageSource: 'binary',
			imageBinaryProperty: 'photo',
		}),
		/^Image: the input item has no file in the field "photo"$/,
	);
	expect(description).toMatch(/Input Data Field Name/);
});

test.each([
	[
		'a text file as image',
		'text/plain',
		'hello',
		'imageToVideo',
		'pixverse-v6',
		'image',
		/^Image must be an image; the file .* is text\/plain$/,
	],
	[
		'a picture as video',
		'image/png',
		'\x89PNG',
		'extend',
		'pixverse-5-extend',
		'video',
		/^Video must be a video; the file .* is image\/png$/,
	],
	[
		'an empty file',
		'image/png',
		'',
		'imageToVideo',
		'pixverse-v6',
		'image',
		/^Image: the (file|input)/,
	],
])('%s', async (_, mimeType, content, operation, model, stem, message) => {
	const order = orderOf(operation, model, {
		[`${stem}Source`]: 'binary',
		[`${stem}BinaryProperty`]: 'data',
	});
	const data = {
		data: Buffer.from(content, 'latin1').toString('base64'),
		mimeType,
		fileName: 'f',
	};
	await expectRefusal(order, message, { items: [{ json: {}, binary: { data } }] });
});
