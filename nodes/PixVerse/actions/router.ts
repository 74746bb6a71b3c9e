import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock } from '../domain/clock';
import { withChosenModel } from './input/chosenModel';
import type { Operation, OperationResult, RunContext } from './operation';
import { findOperation } from './operations';
import { markForErrorOutput } from './output/errorOutput';
import { nodeErrorOf } from './output/nodeError';
import { problemItem } from './output/outputItems';
import { problemOfError } from './output/unexpectedError';

/**
 * Runs the chosen operation and turns its end into what n8n expects.
 *
 * @throws NodeOperationError | NodeApiError when an item failed and the node does not continue.
 * After a Stop it never throws: Retry On Fail would call the node again.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const cancel = this.getExecutionCancelSignal?.() ?? new AbortController().signal;
	const result = await runSafely({ n8n: this, clock: systemClock, random: Math.random, cancel });
	if (cancel.aborted || result.kind === 'stopped') return [[]];
	if (result.kind === 'items') return [markForErrorOutput(this.getNode(), result.items)];
	const { problem, itemIndex } = result;
	if (!this.continueOnFail()) throw nodeErrorOf(this.getNode(), problem, itemIndex);
	// What concerns the whole run ends every item: after a throw the engine would pass the input on.
	const items = this.getInputData().map((_, index) =>
		problemItem(withChosenModel(this, index, problem), index),
	);
	return [markForErrorOutput(this.getNode(), items)];
}

async function runSafely(run: RunContext): Promise<OperationResult> {
	try {
		const operation = chosenOperation(run.n8n);
		if (operation) return await operation.execute(run);
		return {
			kind: 'failed',
			problem: {
				code: 'invalid-input',
				message: 'This operation does not exist',
				description: 'Open the node and choose a Resource and an Operation.',
			},
		};
	} catch (error) {
		return { kind: 'failed', problem: problemOfError(error) };
	}
}

function chosenOperation(n8n: IExecuteFunctions): Operation | undefined {
	const resource = String(n8n.getNodeParameter('resource', 0, 'video'));
	return findOperation(resource, String(n8n.getNodeParameter('operation', 0, 'textToVideo')));
}
