const assert = require('node:assert/strict');

const { createRun, summarise } = require('../support/runNode');
const { SANDBOX_KEY } = require('../sandbox');

const PARAMETERS = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-5-video',
	prompt: '={{ $json.prompt }}',
	aspectRatio: '16:9',
	duration: 5,
	quality: '540p',
};

/** @param {number} count */
function promptItems(count, text = 'video') {
	return Array.from({ length: count }, (_, index) => ({ json: { prompt: `${text} ${index}` } }));
}

/**
 * @param {object} engine
 * @param {string} baseUrl
 * @param {object} options
 * @param {object[]} options.items
 * @param {object} [options.nodeOptions] the collection Options
 * @param {object} [options.settings] of the node
 */
function prepare(engine, baseUrl, { items, nodeOptions, settings }) {
	return createRun(engine, {
		parameters: { ...PARAMETERS, options: { pollInterval: 0.1, ...nodeOptions } },
		credential: { apiKey: SANDBOX_KEY, baseUrl },
		items,
		settings,
	});
}

async function runToEnd(engine, baseUrl, options) {
	const run = await prepare(engine, baseUrl, options).start().promise;
	return summarise(run);
}

/** Every item became a video of its own, in order. */
function assertAllMade({ error, items }, count) {
	assert.equal(error, undefined);
	assert.equal(items.length, count);
	assert.deepEqual(
		items.map(({ pairedItem }) => [pairedItem].flat()[0].item),
		items.map((_, index) => index),
	);
	assert.equal(new Set(items.map(({ json }) => json.requestId)).size, count);
	for (const { json, binary } of items) {
		assert.equal(json.status, 'COMPLETED');
		assert.equal(binary.data.mimeType, 'video/mp4');
	}
}

module.exports = { assertAllMade, prepare, promptItems, runToEnd };
