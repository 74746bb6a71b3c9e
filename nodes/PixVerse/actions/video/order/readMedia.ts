import type { IExecuteFunctions } from 'n8n-workflow';

import type { MediaField } from '../../../models/types';
import { isPrivateUrl } from '../../../transport/file/address';
import { toChoice } from '../../input/coerce';
import { readFileName } from '../../input/findFile';
import { readInputFile, type InputFile } from '../../input/inputFile';
import { ok, refusedInput, shownValue, type Reading } from '../../input/result';

/**
 * A picture or video of an item: its URL, or a file with the placeholder of its URL.
 *
 * @param isSegmindHost false behind a proxy or at the sandbox, which may reach private addresses
 */
export async function readMedia(
	n8n: IExecuteFunctions,
	itemIndex: number,
	field: MediaField,
	isSegmindHost: boolean,
): Promise<Reading<{ url: string; file?: InputFile }>> {
	const stem = field.parameter;
	const source = toChoice(n8n.getNodeParameter(`${stem}Source`, itemIndex, 'url'), [
		'url',
		'binary',
	]);
	if (source === 'binary') {
		const name = readFileName(
			n8n,
			itemIndex,
			n8n.getNodeParameter(`${stem}BinaryProperty`, itemIndex, 'data'),
			`${field.label} Input Data Field Name`,
		);
		if (!name.ok) return name;
		const file = await readInputFile(n8n, itemIndex, name.value, field);
		return file.ok ? ok({ url: file.value.placeholder, file: file.value }) : file;
	}
	if (source !== 'url') {
		return refusedInput(`${field.label} Source must be url or binary`, shownValue(source));
	}
	return readUrl(n8n.getNodeParameter(`${stem}Url`, itemIndex, ''), field.label, isSegmindHost);
}

/** @param value as typed, or as an expression gave it */
function readUrl(value: unknown, label: string, isSegmindHost: boolean): Reading<{ url: string }> {
	// Expressions over files often give a list of one; of several the node must not pick one.
	const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	const url = typeof single === 'string' ? single.trim() : '';
	// A placeholder is ours alone to write; typed by hand it would pass for an uploaded file.
	if (!/^https?:/i.test(url)) {
		return refusedInput(
			`${label} URL must be a public URL that starts with http:// or https://`,
			`${shownValue(value)} For a file of the input item choose Binary as ${label} Source.`,
		);
	}
	if (isSegmindHost && isPrivateUrl(url)) {
		return refusedInput(
			`${label} URL leads to a machine that Segmind cannot reach`,
			`${shownValue(url)} Use a public address, or choose Binary as ${label} Source.`,
		);
	}
	return ok({ url });
}
