import type { INodeProperties } from 'n8n-workflow';

import type { VideoOperation } from '../../../models/types';
import { byDisplayName } from './byDisplayName';
import { mediaFields } from './mediaFields';
import { modelSelector } from './modelSelector';
import { sharedFields, type SharedField } from './sharedFields';
import { optionalField, topLevelField } from './valueFields';

/** The order in which a person thinks of a video; unknown fields come first. */
const FIELD_ORDER = [
	'prompt',
	'aspect_ratio',
	'duration',
	'quality',
	'generate_audio_switch',
	'motion_mode',
];

/** What a prompt tells depends on what there is already. */
const PROMPT_PLACEHOLDERS: Readonly<Partial<Record<VideoOperation, string>>> = {
	imageToVideo: 'e.g. She turns to the camera and smiles, the wind moves her hair',
	transition: 'e.g. The bud opens into a flower while the light turns golden',
	extend: 'e.g. The boat reaches the harbour, the camera rises above the roofs',
};

/** The field with a placeholder that fits the operation. */
function withPlaceholder(entry: SharedField, operation: VideoOperation): SharedField {
	const placeholder = PROMPT_PLACEHOLDERS[operation];
	const { apiName, field } = entry;
	if (apiName !== 'prompt' || field.kind !== 'text' || placeholder === undefined) return entry;
	return { ...entry, field: { ...field, placeholder } };
}

function byOrder(a: SharedField, b: SharedField): number {
	return FIELD_ORDER.indexOf(a.apiName) - FIELD_ORDER.indexOf(b.apiName);
}

/**
 * Never shown by model: when a parameter changes, n8n's editor empties a collection whose own
 * condition names it. What a model lacks is left out child by child.
 */
function additionalFields(
	optional: readonly SharedField[],
	operation: VideoOperation,
): INodeProperties[] {
	if (optional.length === 0) return [];
	return [
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			displayOptions: { show: { resource: ['video'], operation: [operation] } },
			default: {},
			options: optional.map(optionalField).sort(byDisplayName),
		},
	];
}

/** Everything that an operation's models offer: Model, media, required fields, Additional Fields. */
export function modelFields(operation: VideoOperation): INodeProperties[] {
	const shared = sharedFields(operation);
	const media = shared.flatMap(({ field }) => (field.kind === 'media' ? [field] : []));
	const values = shared.filter(({ field }) => field.kind !== 'media');
	const required = values.filter(({ field }) => field.required).sort(byOrder);
	return [
		modelSelector(operation),
		...media.flatMap((field) => mediaFields(field, operation, media.length === 1)),
		...required.map((entry) => topLevelField(withPlaceholder(entry, operation), operation)),
		...additionalFields(
			values.filter(({ field }) => !field.required),
			operation,
		),
	];
}
