// Runs workflows around the PixVerse node in the engine, and hands back what a user would see.
import type {
	ExecutionError,
	IBinaryKeyData,
	IContextObject,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	NodeExecutionHint,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { z } from 'zod';

import type { Engine } from './engine';
import {
	additionalDataOf,
	nodeTypesOf,
	workflowOf,
	type Credential,
	type ItemSource,
	type WorkflowOptions,
} from './workflow';

export interface RunOptions extends WorkflowOptions {
	credential: Credential;
	/** One empty item by default. */
	items?: INodeExecutionData[] | ItemSource | undefined;
	/** `manual` by default. */
	mode?: WorkflowExecuteMode | undefined;
	/** Further node types, by name. */
	nodeTypes?: Record<string, INodeType>;
	additionalData?: Partial<IWorkflowExecuteAdditionalData>;
}

export interface StartedRun {
	promise: Promise<IRun>;
	/** What Stop does. */
	cancel(): void;
}

export interface PreparedRun {
	workflow: Workflow;
	start(): StartedRun;
	/**
	 * What "Retry execution" does with a failed run (n8n's execution.service retry); its nodes are
	 * those of this workflow, as with "Retry with currently saved workflow".
	 */
	retry(failed: IRun): Promise<IRun>;
}

/** One workflow around the node, to be started as often as wanted. */
export function createRun(engine: Engine, options: RunOptions): PreparedRun {
	const { core } = engine;
	const { credential, nodeTypes, rounds, mode = 'manual' } = options;
	const given = options.items ?? [{ json: {} }];
	const items = typeof given === 'function' ? given : async () => structuredClone(given);
	const data = workflowOf(options);
	const workflow = new engine.workflow.Workflow({
		...data,
		nodeTypes: nodeTypesOf(engine, { items, rounds, ...(nodeTypes ? { nodeTypes } : {}) }),
	});
	const additionalData = () => ({
		...additionalDataOf(engine, credential),
		hooks: new core.ExecutionLifecycleHooks(mode, '1', data),
		...options.additionalData,
	});
	return {
		workflow,
		start() {
			const execute = new core.WorkflowExecute(additionalData(), mode);
			return startedRun(execute, workflow);
		},
		async retry(failed) {
			const saved = savedForRetry(failed, workflow);
			const execute = new core.WorkflowExecute(additionalData(), 'retry', saved);
			return await execute.processRunExecutionData(workflow);
		},
	};
}

type WorkflowExecute = InstanceType<Engine['core']['WorkflowExecute']>;

type RunOfAnyVersion = (...parts: unknown[]) => ReturnType<WorkflowExecute['run']>;

function startedRun(execute: WorkflowExecute, workflow: Workflow): StartedRun {
	const startNode = nodeNamed(workflow, 'Source');
	const run = execute.run.bind(execute) as RunOfAnyVersion;
	// n8n 1.x and 2.0 take the parts one by one.
	const promise = execute.run.length > 1 ? run(workflow, startNode) : run({ workflow, startNode });
	return { promise, cancel: () => promise.cancel() };
}

function nodeNamed(workflow: Workflow, name: string) {
	const node = workflow.getNode(name);
	if (node === null) throw new Error(`The workflow has no node ${name}`);
	return node;
}

/** A failed run as n8n saves it, made ready to be run on from the node that failed. */
function savedForRetry(failed: IRun, workflow: Workflow): IRunExecutionData {
	const saved = JSON.parse(JSON.stringify(failed.data)) as IRunExecutionData;
	const { resultData } = saved;
	const runs = resultData.runData[resultData.lastNodeExecuted ?? ''] ?? [];
	delete resultData.error;
	if (runs.at(-1)?.error !== undefined) runs.pop();
	for (const waiting of saved.executionData?.nodeExecutionStack ?? []) {
		waiting.node = nodeNamed(workflow, waiting.node.name);
	}
	return saved;
}

/** What error items tell of a problem. */
const detailsSchema = z
	.object({
		code: z.string().optional(),
		description: z.string().optional(),
		requestId: z.string().optional(),
		model: z.string().optional(),
		videoUrl: z.string().optional(),
		httpCode: z.number().optional(),
	})
	.passthrough();

/** The fields that most operations share; further ones are there as unknown. */
const jsonSchema = z
	.object({
		requestId: z.string().optional(),
		model: z.string().optional(),
		status: z.string().optional(),
		finished: z.boolean().optional(),
		resumed: z.boolean().optional(),
		videoUrl: z.string().nullish(),
		error: z.unknown().optional(),
		message: z.string().optional(),
		details: detailsSchema.optional(),
	})
	.passthrough();

export type ItemJson = z.infer<typeof jsonSchema>;

/** An output item, its fields held to their types. */
export interface OutputItem {
	json: ItemJson;
	binary?: IBinaryKeyData;
	pairedItem?: INodeExecutionData['pairedItem'];
}

/** What a user sees of a run: items of both outputs, the error, the hints. */
export interface RunResult {
	run: IRun;
	status: IRun['status'];
	items: OutputItem[];
	errorItems: OutputItem[];
	error: ExecutionError | undefined;
	hints: NodeExecutionHint[];
	/** What the node remembers for a retry. */
	context: IContextObject | undefined;
}

const readItem = (item: INodeExecutionData): OutputItem => ({
	...item,
	json: jsonSchema.parse(item.json),
});

/** What a user sees of a run. */
export function summarise(run: IRun): RunResult {
	const last = run.data.resultData.runData['PixVerse']?.at(-1);
	const [main, errors] = last?.data?.['main'] ?? [];
	return {
		run,
		status: run.status,
		items: (main ?? []).map(readItem),
		errorItems: (errors ?? []).map(readItem),
		error: run.data.resultData.error ?? last?.error,
		hints: last?.hints ?? [],
		context: run.data.executionData?.contextData['node:PixVerse'],
	};
}

/** Runs once to the end. */
export async function runOnce(engine: Engine, options: RunOptions): Promise<RunResult> {
	return summarise(await createRun(engine, options).start().promise);
}

/** What a node put out in each of its runs: its outputs, each a list of items. */
export const outputsOf = (run: IRun, node: string): INodeExecutionData[][][] =>
	(run.data.resultData.runData[node] ?? []).map(({ data }) =>
		(data?.['main'] ?? []).map((items) => items ?? []),
	);
