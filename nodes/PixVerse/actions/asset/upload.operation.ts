import type { Operation } from '../operation';

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
		const { uploadFiles } = await import('./uploadFiles');
		return await uploadFiles(run);
	},
};
