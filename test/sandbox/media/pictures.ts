import { bufferSource, type Source } from './source';

/** One grey pixel. */
const PIXEL_PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
	'base64',
);

export const pixelSource = (): Source => bufferSource(PIXEL_PNG);
