const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');

const IMAGE = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 7)]);

async function sampleOf(sandbox) {
	const response = await fetch(`${sandbox.url}/files/sample-16x9.mp4`);
	return Buffer.from(await response.arrayBuffer());
}

/** The video lies where this mode puts it, byte for byte. */
async function video({ engine, sandbox, binaryMode, run }) {
	const { items, error } = await run();
	assert.equal(error, undefined);
	const { data: binary } = items[0].binary;
	if (binaryMode === 'filesystem') assert.match(binary.id, /^filesystem-v2:/);
	else assert.equal(binary.id, undefined);
	assert.equal(binary.fileName, `pixverse-${items[0].json.requestId}.mp4`);
	const stored = await engine.binaryData.getAsBuffer(binary);
	assert.deepEqual(stored, await sampleOf(sandbox));
}

/** A file of the input item is uploaded whole, and its URL is sent. */
async function upload({ run, requests }) {
	const { error } = await run({
		parameters: {
			operation: 'imageToVideo',
			model: 'pixverse-v6',
			imageSource: 'binary',
			imageBinaryProperty: 'photo',
		},
		items: async (source) => [
			{ json: {}, binary: { photo: await source.helpers.prepareBinaryData(IMAGE, 'a.png') } },
		],
	});
	assert.equal(error, undefined);
	const [sent] = requests('upload');
	const { sha256 } = sent.body.data_urls[0];
	assert.equal(sha256, createHash('sha256').update(IMAGE).digest('hex'));
	assert.match(JSON.stringify(requests('submit')[0].body), /\/assets\//);
}

module.exports = { video, upload };
