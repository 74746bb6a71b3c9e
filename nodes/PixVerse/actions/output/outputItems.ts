import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { FinishedJob, SubmittedJob } from '../../domain/job';
import type { Problem } from '../../domain/problem';

type Json = IDataObject[string];

/** Any value that was parsed from JSON is one that an item can hold. */
function isJson(value: unknown): value is Json {
	return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint';
}

/** Parsed members as an item's JSON, as far as they are there. */
export function jsonOf(values: Readonly<Record<string, unknown>>): IDataObject {
	const json: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined && isJson(value)) json[name] = value;
	}
	return json;
}

/** An output item that belongs to an input item. */
export function itemOf(
	json: IDataObject,
	itemIndex: number,
	binary?: Record<string, IBinaryData>,
): INodeExecutionData {
	return { json, ...(binary ? { binary } : {}), pairedItem: { item: itemIndex } };
}

/** Under "continue" a key `error` makes n8n take an item for a failed one, and run the node again. */
function withoutError(json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'error'));
}

/** The output item with the input item's fields beside its own, which win. */
export function withInputFields(
	item: INodeExecutionData,
	input: INodeExecutionData | undefined,
): INodeExecutionData {
	return { ...item, json: { ...withoutError(input?.json ?? {}), ...item.json } };
}

/** What a finished job is to the user: only what the API gave. */
export function finishedJson(job: FinishedJob, showRaw: boolean): IDataObject {
	return jsonOf({
		requestId: job.requestId,
		model: job.model || undefined,
		status: 'COMPLETED',
		finished: true,
		videoUrl: job.videoUrl,
		resumed: job.resumed,
		seed: job.seed,
		cost: job.cost,
		remainingCredits: job.remainingCredits,
		inferenceTime: job.inferenceTime,
		lastFrameUrl: job.lastFrameUrl,
		output: showRaw ? job.raw : undefined,
	});
}

/** A job that is not waited for. */
export function submittedJson({ requestId, model, state, resumed }: SubmittedJob): IDataObject {
	return jsonOf({
		requestId,
		model,
		status: state,
		finished: false,
		resumed: resumed || undefined,
	});
}

/**
 * An item that went wrong, under "continue". n8n sends it to the error output because its keys are
 * no others than these three; `item.error` would make the engine overwrite them.
 */
export function problemItem(problem: Problem, itemIndex: number): INodeExecutionData {
	const { message, requestId, model, httpCode, videoUrl, code, description } = problem;
	const { acceptedRequestIds } = problem;
	const details = jsonOf({
		requestId,
		model,
		httpCode,
		videoUrl,
		code,
		description,
		acceptedRequestIds,
	});
	return itemOf({ error: message, message, details }, itemIndex);
}
