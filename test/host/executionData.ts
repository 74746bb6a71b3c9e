import { createRequire } from 'node:module';

import { executionDataSchema, type Binary, type Execution, type Item } from './n8nJson';
import { n8nScript } from './paths';

/** An execution that can be left alone: it does not run any more. */
export const FINAL_STATUSES = ['canceled', 'crashed', 'error', 'success'];

/** n8n stores and sends what an execution did as text of this library; here its own copy. */
const flatted = () =>
	createRequire(n8nScript)('flatted') as {
		parse(text: string): unknown;
		stringify(data: object): string;
	};

export function parseExecutionData(text: string): Execution['data'] {
	// One that has only just begun holds nothing.
	return executionDataSchema.parse(flatted().parse(text) ?? {});
}

/** What n8n stores of an execution, or of a part of its data. */
export function storedBytesOf(data: object): number {
	return Buffer.byteLength(flatted().stringify(data));
}

/** What each run of a node put out through its first output. */
export function runsOf(execution: Execution, nodeName: string): Item[][] {
	const runs = execution.data.resultData?.runData?.[nodeName] ?? [];
	return runs.map(({ data }) => data?.main?.[0] ?? []);
}

/** @param which the last run's first output by default */
export function itemsOf(
	execution: Execution,
	nodeName: string,
	{ runIndex = -1, output = 0 }: { runIndex?: number; output?: number } = {},
): Item[] {
	const runs = execution.data.resultData?.runData?.[nodeName] ?? [];
	return runs.at(runIndex)?.data?.main?.[output] ?? [];
}

/** @throws Error where the node put out no item */
export function firstItemOf(execution: Execution, nodeName: string): Item {
	const [item] = itemsOf(execution, nodeName);
	if (!item) throw new Error(`"${nodeName}" put out no item`);
	return item;
}

/** @throws Error where the item has no such text */
export function textOf({ json }: Item, name: string): string {
	const value = json[name];
	if (typeof value !== 'string') throw new Error(`An item's ${name} is ${JSON.stringify(value)}`);
	return value;
}

/** IDs are equal without their dashes, which Segmind's history leaves out. */
export function plainId(requestId: string): string {
	return requestId.replaceAll('-', '');
}

/** @throws Error where the item has no such file */
export function fileOf({ binary }: Item, name = 'data'): Binary {
	const file = binary?.[name];
	if (!file) throw new Error(`An item has no file "${name}"`);
	return file;
}

/** Why an execution failed. */
export interface ExecutionError {
	message: string;
	description: string | undefined;
	node: string | undefined;
}

export function errorOf(execution: Execution): ExecutionError | undefined {
	const error = execution.data.resultData?.error;
	if (!error) return undefined;
	return {
		message: error.message,
		description: error.description ?? undefined,
		node: error.node?.name,
	};
}
