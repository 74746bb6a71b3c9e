import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../domain/outcome';
import { withChosenModel } from './input/chosenModel';
import type { Reading } from './input/result';
import type { OperationResult } from './operation';
import { problemItem } from './output/outputItems';
import { problemOfError } from './output/unexpectedError';
import { refusedItems } from './refusedItems';

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

/**
 * Runs a simple operation item by item, the way n8n's users know it; every item is judged before
 * anything is sent.
 *
 * @param read an item's parameters
 * @param work what is made of a good one
 */
export async function forEachItem<T>(
	n8n: IExecuteFunctions,
	read: (itemIndex: number) => Promise<Reading<T>>,
	work: (value: T, itemIndex: number) => Promise<ItemOutcome>,
): Promise<OperationResult> {
	const readings = await readEachItem(n8n, read);
	const refused = n8n.continueOnFail() ? undefined : refusedItems(readings);
	if (refused) return refused;
	const items: INodeExecutionData[] = [];
	for (const [itemIndex, reading] of readings.entries()) {
		const outcome = await runOne(reading, async (value) => await work(value, itemIndex));
		if (outcome.kind === 'aborted') return { kind: 'stopped' };
		if (outcome.kind === 'items') items.push(...outcome.items);
		else if (n8n.continueOnFail()) items.push(problemItem(outcome.problem, itemIndex));
		else return { kind: 'failed', problem: outcome.problem, itemIndex };
	}
	return { kind: 'items', items };
}

async function runOne<T>(
	reading: Reading<T>,
	work: (value: T) => Promise<ItemOutcome>,
): Promise<ItemOutcome> {
	if (!reading.ok) return { kind: 'problem', problem: reading.problem };
	try {
		return await work(reading.value);
	} catch (error) {
		return { kind: 'problem', problem: problemOfError(error) };
	}
}
