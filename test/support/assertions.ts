// What tests look at again and again: the one item or error that there must be, and what every
// error must hold.
import { expect } from '@jest/globals';
import type { IBinaryData, INodeParameters } from 'n8n-workflow';

import type { OnError } from './inputs';
import type { ItemJson, OutputItem, RunResult } from './runNode';
import type { NodeKit, NodeRunOptions } from './useNode';

/** A value that must be there. */
export function present<T>(value: T | null | undefined, what: string): T {
	if (value === null || value === undefined) throw new Error(`There is no ${what}`);
	return value;
}

/** A JSON object, of which nothing is known yet. */
export function recordOf(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null) throw new Error('It is no object');
	return { ...value };
}

/** The file of an item. */
export const fileOf = (item: OutputItem | undefined, field = 'data'): IBinaryData =>
	present(item?.binary?.[field], `file ${field}`);

/** The index of the input item that an output item comes from. */
export function inputIndexOf({ pairedItem }: OutputItem): number | undefined {
	const [from] = [pairedItem].flat();
	return typeof from === 'object' ? from.item : from;
}

/** An error in one form, whichever way it came out. */
export interface SeenError {
	message: string;
	description: string;
	itemIndex: unknown;
	details: NonNullable<ItemJson['details']>;
	/** The item that tells of it; none where the run stopped. */
	item: OutputItem | undefined;
	result: RunResult;
}

/** Runs the node once and hands back the error, under each way of going on. */
export async function errorOf(
	{ run }: Pick<NodeKit, 'run'>,
	onError: OnError,
	parameters: INodeParameters,
	options: NodeRunOptions = {},
): Promise<SeenError> {
	const settings = { ...options.settings, onError };
	const result = await run(parameters, { ...options, settings });
	return onError === 'stopWorkflow' ? thrownError(result) : errorItem(result, onError);
}

function thrownError(result: RunResult): SeenError {
	const error = present(result.error, 'error, the run went well');
	const { message, context } = error;
	const description = present(error.description, 'description');
	const { requestId, model, code, videoUrl, itemIndex } = context;
	const details: Record<string, unknown> = { requestId, model, code, videoUrl, description };
	const httpCode = 'httpCode' in error ? error.httpCode : null;
	if (httpCode !== null) details['httpCode'] = Number(httpCode);
	return { message, description, itemIndex, details, item: undefined, result };
}

function errorItem(result: RunResult, onError: OnError): SeenError {
	if (result.error) throw result.error;
	const wrong = onError === 'continueErrorOutput' ? result.errorItems : result.items;
	const item = present(
		wrong.find(({ json }) => 'error' in json),
		'item that tells of an error',
	);
	const message = present(item.json.message, 'message');
	const details = present(item.json.details, 'details');
	const description = present(details.description, 'description');
	return { message, description, itemIndex: inputIndexOf(item), details, item, result };
}

/** What no text that users see may ever hold. */
export function expectReadable({ message, description, details }: SeenError): void {
	for (const text of [message, description]) {
		expect(text.length).toBeGreaterThan(10);
		expect(text).not.toMatch(/\n\s+at /);
		expect(text).not.toMatch(/undefined|\[object|NaN/);
	}
	expect(message.length).toBeLessThan(250);
	expect(JSON.stringify(details)).not.toMatch(/\bSG_\w/);
}

/** Waits until something holds, for what happens in the engine meanwhile. */
export async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
	const endMs = Date.now() + withinMs;
	while (!holds()) {
		if (Date.now() > endMs) throw new Error('it did not happen');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

/** What an error tells n8n of its cause, for those that can. */
export const failureOf = (error: RunResult['error']) =>
	error !== undefined && 'failure' in error ? error.failure : undefined;
