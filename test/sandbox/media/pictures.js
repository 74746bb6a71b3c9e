'use strict';

const { bufferSource } = require('./source.js');

/** One grey pixel. */
const PIXEL_PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
	'base64',
);

const pixelSource = () => bufferSource(PIXEL_PNG);

module.exports = { pixelSource };
