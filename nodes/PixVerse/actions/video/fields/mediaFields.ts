import type { INodeProperties } from 'n8n-workflow';

import type { MediaField } from '../../../models/types';
import { sentence } from './sharedFields';

const UPLOAD_HINT =
	"The file is uploaded to Segmind first. Its public address there can hold the Segmind account's e-mail address.";

/**
 * The three fields of a picture or video: where it comes from, its URL, its input field.
 *
 * @param onlyFile whether the operation takes no other file
 */
export function mediaFields(
	field: MediaField,
	operation: string,
	onlyFile: boolean,
): INodeProperties[] {
	const stem = field.parameter;
	const inputField = onlyFile ? 'data' : stem;
	const place = { resource: ['video'], operation: [operation] };
	return [
		{
			displayName: `${field.label} Source`,
			name: `${stem}Source`,
			type: 'options',
			displayOptions: { show: place },
			options: [
				{
					name: 'Binary',
					value: 'binary',
					description: 'A file of the input item, e.g. from Google Drive or a form',
				},
				{ name: 'URL', value: 'url', description: 'A public address that Segmind can open' },
			],
			default: 'url',
			description: field.description,
		},
		{
			displayName: `${field.label} URL`,
			name: `${stem}Url`,
			type: 'string',
			required: true,
			displayOptions: { show: { ...place, [`${stem}Source`]: ['url'] } },
			default: '',
			placeholder: `e.g. https://example.com/${field.media === 'image' ? 'picture.jpg' : 'clip.mp4'}`,
			description: `Public address of the file itself. ${sentence(field.description)} Share pages of Google Drive, Dropbox and the like do not work: download the file first and choose Binary.`,
		},
		{
			displayName: `${field.label} Input Data Field Name`,
			name: `${stem}BinaryProperty`,
			type: 'string',
			displayOptions: { show: { ...place, [`${stem}Source`]: ['binary'] } },
			default: inputField,
			placeholder: `e.g. ${inputField}`,
			description: 'The name of the input field that holds the file',
			hint: UPLOAD_HINT,
		},
	];
}
