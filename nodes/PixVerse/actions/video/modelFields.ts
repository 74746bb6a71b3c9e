import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { fieldsOf, modelsFor } from '../../models';
import { allowedText } from '../../models/schema';
import type {
	ChoiceField,
	MediaField,
	ModelField,
	VideoModel,
	VideoOperation,
} from '../../models/types';
import { parameterName } from '../names';

/*
 * Turns the models of an operation into the fields that the user sees. Each API field becomes one
 * property for all models that have it: n8n would show two definitions of one name twice when
 * Model is an expression.
 */

/** A field of an operation, with the models that have it. */
interface SharedField {
	apiName: string;
	field: ModelField;
	owners: Array<{ model: VideoModel; field: ModelField }>;
	inAllModels: boolean;
}

function sharedFields(operation: VideoOperation): SharedField[] {
	const models = modelsFor(operation);
	const shared = new Map<string, SharedField>();
	for (const model of models) {
		for (const [apiName, field] of Object.entries(fieldsOf(model, operation))) {
			if (field.kind === 'fixed') continue; // one allowed value: sent, not shown
			const known = shared.get(apiName) ?? { apiName, field, owners: [], inAllModels: false };
			known.owners.push({ model, field });
			shared.set(apiName, known);
		}
	}
	return [...shared.values()].map((entry) => ({
		...entry,
		inAllModels: entry.owners.length === models.length,
	}));
}

function slugsOf(shared: SharedField): string[] {
	return shared.owners.map(({ model }) => model.slug);
}

/** "0.044 to 2.16 USD a video, usually about 72 s (Segmind's pages, 2026-08)". */
export function priceAndTime(model: VideoModel): string {
	const price =
		'average' in model.priceUsd
			? `about ${model.priceUsd.average} USD`
			: `${model.priceUsd.from} to ${model.priceUsd.to} USD`;
	return `${price} a video, usually about ${model.usualDurationS} s (Segmind's pages, ${model.asOf})`;
}

function modelProperty(operation: VideoOperation): INodeProperties {
	const models = modelsFor(operation);
	const first = models[0].slug;
	return {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		displayOptions: { show: { resource: ['video'], operation: [operation] } },
		options: models.map((model) => ({
			name: model.name,
			value: model.slug,
			description: `${priceAndTime(model)}${model.note ? `. ${model.note}` : ''}`,
		})),
		default: first,
		description:
			'The model that makes the video. An expression must give its slug, e.g. pixverse-v6.',
	};
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The field's tooltip; where models take different values, what each takes. */
function descriptionOf({ field, owners }: SharedField): string {
	const byText = new Map<string, string[]>();
	for (const owner of owners) {
		const text = allowedText(owner.field);
		byText.set(text, [...(byText.get(text) ?? []), owner.model.name]);
	}
	if (field.kind !== 'number') return field.description;
	const differences = [...byText].map(([text, names]) => `${names.join(', ')}: ${text}`);
	const values = byText.size > 1 ? differences.join('; ') : [...byText.keys()][0];
	return `${sentence(field.description)} ${values.charAt(0).toUpperCase()}${values.slice(1)}.`;
}

function choiceLabel(field: ChoiceField, value: string): string {
	const word = field.labels?.[value] ?? value;
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** All values of all models; one that only some models take is shown for those only. */
function choiceOptions(shared: SharedField): INodePropertyOptions[] {
	const owners = shared.owners as Array<{ model: VideoModel; field: ChoiceField }>;
	const values = [...new Set(owners.flatMap(({ field }) => field.allowed))];
	return values.map((value) => {
		const takers = owners.filter(({ field }) => field.allowed.includes(value));
		const option: INodePropertyOptions = { name: choiceLabel(takers[0].field, value), value };
		if (takers.length === owners.length) return option;
		return {
			...option,
			displayOptions: { show: { '/model': takers.map(({ model }) => model.slug) } },
		};
	});
}

/** Type, default and choices of a field; where it is shown is the caller's. */
function valueProperty(shared: SharedField): INodeProperties {
	const { field, apiName } = shared;
	const base = {
		displayName: field.label,
		name: parameterName(apiName),
		description: descriptionOf(shared),
	};
	switch (field.kind) {
		case 'text':
			return {
				...base,
				type: 'string',
				typeOptions: { rows: field.required ? 4 : 2 },
				placeholder: field.placeholder,
				default: '',
			};
		case 'choice':
			return { ...base, type: 'options', options: choiceOptions(shared), default: field.default };
		case 'number':
			return { ...base, type: 'number', typeOptions: numberBounds(shared), default: field.default };
		default:
			return { ...base, type: 'boolean', default: field.kind === 'switch' ? field.default : false };
	}
}

function numberBounds({ owners }: SharedField): { minValue?: number; maxValue?: number } {
	const bounds = owners.map(({ field }) => {
		if (field.kind !== 'number') return {};
		const { allowed, min, max } = field;
		return { min: allowed ? Math.min(...allowed) : min, max: allowed ? Math.max(...allowed) : max };
	});
	const lowest = bounds.map(({ min }) => min);
	const highest = bounds.map(({ max }) => max);
	return {
		...(lowest.includes(undefined) ? {} : { minValue: Math.min(...(lowest as number[])) }),
		...(highest.includes(undefined) ? {} : { maxValue: Math.max(...(highest as number[])) }),
	};
}

const UPLOAD_HINT =
	"The file is uploaded to Segmind first. Its public address there can hold the Segmind account's e-mail address.";

function mediaProperties(
	field: MediaField,
	operation: VideoOperation,
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
			placeholder: 'e.g. data',
			description: 'The name of the input field that holds the file',
			hint: UPLOAD_HINT,
		},
	];
}

function topLevel(shared: SharedField, operation: VideoOperation): INodeProperties {
	return {
		...valueProperty(shared),
		displayOptions: {
			// n8n shows a field as soon as the first key's value is an expression: model comes last.
			show: {
				resource: ['video'],
				operation: [operation],
				...(shared.inAllModels ? {} : { model: slugsOf(shared) }),
			},
		},
	};
}

function additionalFields(optional: SharedField[], operation: VideoOperation): INodeProperties[] {
	if (optional.length === 0) return [];
	const children = optional.map((shared) => ({
		...valueProperty(shared),
		...(shared.inAllModels ? {} : { displayOptions: { show: { '/model': slugsOf(shared) } } }),
	}));
	return [
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			displayOptions: { show: { resource: ['video'], operation: [operation] } },
			default: {},
			options: children.sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
	];
}

/** Everything that an operation's models offer: Model, media, required fields, Additional Fields. */
export function modelFields(operation: VideoOperation): INodeProperties[] {
	const shared = sharedFields(operation);
	const media = shared.filter(({ field }) => field.kind === 'media');
	const values = shared.filter(({ field }) => field.kind !== 'media');
	const required = values.filter(({ field }) => field.required);
	const byOrder = (apiName: string) => FIELD_ORDER.indexOf(apiName);
	required.sort((a, b) => byOrder(a.apiName) - byOrder(b.apiName));
	return [
		modelProperty(operation),
		...media.flatMap(({ field }) =>
			mediaProperties(field as MediaField, operation, media.length === 1),
		),
		...required.map((entry) => topLevel(entry, operation)),
		...additionalFields(
			values.filter(({ field }) => !field.required),
			operation,
		),
	];
}

/** The order in which a person thinks of a video; unknown fields come first. */
const FIELD_ORDER = ['prompt', 'aspect_ratio', 'duration', 'quality', 'motion_mode'];
