import type { IExecuteFunctions } from 'n8n-workflow';

import { findModel, UNKNOWN_USUAL_DURATION_MS } from '../../../models';
import { isSafePathSegment } from '../../../transport/segmind/hosts';
import { isEmpty } from '../../input/coerce';
import { readOutputOptions } from '../../input/outputOptions';
import { ok, readJsonObject, refusedInput, shownValue, type Reading } from '../../input/result';
import type { VideoOrder } from './videoOrder';

/** Reads one item of Run Other Model: any slug, any body, sent as it is. */
export async function readCustomOrder(
	n8n: IExecuteFunctions,
	itemIndex: number,
): Promise<Reading<VideoOrder>> {
	const typed = n8n.getNodeParameter('modelSlug', itemIndex, '');
	const slug = String(typed ?? '').trim();
	if (!isSafePathSegment(slug)) {
		return refusedInput(
			'Model Slug must be letters, digits, dots, dashes and underscores only',
			`It is the last part of the model's page address on segmind.com/models, e.g. pixverse-lipsync. ${shownValue(typed)}`,
		);
	}
	const given: unknown = n8n.getNodeParameter('body', itemIndex, '{}');
	if (isEmpty(given)) {
		return refusedInput(
			'Body must be a JSON object',
			'It is empty now, mostly because an expression gives nothing. To send no fields at all, write {}.',
		);
	}
	const body = readJsonObject('Body', given);
	if (!body.ok) return body;
	const output = readOutputOptions(n8n, itemIndex, true);
	if (!output.ok) return output;
	const usualDurationS = findModel(slug)?.usualDurationS;
	return ok({
		itemIndex,
		slug,
		body: body.value,
		// Read and written again, a number past 2^53 would be another.
		...(typeof given === 'string' ? { bodyText: given } : {}),
		files: [],
		output: { ...output.value, anyType: true, rawOutput: 'always' },
		usualDurationMs:
			usualDurationS === undefined ? UNKNOWN_USUAL_DURATION_MS : usualDurationS * 1000,
	});
}
