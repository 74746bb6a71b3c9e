import type { IExecuteFunctions } from 'n8n-workflow';

import { omitUndefined } from '../../../domain/omitUndefined';
import { fieldsOf, modelsFor } from '../../../models';
import { listed } from '../../../models/allowedText';
import { parameterName } from '../../../models/parameterName';
import { validateBody } from '../../../models/schema';
import type { ModelField, VideoModel, VideoOperation } from '../../../models/types';
import { isEmpty, toBoolean, toChoice, toNumber, toText } from '../../input/coerce';
import type { InputFile } from '../../input/inputFile';
import { readOutputOptions } from '../../input/outputOptions';
import {
	ok,
	readCollection,
	readJsonObject,
	refusedInput,
	SET_TO_NOTHING,
	shownValue,
	type Reading,
} from '../../input/result';
import { readMedia } from './readMedia';
import type { VideoOrder } from './videoOrder';

/** Reads one item's parameters into an order; everything is judged, nothing is sent. */
export async function readModelOrder(
	n8n: IExecuteFunctions,
	itemIndex: number,
	operation: VideoOperation,
	isSegmindHost: boolean,
): Promise<Reading<VideoOrder>> {
	const model = readModel(n8n, itemIndex, operation);
	if (!model.ok) return model;
	const output = readOutputOptions(n8n, itemIndex, true);
	if (!output.ok) return output;
	const read = await readBody(n8n, itemIndex, { model: model.value, operation }, isSegmindHost);
	if (!read.ok) return read;
	const { body, files } = read.value;
	const extra = readExtraFields(n8n, itemIndex, body, fieldsOf(model.value, operation));
	if (!extra.ok) return extra;
	return ok({
		itemIndex,
		slug: model.value.slug,
		body: { ...body, ...extra.value.fields },
		...omitUndefined({ extraText: extra.value.text }),
		files,
		output: output.value,
		usualDurationMs: model.value.usualDurationS * 1000,
	});
}

function readModel(
	n8n: IExecuteFunctions,
	itemIndex: number,
	operation: VideoOperation,
): Reading<VideoModel> {
	const models = modelsFor(operation);
	const value = toText(n8n.getNodeParameter('model', itemIndex, models[0]?.slug));
	const slug = typeof value === 'string' ? value.trim() : value;
	const model = models.find((candidate) => candidate.slug === slug);
	if (model) return ok(model);
	return refusedInput(
		`Model must be ${listed(models.map((candidate) => candidate.slug))} for this operation`,
		`${shownValue(value)} For any other model of Segmind use the operation Run Other Model.`,
	);
}

interface ReadBody {
	body: Record<string, unknown>;
	files: InputFile[];
}

async function readBody(
	n8n: IExecuteFunctions,
	itemIndex: number,
	{ model, operation }: { model: VideoModel; operation: VideoOperation },
	isSegmindHost: boolean,
): Promise<Reading<ReadBody>> {
	const additional = readCollection(n8n, 'additionalFields', itemIndex);
	const raw: Record<string, unknown> = {};
	const body: Record<string, unknown> = {};
	const files: InputFile[] = [];
	for (const [apiName, field] of Object.entries(fieldsOf(model, operation))) {
		if (field.kind === 'media') {
			const media = await readMedia(n8n, itemIndex, field, isSegmindHost);
			if (!media.ok) return media;
			body[apiName] = media.value.url;
			// What stands for a file until it is uploaded is not for users to read.
			raw[apiName] = media.value.file ? 'a file of the input item' : media.value.url;
			if (media.value.file) files.push(media.value.file);
			continue;
		}
		const name = parameterName(apiName);
		raw[apiName] = field.required
			? n8n.getNodeParameter(name, itemIndex, defaultOf(field))
			: additional[name];
		const value = coerce(field, raw[apiName]);
		if (value !== undefined) body[apiName] = value;
	}
	const validation = validateBody(model, operation, body);
	if (validation.ok) return ok({ body: validation.body, files });
	const [refusal, ...others] = validation.refusals;
	const more = others.map(({ message }) => ` Also: ${message}.`).join('');
	return refusedInput(
		String(refusal?.message),
		`${shownValue(raw[String(refusal?.field)])}${more} Nothing was sent for this item.`,
	);
}

function defaultOf(field: ModelField): string | number | boolean {
	if (field.kind === 'fixed') return field.value;
	return field.kind === 'text' || field.kind === 'media' ? '' : field.default;
}

function coerce(field: ModelField, value: unknown): unknown {
	switch (field.kind) {
		case 'fixed':
			return field.value;
		case 'number':
			return toNumber(value);
		case 'switch':
			return toBoolean(value);
		case 'choice':
			return toChoice(value, field.allowed);
		default:
			return toText(value);
	}
}

/** Extra API Fields: sent as they are, but never over a field that the form has set. */
function readExtraFields(
	n8n: IExecuteFunctions,
	itemIndex: number,
	body: Readonly<Record<string, unknown>>,
	fields: Readonly<Record<string, ModelField>>,
): Reading<{ fields: Record<string, unknown>; text?: string | undefined }> {
	const options = readCollection(n8n, 'options', itemIndex);
	// Without what it was meant to hold, another video would be paid for.
	if ('additionalBody' in options && isEmpty(options.additionalBody)) {
		return refusedInput('Extra API Fields must be a JSON object', SET_TO_NOTHING);
	}
	const extra = readJsonObject('Extra API Fields', options.additionalBody);
	if (!extra.ok) return extra;
	const taken = Object.keys(extra.value).find((name) =>
		Object.prototype.hasOwnProperty.call(body, name),
	);
	if (taken === undefined) {
		const { additionalBody: given } = options;
		const isText = typeof given === 'string' && Object.keys(extra.value).length > 0;
		return ok({ fields: extra.value, ...(isText ? { text: given } : {}) });
	}
	const field = fields[taken];
	return refusedInput(
		`Extra API Fields must not hold ${taken}: the form sets it already`,
		field?.kind === 'fixed'
			? `This model takes only ${field.value} as ${field.label}: take it out of Extra API Fields.`
			: `Set it in the field ${field?.label ?? taken}, and take it out of Extra API Fields.`,
	);
}
