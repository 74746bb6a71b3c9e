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
	const place = { resource: ['video'], operation: [operation] };
	const shownFor = (source: 'url' | 'binary') => ({
		show: { ...place, [`${field.parameter}Source`]: [source] },
	});
	return [
		{ ...sourceField(field), displayOptions: { show: place } },
		{ ...urlField(field), displayOptions: shownFor('url') },
		{
			...inputFieldName(field, onlyFile ? 'data' : field.parameter),
			displayOptions: shownFor('binary'),
		},
	];
}

function sourceField({ label, parameter, description }: MediaField): INodeProperties {
	return {
		displayName: `${label} Source`,
		name: `${parameter}Source`,
		type: 'options',
		options: [
			{
				name: 'Binary',
				value: 'binary',
				description: 'A file of the input item, e.g. from Google Drive or a form',
			},
			{ name: 'URL', value: 'url', description: 'A public address that Segmind can open' },
		],
		default: 'url',
		description,
	};
}

function urlField({ label, parameter, media, description }: MediaField): INodeProperties {
	return {
		displayName: `${label} URL`,
		name: `${parameter}Url`,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. https://example.com/${media === 'image' ? 'picture.jpg' : 'clip.mp4'}`,
		description: `Public address of the file itself. ${sentence(description)} Share pages of Google Drive, Dropbox and the like do not work: download the file first and choose Binary.`,
	};
}

function inputFieldName({ label, parameter }: MediaField, usualName: string): INodeProperties {
	return {
		displayName: `${label} Input Data Field Name`,
		name: `${parameter}BinaryProperty`,
		type: 'string',
		default: usualName,
		placeholder: `e.g. ${usualName}`,
		description: 'The name of the input field that holds the file',
		hint: UPLOAD_HINT,
	};
}
