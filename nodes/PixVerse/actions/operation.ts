import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Clock } from '../domain/clock';
import type { Problem } from '../domain/problem';

export type Resource = 'video' | 'job' | 'asset' | 'account';

/** What an operation gets to work with. */
export interface RunContext {
	n8n: IExecuteFunctions;
	clock: Clock;
	/** 0 to below 1; spreads waits, so that parallel executions do not ask at the same moment. */
	random: () => number;
	/** Aborts when the user presses Stop. */
	cancel: AbortSignal;
}

/** How an operation ended; it never throws on purpose. */
export type OperationResult =
	| { kind: 'items'; items: INodeExecutionData[] }
	/** Not continuing: the problem ends the node. Without an item it concerns the whole run. */
	| { kind: 'failed'; problem: Problem; itemIndex?: number }
	| { kind: 'stopped' };

/**
 * One operation: what the user sees of it, and what it does. n8n loads every node at its start, and
 * most never run: so what an operation does stands in a file of its own, loaded at its first use.
 */
export interface Operation {
	resource: Resource;
	/** Value of the Operation parameter. */
	name: string;
	label: string;
	/** Sentence in the node panel, e.g. "Generate video from text". */
	action: string;
	description: string;
	/** Its own fields; shown for this resource and operation only. */
	fields: INodeProperties[];
	execute(run: RunContext): Promise<OperationResult>;
}
