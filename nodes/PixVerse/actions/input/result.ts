import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../domain/problem';

/** A value read from the node's parameters, or why it cannot be used. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Reading<T> {
	return { ok: true, value };
}

/** A refusal of what the user entered: nothing has been sent. */
export function refusedInput(
	message: string,
	description: string,
): { ok: false; problem: Problem } {
	return { ok: false, problem: { code: 'invalid-input', message, description } };
}

/** For an option that was added and has no value. */
export const SET_TO_NOTHING =
	'The option is set, but its value is empty now, mostly because an expression gives nothing. Give a value, or remove the option. Nothing was sent.';

/** "It is now: 7." – what was entered, for a description; short, and never a whole file. */
export function shownValue(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'It is empty now.';
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return `It is now: ${text.length > 120 ? `${text.slice(0, 120)}…` : text}.`;
}

/** A collection's values for an item; `{}` where the user never opened it. */
export function readCollection(
	n8n: IExecuteFunctions,
	name: string,
	itemIndex: number,
): Record<string, unknown> {
	const value = n8n.getNodeParameter(name, itemIndex, {});
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A JSON object from a field of type json: typed as text, or given by an expression as an object. */
export function readJsonObject(label: string, value: unknown): Reading<Record<string, unknown>> {
	if (value === undefined || value === null || value === '') return ok({});
	let parsed: unknown = value;
	if (typeof value === 'string') {
		try {
			parsed = JSON.parse(value) as unknown;
		} catch {
			return refusedInput(
				`${label} must be valid JSON`,
				`Check quotes, commas and brackets. ${shownValue(value)}`,
			);
		}
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		return refusedInput(
			`${label} must be a JSON object`,
			`For example {"seed": 7}. ${shownValue(value)}`,
		);
	}
	const unsafe = UNSAFE_NAMES.find((name) => Object.prototype.hasOwnProperty.call(parsed, name));
	if (unsafe === undefined) return ok(parsed as Record<string, unknown>);
	return refusedInput(
		`${label} must not hold ${unsafe}`,
		'No field of Segmind has this name, and it could change how the request is built.',
	);
}

/** Names that JavaScript gives a meaning of its own. */
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];
