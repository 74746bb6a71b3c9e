import { omitUndefined } from '../../domain/omitUndefined';
import { retryFree } from '../../jobs/pacing/retry';
import { forEachItem } from '../eachItem';
import { connect } from '../input/credential';
import { readFileName } from '../input/findFile';
import { readInputFile } from '../input/inputFile';
import { uploadFile } from '../input/uploadFile';
import type { Operation } from '../operation';
import { itemOf } from '../output/outputItems';

/** Puts a file of the item onto Segmind's storage, for fields that take a URL. */
export const upload: Operation = {
	resource: 'asset',
	name: 'upload',
	label: 'Upload',
	action: 'Upload asset',
	description: 'Upload an image or a video to Segmind and get its public URL',
	fields: [
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { resource: ['asset'], operation: ['upload'] } },
			default: 'data',
			placeholder: 'e.g. data',
			description: 'The name of the input field that holds the file; at most 100 MB',
			hint: "The file's public address can hold the Segmind account's e-mail address.",
		},
	],
	async execute(run) {
		const { n8n, clock, cancel } = run;
		const connection = await connect(run);
		if (!connection.ok) return { kind: 'failed', problem: connection.problem };
		const client = connection.value.client(cancel);
		return await forEachItem(n8n, async (itemIndex) => {
			const name = readFileName(
				n8n,
				itemIndex,
				n8n.getNodeParameter('binaryPropertyName', itemIndex, 'data'),
				'Input Data Field Name',
			);
			if (!name.ok) return { kind: 'problem', problem: name.problem };
			const file = await readInputFile(n8n, itemIndex, name.value, {
				label: 'File',
				media: 'any',
			});
			if (!file.ok) return { kind: 'problem', problem: file.problem };
			const { bytes, fileName, mimeType } = file.value;
			const uploaded = await uploadFile(
				cancel,
				async (dataUrl) =>
					await retryFree({ clock, stop: cancel }, async () => await client.upload(dataUrl)),
				file.value,
			);
			if (uploaded.kind !== 'uploaded') return uploaded;
			const json = {
				url: uploaded.url,
				...omitUndefined({ fileName }),
				mimeType,
				fileSize: bytes,
			};
			return { kind: 'items', items: [itemOf(json, itemIndex)] };
		});
	},
};
