import type { IExecuteFunctions } from 'n8n-workflow';

import { omitUndefined } from '../../domain/omitUndefined';
import { isEmpty, toBoolean, toText } from './coerce';
import { DEFAULT_OUTPUT_FIELD } from './optionFields';
import {
	ok,
	readCollection,
	refusedInput,
	SET_TO_NOTHING,
	shownValue,
	type Reading,
} from './result';

/** What an item wants to get. */
export interface OutputOptions {
	wait: boolean;
	/** False: only the URL. */
	download: boolean;
	binaryPropertyName: string;
	/** As typed; the default name is made from the request ID. */
	fileName?: string;
	/** Keep the input item's JSON beside the node's own. */
	includeInputFields: boolean;
	/** Take any type of file; else only a video is what was paid for. */
	anyType: boolean;
	/** When the API's raw answer is shown, and makes up for a missing video. */
	rawOutput: 'never' | 'withoutVideo' | 'always';
}

/** File Name is not among them: it is empty when it is added, and then the usual one. */
const REFUSALS = {
	downloadVideo: (shown: string) => refusedInput('Download Video must be true or false', shown),
	includeInputFields: (shown: string) =>
		refusedInput('Include Input Fields must be true or false', shown),
	binaryPropertyName: (shown: string) =>
		refusedInput('Output Data Field Name must be a plain name', shown),
};
const NAMES = ['downloadVideo', 'includeInputFields', 'binaryPropertyName'] as const;

/** n8n runs a node as an AI agent's tool under a name of its own. */
export function isTool(n8n: IExecuteFunctions): boolean {
	return n8n.getNode().type.endsWith('Tool');
}

/**
 * @param waitDefault what Wait for Completion is where it was never touched
 * @param downloadDefault what Download Video is then; a file in a tool's answer would fill the
 * agent's context, and the URL is what it can use
 */
export function readOutputOptions(
	n8n: IExecuteFunctions,
	itemIndex: number,
	waitDefault: boolean,
	downloadDefault = !isTool(n8n),
): Reading<OutputOptions> {
	const options = readCollection(n8n, 'options', itemIndex);
	const empty = NAMES.find((name) => name in options && isEmpty(options[name]));
	if (empty !== undefined) return REFUSALS[empty](SET_TO_NOTHING);
	const waitRaw = n8n.getNodeParameter('waitForCompletion', itemIndex, waitDefault);
	const wait = toBoolean(waitRaw) ?? waitDefault;
	if (typeof wait !== 'boolean') {
		return refusedInput('Wait for Completion must be true or false', shownValue(waitRaw));
	}
	const download = toBoolean(options.downloadVideo) ?? downloadDefault;
	if (typeof download !== 'boolean') {
		return REFUSALS.downloadVideo(shownValue(options.downloadVideo));
	}
	const includeInputFields = toBoolean(options.includeInputFields) ?? false;
	if (typeof includeInputFields !== 'boolean') {
		return REFUSALS.includeInputFields(shownValue(options.includeInputFields));
	}
	const names = readNames(options);
	if (!names.ok) return names;
	return ok({
		wait,
		download,
		...names.value,
		includeInputFields,
		anyType: false,
		rawOutput: 'never',
	});
}

/** How the file and the field that holds it are called. */
function readNames(
	options: Readonly<Record<string, unknown>>,
): Reading<Pick<OutputOptions, 'binaryPropertyName' | 'fileName'>> {
	const fileName = toText(options.fileName);
	if (fileName !== undefined && typeof fileName !== 'string') {
		return refusedInput('File Name must be a text', shownValue(options.fileName));
	}
	const binaryPropertyName = toText(options.binaryPropertyName) ?? DEFAULT_OUTPUT_FIELD;
	if (typeof binaryPropertyName !== 'string' || binaryPropertyName in {}) {
		return REFUSALS.binaryPropertyName(shownValue(binaryPropertyName));
	}
	return ok({ binaryPropertyName, ...omitUndefined({ fileName }) });
}
