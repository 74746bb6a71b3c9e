import type { INodeProperties } from 'n8n-workflow';

import { OPERATIONS } from '../../../nodes/PixVerse/actions/operations';
import { nodeProperties } from '../../../nodes/PixVerse/actions/properties';

/** Every operation of the node, as the editor lists it. */
export function allOperations(): Array<{ resource: string; label: string }> {
	return OPERATIONS.map(({ resource, label }) => ({ resource, label }));
}

type Option = NonNullable<INodeProperties['options']>[number];
type Labelled = Exclude<Option, { value: unknown }>;

/** An option of a dropdown is a value; one of a collection is a field of its own. */
const isLabelled = (option: Option): option is Labelled => 'displayName' in option;

/** The fields below a field: those of a collection, and the values of each of a fixed one. */
function fieldsBelow(field: Labelled): Labelled[] {
	if ('values' in field) return field.values;
	return (field.options ?? []).filter(isLabelled);
}

/** Labels of all options and fields, at any depth; "Timeout (Minutes)" is "Timeout", too. */
export function allLabels(fields: readonly Labelled[] = nodeProperties): string[] {
	return fields.flatMap((field) => [
		field.displayName,
		field.displayName.replace(/ \(.*\)$/, ''),
		...allLabels(fieldsBelow(field)),
	]);
}
