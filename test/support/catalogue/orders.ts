// Request bodies for every operation and model, made from what the pages say, and the same as a user
// would enter them in the node.
import { expect } from '@jest/globals';
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { elementAt } from '../lists';
import type { NodeKit, NodeRunOptions } from '../useNode';
import { camelCase, fieldsOnPage, modelCase, type ModelCase, type PageField } from './pageFields';

type BodyValue = string | number | boolean;

/** A body as Segmind takes it. */
export type Body = Record<string, BodyValue>;

const TEXT = 'Butterflies fluttering in a sunny meadow.';
const USUAL: Body = {
	duration: 5,
	quality: '540p',
	motion_mode: 'normal',
	aspect_ratio: '16:9',
	generate_audio_switch: true,
};

/** A value that is not the default where there is a choice, and that breaks no rule beside the others. */
function exampleOf({ apiName, kind, facts }: PageField, hasRules: boolean): BodyValue {
	const { allowed, min, example } = facts;
	if (kind === 'media') return `https://example.com/${apiName.replace('_url', '')}.bin`;
	if (kind === 'switch') return true;
	const isBoundByRules = hasRules && (apiName === 'duration' || apiName === 'motion_mode');
	if (isBoundByRules) return USUAL[apiName] ?? TEXT;
	return allowed?.at(-1) ?? example ?? (kind === 'number' ? (min ?? 56_698) : TEXT);
}

/** A body in which every field that is offered stands once. */
export function completeBody(it: ModelCase): Body {
	const fields = fieldsOnPage(it);
	return Object.fromEntries(
		fields.map((field) => [field.apiName, exampleOf(field, it.facts.rules.length > 0)]),
	);
}

/** A body with what is always sent, at the usual values where the model has them. */
export function requiredBody(it: ModelCase): Body {
	const complete = completeBody(it);
	const required = fieldsOnPage(it).filter(({ isRequired }) => isRequired);
	return Object.fromEntries(
		required.map(({ apiName, kind }) => {
			const value = kind === 'fixed' ? complete[apiName] : usualValue(it, apiName);
			return [apiName, value ?? complete[apiName] ?? TEXT];
		}),
	);
}

function usualValue({ facts }: ModelCase, apiName: string): BodyValue | undefined {
	const usual = USUAL[apiName];
	const allowed: readonly unknown[] | undefined = facts.params?.[apiName]?.allowed;
	return !allowed || allowed.includes(usual) ? usual : undefined;
}

/** Names of a body that a user does not enter, and that are sent as the model's one value. */
const fixedNames = (it: ModelCase) =>
	fieldsOnPage(it)
		.filter(({ kind }) => kind === 'fixed')
		.map(({ apiName }) => apiName);

/** The node's parameters that must lead to a body; a field that the model lacks is top-level. */
export function parametersFor(
	it: ModelCase,
	body: Body,
	more: INodeParameters = {},
): INodeParameters {
	const optional = fieldsOnPage(it).filter(({ isRequired }) => !isRequired);
	const isOptional = (name: string) => optional.some(({ apiName }) => apiName === name);
	const entered = Object.entries(body).filter(([name]) => !fixedNames(it).includes(name));
	const named = (entries: Array<[string, BodyValue]>) =>
		Object.fromEntries(entries.map(([name, value]) => [camelCase(name), value]));
	return {
		resource: 'video',
		operation: it.operation,
		model: it.slug,
		additionalFields: named(entered.filter(([name]) => isOptional(name))),
		...named(entered.filter(([name]) => !isOptional(name))),
		...more,
	};
}

/** Parameters of an operation with a model, by their names, from a body by API names. */
export function videoParameters(
	operation: string,
	slug: string,
	body: Body,
	more: INodeParameters = {},
): INodeParameters {
	return parametersFor(modelCase(operation, slug), body, more);
}

/** A good order of a model, which does not wait, with changes. */
export function orderOf(
	operation: string,
	slug: string,
	changes: Record<string, NodeParameterValueType> = {},
): INodeParameters {
	const it = modelCase(operation, slug);
	return { ...parametersFor(it, requiredBody(it)), waitForCompletion: false, ...changes };
}

/** What a test expects of an order. */
export function expectations(node: NodeKit) {
	/** Refused before any request; what the user sees. */
	async function expectRefusal(
		parameters: INodeParameters,
		message: RegExp,
		options?: NodeRunOptions,
	) {
		const { error, status } = await node.run(parameters, options);
		expect(node.sandbox.requests).toEqual([]);
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error?.description).toEqual(expect.any(String));
		return elementAt(
			[error].filter((it) => it !== undefined),
			0,
		);
	}

	/** Sent, and accepted by the sandbox. */
	async function expectSent(parameters: INodeParameters) {
		const { error } = await node.run(parameters);
		expect(error).toBeUndefined();
		expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
	}

	return { expectRefusal, expectSent };
}
