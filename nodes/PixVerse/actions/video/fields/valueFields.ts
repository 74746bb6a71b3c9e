import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { allowedText } from '../../../models/allowedText';
import { parameterName } from '../../../models/parameterName';
import type { ChoiceField, NumberField } from '../../../models/types';
import { sentence, slugsOf, type SharedField } from './sharedFields';

/** The field's tooltip; where models take different numbers, what each takes. */
function descriptionOf({ field, owners }: SharedField): string {
	if (field.kind !== 'number') return field.description;
	const namesByText = new Map<string, string[]>();
	for (const owner of owners) {
		const text = allowedText(owner.field);
		namesByText.set(text, [...(namesByText.get(text) ?? []), owner.model.name]);
	}
	const texts = [...namesByText];
	const values =
		texts.length > 1
			? texts.map(([text, names]) => `${names.join(', ')}: ${text}`).join('; ')
			: texts.map(([text]) => text).join();
	return `${sentence(field.description)} ${values.charAt(0).toUpperCase()}${values.slice(1)}.`;
}

function choiceLabel(field: ChoiceField, value: string): string {
	const word = field.labels?.[value] ?? value;
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** All values of all models; one that only some models take is shown for those only. */
function choiceOptions({ owners }: SharedField): INodePropertyOptions[] {
	const choices = owners.flatMap(({ model, field }) =>
		field.kind === 'choice' ? [{ slug: model.slug, field }] : [],
	);
	const values = [...new Set(choices.flatMap(({ field }) => field.allowed))];
	return values.map((value) => {
		const takers = choices.filter(({ field }) => field.allowed.includes(value));
		const [label] = takers.map(({ field }) => choiceLabel(field, value));
		const option: INodePropertyOptions = { name: label ?? value, value };
		if (takers.length === choices.length) return option;
		return { ...option, displayOptions: { show: { '/model': takers.map(({ slug }) => slug) } } };
	});
}

/** The lengths that a model makes, each in full seconds. */
function lengthsOf({ allowed, min = 1, max = min }: NumberField): readonly number[] {
	return allowed ?? Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

/** All lengths of all models; one that only some models make is shown for those only. */
function lengthOptions({ owners }: SharedField): INodePropertyOptions[] {
	const takers = owners.map(({ model, field }) => ({
		slug: model.slug,
		lengths: field.kind === 'number' ? lengthsOf(field) : [],
	}));
	const all = [...new Set(takers.flatMap(({ lengths }) => lengths))].sort((a, b) => a - b);
	return all.map((value) => {
		const option = { name: `${value} ${value === 1 ? 'Second' : 'Seconds'}`, value };
		const slugs = takers.filter(({ lengths }) => lengths.includes(value)).map(({ slug }) => slug);
		if (slugs.length === takers.length) return option;
		return { ...option, displayOptions: { show: { '/model': slugs } } };
	});
}

/** The widest bounds of all models: which value a model takes is judged when the node runs. */
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

/** Type, default and choices of a field. */
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
			if (field.unit === 'seconds') {
				return {
					...base,
					displayName: `${field.label} (Seconds)`,
					type: 'options',
					options: lengthOptions(shared),
					default: field.default,
				};
			}
			return { ...base, type: 'number', typeOptions: numberBounds(shared), default: field.default };
		default:
			return { ...base, type: 'boolean', default: field.kind === 'switch' ? field.default : false };
	}
}

/**
 * A required field, shown for the operation and the models that have it. n8n shows a field as soon
 * as the value of one of these keys is an expression, so Model, which may be one, comes last.
 */
export function topLevelField(shared: SharedField, operation: string): INodeProperties {
	return {
		...valueProperty(shared),
		// The other kinds have a default, and cannot be left empty.
		...(shared.field.kind === 'text' ? { required: true } : {}),
		displayOptions: {
			show: {
				resource: ['video'],
				operation: [operation],
				...(shared.inAllModels ? {} : { model: slugsOf(shared) }),
			},
		},
	};
}

/** An optional field, as a child of Additional Fields. */
export function optionalField(shared: SharedField): INodeProperties {
	return {
		...valueProperty(shared),
		...(shared.inAllModels ? {} : { displayOptions: { show: { '/model': slugsOf(shared) } } }),
	};
}
