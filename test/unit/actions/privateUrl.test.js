// An address that only this machine can open is refused where Segmind itself would have to fetch it.
const { readModelOrder } = require('../../../nodes/PixVerse/actions/video/order/readModelOrder');

const contextOf = (parameters) => ({
	getNode: () => ({ type: 'n8n-nodes-pixverse.pixVerse' }),
	getNodeParameter: (name, _itemIndex, fallback) => parameters[name] ?? fallback,
});
const read = async (imageUrl, isSegmindHost) =>
	await readModelOrder(contextOf({ prompt: 'A boat', imageUrl }), 0, 'imageToVideo', isSegmindHost);

test.each(['http://localhost:5678/cat.png', 'http://192.168.0.4/cat.png'])('%s', async (url) => {
	const refused = await read(url, true);
	expect(refused.ok).toBe(false);
	expect(refused.problem.message).toBe('Image URL leads to a machine that Segmind cannot reach');
	expect(refused.problem.description).toMatch(/choose Binary as Image Source/);
	const sent = await read(url, false);
	expect(sent).toMatchObject({ ok: true, value: { body: { image_url: url } } });
});

test('a public address is fine for both', async () => {
	for (const isSegmindHost of [true, false]) {
		expect(await read('https://example.com/cat.png', isSegmindHost)).toMatchObject({ ok: true });
	}
});
