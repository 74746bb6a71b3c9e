import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../domain/outcome';
import { withChosenModel } from './input/chosenModel';
import type { Reading } from './input/result';
import type { OperationResult } from './operation';
import { problemItem } from './output/outputItems';
import { problemOfError } from './output/unexpectedError';

/** Reads every input item; an expression that fails spoils its own item only. */
export async function readEachItem<T>(
	n8n: IExecuteFunctions,
	read: (itemIndex: number) => Promise<Reading<T>>,
): Promise<Array<Reading<T>>> {
	const readings: Array<Reading<T>> = [];
	for (let itemIndex = 0; itemIndex < n8n.getInputData().length; itemIndex += 1) {
		const reading = await readOne(read, itemIndex);
		readings.push(
			reading.ok
				? reading
				: { ok: false, problem: withChosenModel(n8n, itemIndex, reading.problem) },
		);
	}
	return readings;
}

async function readOne<T>(
	read: (itemIndex: number) => Promise<Reading<T>>,
	itemIndex: number,
): Promise<Reading<T>> {
	try {
		return await read(itemIndex);
	} catch (error) {
		return { ok: false, problem: problemOfError(error) };
	}
}

/** What a simple operation makes of one item. */
export type ItemOutcome = Outcome<{ kind: 'items'; items: INodeExecutionData[] }>;

/** Runs a simple operation item by item, the way n8n's users know it. */
export async function forEachItem(
	n8n: IExecuteFunctions,
	work: (itemIndex: number) => Promise<ItemOutcome>,
): Promise<OperationResult> {
	const items: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < n8n.getInputData().length; itemIndex += 1) {
		const outcome = await runOne(work, itemIndex);
		if (outcome.kind === 'aborted') return { kind: 'stopped' };
		if (outcome.kind === 'items') items.push(...outcome.items);
		else if (n8n.continueOnFail()) items.push(problemItem(outcome.problem, itemIndex));
		else return { kind: 'failed', problem: outcome.problem, itemIndex };
	}
	return { kind: 'items', items };
}

async function runOne(
	work: (itemIndex: number) => Promise<ItemOutcome>,
	itemIndex: number,
): Promise<ItemOutcome> {
	try {
		return await work(itemIndex);
	} catch (error) {
		return { kind: 'problem', problem: problemOfError(error) };
	}
}
