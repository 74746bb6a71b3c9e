// What the built node says of itself, judged by n8n's own rules of what is shown.
import { createRequire } from 'node:module';
import path from 'node:path';

import {
	NodeHelpers,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
} from 'n8n-workflow';

import { projectFolder } from '../host/paths';

type Property = INodeProperties;
type Offer = NonNullable<Property['options']>[number];

export type Selector = 'resource' | 'operation' | 'model';

/** Which operation, and which model where the operation has several. */
// An alias, since n8n's functions take parameters by an index signature.
export type Choice = {
	resource: string;
	operation: string;
	model?: string;
};

function loadNode(): INodeType {
	const file = path.join(projectFolder, 'dist/nodes/PixVerse/PixVerse.node.js');
	const { PixVerse } = createRequire(__filename)(file) as { PixVerse: new () => INodeType };
	return new PixVerse();
}

const { description } = loadNode();

function valuesOf(chosen: Choice) {
	const node = { typeVersion: 1, parameters: chosen };
	const values =
		NodeHelpers.getNodeParameters(description.properties, chosen, true, false, node, description) ??
		{};
	return { node, values };
}

/** What the user must see, from top to bottom. */
export function shownProperties(chosen: Choice): Property[] {
	const { node, values } = valuesOf(chosen);
	return description.properties.filter(
		(property) =>
			property.type !== 'hidden' &&
			NodeHelpers.displayParameter(values, property, node, description),
	);
}

/** What a collection or a list must offer. */
export function offered(property: Property, chosen: Choice): Offer[] {
	const { node, values } = valuesOf(chosen);
	return (property.options ?? []).filter((option) =>
		NodeHelpers.displayParameter({}, option, node, description, values),
	);
}

const isListed = (offer: Offer): offer is INodePropertyOptions => 'value' in offer;

/** The words that the user reads: a field's label, or a list's entry. */
export function labelOf(offer: Offer): string {
	return 'displayName' in offer ? offer.displayName : offer.name;
}

/** A list's entries: what it stands for, and the words that the user clicks. */
function entriesOf(property: Property): Array<{ value: string; label: string }> {
	return (property.options ?? [])
		.filter(isListed)
		.map(({ value, name }) => ({ value: String(value), label: name }));
}

export interface LabelledChoice {
	chosen: Choice;
	labels: Partial<Record<Selector, string>>;
}

const named = (name: string) => description.properties.filter((property) => property.name === name);

function choicesOfResource(resource: { value: string; label: string }): LabelledChoice[] {
	const operations = named('operation').filter(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes(resource.value),
	);
	return operations.flatMap(entriesOf).flatMap((operation) => {
		const base = { resource: resource.value, operation: operation.value };
		const labels = { resource: resource.label, operation: operation.label };
		const model = shownProperties(base).find(({ name }) => name === 'model');
		if (!model) return [{ chosen: base, labels }];
		return entriesOf(model).map(({ value, label }) => ({
			chosen: { ...base, model: value },
			labels: { ...labels, model: label },
		}));
	});
}

/** Every combination of resource, operation and model, with the words that the user clicks. */
export function everyChoice(): LabelledChoice[] {
	return named('resource').flatMap(entriesOf).flatMap(choicesOfResource);
}
