import { readDataUrl, type DataFile } from '../account/assets';
import { errorAnswer, jsonAnswer, type Answer } from '../answer';
import { bodyOf, type Exchange } from '../exchange';
import { publishedFile } from '../media/published';
import { fileAnswer, type MediaFile } from '../media/range';
import type { UploadBody } from '../protocol';
import type { AddressedRoute } from './route';

function upload(exchange: Exchange): Answer {
	const { world, base } = exchange;
	const { data_urls: dataUrls } = bodyOf(exchange);
	if (!Array.isArray(dataUrls) || dataUrls.length === 0) {
		return errorAnswer(400, 'data_urls must be a list of data URLs');
	}
	const files = dataUrls.map(readDataUrl).filter((file): file is DataFile => file !== null);
	if (files.length < dataUrls.length) return errorAnswer(400, 'Invalid data URL');
	const { accountEmail, uploadAnswer } = world.options;
	const urls = files.map((file) => base + world.assets.add(file, accountEmail));
	const body: UploadBody =
		uploadAnswer === 'urls'
			? { urls }
			: { file_urls: urls, message: 'Files uploaded successfully' };
	return jsonAnswer(200, body);
}

const serve =
	(find: (exchange: Exchange) => MediaFile | null | undefined) =>
	(exchange: Exchange): Answer => {
		const file = find(exchange);
		if (!file) return errorAnswer(404, 'Not found');
		return fileAnswer(file, exchange.headers.range);
	};

const assetOf = ({ world, params }: Exchange) => world.assets.find(`/assets/${params['*'] ?? ''}`);
const outputOf = ({ world, params }: Exchange) => publishedFile(params.name ?? '', world);

export const fileRoutes: AddressedRoute[] = [
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
