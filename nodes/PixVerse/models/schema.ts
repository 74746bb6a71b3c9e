import { z } from 'zod';

import { allowedText } from './allowedText';
import { fieldsOf } from './index';
import { mediaUrlSchema } from './mediaUrl';
import type { FieldValue, ModelField, VideoModel, VideoOperation } from './types';

/** A value that a model does not take, ready to be shown. */
export interface Refusal {
	/** API name of the field. */
	field: string;
	/** Names the field's label and what is allowed. */
	message: string;
}

export type Validation =
	{ ok: true; body: Record<string, FieldValue> } | { ok: false; refusals: Refusal[] };

/*
 * Written in what zod 3 and zod 4 share (`message` in every check), since the zod at run time is
 * n8n's own: 3.24 to 3.25 today, and not ours to choose.
 */
function schemaOfField(field: ModelField): z.ZodTypeAny {
	const message = `${field.label} must be ${allowedText(field)}`;
	switch (field.kind) {
		case 'text':
			return z.string({ message }).min(1, { message });
		case 'choice':
			return z.string({ message }).refine((value) => field.allowed.includes(value), { message });
		case 'number':
			return z
				.number({ message })
				.refine(
					(value) =>
						Number.isSafeInteger(value) &&
						(field.allowed?.includes(value) ?? true) &&
						value >= (field.min ?? Number.MIN_SAFE_INTEGER) &&
						value <= (field.max ?? Number.MAX_SAFE_INTEGER),
					{ message },
				);
		case 'switch':
			return z.boolean({ message });
		case 'media':
			return mediaUrlSchema(field.label);
		case 'fixed':
			return z.unknown().refine((value) => value === field.value, { message });
	}
}

const schemas = new Map<string, z.ZodTypeAny>();

/** The zod schema of a model's request body in an operation; built at its first use, not at load. */
export function schemaOf(model: VideoModel, operation: VideoOperation): z.ZodTypeAny {
	const key = `${model.slug} ${operation}`;
	const known = schemas.get(key);
	if (known) return known;
	const shape: Record<string, z.ZodTypeAny> = {};
	for (const [name, field] of Object.entries(fieldsOf(model, operation))) {
		const schema = schemaOfField(field);
		shape[name] = field.required ? schema : schema.optional();
	}
	const schema = z.object(shape).superRefine((body, context) => {
		for (const rule of model.rules) {
			if (rule.allows(body as Record<string, FieldValue>)) continue;
			context.addIssue({ code: 'custom', path: [rule.field], message: rule.message });
		}
	});
	schemas.set(key, schema);
	return schema;
}

/**
 * Judges a request body before anything is sent.
 *
 * @param body API field name to value; fields that the user left unset are absent
 * @returns the body as it will be sent, in the model's field order, or every refusal
 */
export function validateBody(
	model: VideoModel,
	operation: VideoOperation,
	body: Record<string, unknown>,
): Validation {
	const judged = schemaOf(model, operation).safeParse(body);
	if (judged.success) return { ok: true, body: judged.data as Record<string, FieldValue> };
	return {
		ok: false,
		refusals: judged.error.issues.map((issue) => ({
			field: String(issue.path[0]),
			message: issue.message,
		})),
	};
}
