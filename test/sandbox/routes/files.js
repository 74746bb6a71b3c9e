'use strict';

const { errorAnswer, jsonAnswer } = require('../answer.js');
const { readDataUrl } = require('../account/assets.js');
const { publishedFile } = require('../media/published.js');
const { fileAnswer } = require('../media/range.js');

function upload({ world, body, base }) {
	const dataUrls = body.data_urls;
	if (!Array.isArray(dataUrls) || dataUrls.length === 0) {
		return errorAnswer(400, 'data_urls must be a list of data URLs');
	}
	const files = dataUrls.map(readDataUrl);
	if (files.includes(null)) return errorAnswer(400, 'Invalid data URL');
	const { accountEmail, uploadAnswer } = world.options;
	const urls = files.map((file) => base + world.assets.add(file, accountEmail));
	if (uploadAnswer === 'urls') return jsonAnswer(200, { urls });
	return jsonAnswer(200, { file_urls: urls, message: 'Files uploaded successfully' });
}

const serve = (find) => (exchange) => {
	const file = find(exchange);
	if (!file) return errorAnswer(404, 'Not found');
	return fileAnswer(file, exchange.headers.range);
};

const assetOf = ({ world, params }) => world.assets.find(`/assets/${params['*']}`);
const outputOf = ({ world, params }) => publishedFile(params.name, world);

module.exports = [
	{
		method: 'POST',
		url: '/upload-asset',
		phase: 'upload',
		needsKey: true,
		needsJson: true,
		handle: upload,
	},
	{ method: 'GET', url: '/assets/*', phase: 'asset', handle: serve(assetOf) },
	{ method: 'GET', url: '/files/:name', phase: 'download', handle: serve(outputOf) },
];
