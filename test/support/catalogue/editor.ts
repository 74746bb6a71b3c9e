// What n8n's editor does with a node's parameters: which fields it shows, and what it keeps when a
// user changes one. Visibility is n8n-workflow's own; the steps of a change are those of the
// editor's useNodeSettingsParameters (n8n 2.41).
import { createRequire } from 'node:module';
import path from 'node:path';

import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
	type NodeParameterValueType,
} from 'n8n-workflow';

import type * as PixVerseNode from '../../../nodes/PixVerse/PixVerse.node';
import { NODE_DIR } from '../outputSchema';

const NODE = { typeVersion: 1 };

type Choice = INodePropertyOptions | INodeProperties | INodePropertyCollection;

/** A field has a type of its own; an option of a dropdown has none. */
const isField = (choice: Choice): choice is INodeProperties =>
	'type' in choice && 'displayName' in choice;

const isOption = (choice: Choice): choice is INodePropertyOptions => 'value' in choice;

/** The fields in a collection. */
export const childrenOf = ({ options = [] }: INodeProperties) => options.filter(isField);

/** The entries of a dropdown. */
export const entriesOf = ({ options = [] }: INodeProperties) => options.filter(isOption);

/** The node as it was built. */
export const builtDescription = descriptionIn(NODE_DIR);

/** The description of the node that was built into a folder. */
export function descriptionIn(nodeDir: string): INodeTypeDescription {
	const load = createRequire(__filename);
	const { PixVerse } = load(path.join(nodeDir, 'PixVerse.node.js')) as typeof PixVerseNode;
	return new PixVerse().description;
}

/** n8n's editor with one node in it. */
export class Editor {
	constructor(readonly description: INodeTypeDescription = builtDescription) {}

	/** The parameters of a node with these values, all others at their defaults. */
	parametersOf(values: INodeParameters): INodeParameters {
		return this.fill(values, true);
	}

	/** The names of the fields that are shown, in their order; a name twice is shown twice. */
	shownFields(parameters: INodeParameters): string[] {
		return this.description.properties
			.filter((property) => this.isShown(parameters, property) && property.type !== 'hidden')
			.map(({ name }) => name);
	}

	/** The shown definition of a field. @throws {Error} where it is not shown */
	shownField(parameters: INodeParameters, name: string): INodeProperties {
		const found = this.description.properties.find(
			(property) => property.name === name && this.isShown(parameters, property),
		);
		if (!found) throw new Error(`${name} is not shown`);
		return found;
	}

	/** The names of a collection's children that the Add button offers. */
	shownChildren(parameters: INodeParameters, collection: string): string[] {
		if (!this.shownFields(parameters).includes(collection)) return [];
		const values = { ...parameters, [collection]: parameters[collection] ?? {} };
		return childrenOf(this.shownField(parameters, collection))
			.filter((child) => this.isShownAt(values, child, `parameters.${collection}`))
			.map(({ name }) => name);
	}

	/** The values that a dropdown offers. */
	shownOptions(parameters: INodeParameters, name: string): Array<INodePropertyOptions['value']> {
		return entriesOf(this.shownField(parameters, name))
			.filter((option) => this.isShownAt(parameters, option, 'parameters'))
			.map(({ value }) => value);
	}

	/** A user changes one parameter; the node's parameters after that. */
	change(
		parameters: INodeParameters,
		name: string,
		value: NodeParameterValueType,
	): INodeParameters {
		const stored = structuredClone(this.fill(parameters, false));
		stored[name] = value;
		return this.fill(this.withoutMismatched(stored, name), true);
	}

	private fill(parameters: INodeParameters, returnDefaults: boolean): INodeParameters {
		const { properties } = this.description;
		return (
			NodeHelpers.getNodeParameters(
				properties,
				parameters,
				returnDefaults,
				false,
				NODE,
				this.description,
			) ?? {}
		);
	}

	private isShown(parameters: INodeParameters, property: INodeProperties): boolean {
		return NodeHelpers.displayParameter(parameters, property, NODE, this.description);
	}

	private isShownAt(
		parameters: INodeParameters,
		child: INodeProperties | INodePropertyOptions,
		at: string,
	): boolean {
		return NodeHelpers.displayParameterPath({ parameters }, child, at, NODE, this.description);
	}

	/** The editor empties a dropdown or collection whose own condition names what was changed. */
	private withoutMismatched(parameters: INodeParameters, changed: string): INodeParameters {
		const kept = { ...parameters };
		for (const property of this.description.properties) {
			const { displayOptions, name, options } = property;
			if (!(name in kept) || !displayOptions || !options) continue;
			const isConcerned =
				displayOptions.show?.[changed] !== undefined ||
				displayOptions.hide?.[changed] !== undefined;
			if (!isConcerned || this.hasStoredValue(kept, property)) continue;
			if (this.isShown(kept, property)) delete kept[name];
		}
		return kept;
	}

	private hasStoredValue(parameters: INodeParameters, property: INodeProperties): boolean {
		const { name, options = [], type } = property;
		return type === 'options'
			? entriesOf(property).some(({ value }) => value === parameters[name])
			: Object.keys(parameters).every((key) => options.some((child) => child.name === key));
	}
}
