import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import type { Sandbox } from '../../sandbox';
import { z } from '../../support/json';
import { theOnly } from '../../support/lists';
import type { CheckContext } from './context';

/** The sandbox keeps a file's hash in its place. */
const uploadSchema = z.object({ data_urls: z.array(z.object({ sha256: z.string() })) });

const IMAGE = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 7)]);

async function sampleOf(sandbox: Sandbox): Promise<Buffer> {
	const response = await fetch(`${sandbox.url}/files/sample-16x9.mp4`);
	return Buffer.from(await response.arrayBuffer());
}

/** The video lies where this mode puts it, byte for byte. */
export async function video({ engine, sandbox, binaryMode, run }: CheckContext) {
	const { items, error } = await run();
	assert.equal(error, undefined);
	const { json, binary: files } = theOnly(items);
	const binary = files?.data;
	assert.ok(binary);
	if (binaryMode === 'filesystem') assert.match(binary.id ?? '', /^filesystem-v2:/);
	else assert.equal(binary.id, undefined);
	assert.equal(binary.fileName, `pixverse-${json.requestId}.mp4`);
	const stored = await engine.binaryData.getAsBuffer(binary);
	assert.deepEqual(stored, await sampleOf(sandbox));
}

/** A file of the input item is uploaded whole, and its URL is sent. */
export async function upload({ run, requests }: CheckContext) {
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
	const { data_urls: sent } = uploadSchema.parse(theOnly(requests('upload')).body);
	assert.equal(theOnly(sent).sha256, createHash('sha256').update(IMAGE).digest('hex'));
	assert.match(JSON.stringify(theOnly(requests('submit')).body), /\/assets\//);
}
