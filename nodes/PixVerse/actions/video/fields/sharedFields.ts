import { fieldsOf, modelsFor } from '../../../models';
import type { ModelField, VideoModel, VideoOperation } from '../../../models/types';

/** A field of an operation, with the models that have it. */
export interface SharedField {
	apiName: string;
	/** As the first of its models describes it. */
	field: ModelField;
	owners: Array<{ model: VideoModel; field: ModelField }>;
	inAllModels: boolean;
}

/**
 * The fields of all models of an operation, each once: n8n would show two definitions of one name
 * twice when Model is an expression. A field with one allowed value is sent, not shown.
 */
export function sharedFields(operation: VideoOperation): SharedField[] {
	const models = modelsFor(operation);
	const shared = new Map<string, SharedField>();
	for (const model of models) {
		for (const [apiName, field] of Object.entries(fieldsOf(model, operation))) {
			if (field.kind === 'fixed') continue;
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

/** The models that have a field, as values of the parameter Model. */
export function slugsOf({ owners }: SharedField): string[] {
	return owners.map(({ model }) => model.slug);
}

/** Ends a tooltip's sentence where another one follows. */
export function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
