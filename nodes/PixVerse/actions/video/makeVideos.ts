import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import type { JobOutcome } from '../../domain/job';
import type { Problem } from '../../domain/problem';
import { runBatch } from '../../jobs/batch';
import { JobMemory } from '../../jobs/memory';
import type { SyncVideo } from '../../jobs/runSyncJob';
import { raceStop } from '../../jobs/stop';
import { readEachItem } from '../eachItem';
import { connect, type Connection } from '../input/credential';
import { isTool } from '../input/outputOptions';
import type { Reading } from '../input/result';
import { readRunOptions, type RunOptions } from '../input/runOptions';
import type { OperationResult, RunContext } from '../operation';
import { isProblemItem } from '../output/errorOutput';
import { addSummaryHint } from '../output/hints';
import { problemItem, withInputFields } from '../output/outputItems';
import { judgeCeilings } from './ceilings';
import { dryRun } from './dryRun/dryRun';
import { orderContent, orderKey, withDistinctFileNames, type VideoOrder } from './order/videoOrder';
import { prepareJobs } from './prepareJobs';
import { batchFailed } from './problems';
import { refusedItems } from './refusedItems';

/** Reads one item's order; `isSegmindHost` is false behind a proxy or at the sandbox. */
export type ReadOrder = (itemIndex: number, isSegmindHost: boolean) => Promise<Reading<VideoOrder>>;

/** An order with its name in the memory. */
export interface KeyedOrder {
	order: VideoOrder;
	key: string;
}

/**
 * The way of every video operation: read and judge all items, refuse what must be refused, then
 * make the videos side by side and hand them over in input order.
 */
export async function makeVideos(run: RunContext, readOrder: ReadOrder): Promise<OperationResult> {
	const { n8n } = run;
	const options = readRunOptions(n8n);
	if (!options.ok) return { kind: 'failed', problem: options.problem };
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };

	const read = await readEachItem(n8n, async (itemIndex) => {
		const reading = await readOrder(itemIndex, connection.value.hosts.isDefault);
		return reading.ok ? fitsMode(reading, options.value) : reading;
	});
	const firstBad = read.findIndex((reading) => !reading.ok);
	if (firstBad >= 0 && !n8n.continueOnFail()) return refusedItems(read, firstBad);
	const good = withDistinctFileNames(
		read.flatMap((reading) => (reading.ok ? [reading.value] : [])),
	);
	const items: Array<INodeExecutionData | undefined> = read.map((reading, itemIndex) =>
		reading.ok ? undefined : problemItem(reading.problem, itemIndex),
	);
	const rest = options.value.dryRun
		? await dryRun(run, connection.value, options.value.requestMode, good)
		: await order(run, connection.value, options.value, good);
	if (rest.kind !== 'items') return rest;
	const input = n8n.getInputData();
	good.forEach(({ itemIndex, output }, index) => {
		const item = rest.items[index];
		const isKept = output.includeInputFields && item !== undefined && !isProblemItem(item);
		items[itemIndex] = isKept ? withInputFields(item, input[itemIndex]) : item;
	});
	const all = items as INodeExecutionData[];
	if (!options.value.dryRun) addSummaryHint(n8n, all);
	return { kind: 'items', items: all };
}

/** Sync mode answers with the video itself, so there is nothing to leave for later. */
function fitsMode(reading: Reading<VideoOrder>, options: RunOptions): Reading<VideoOrder> {
	if (!reading.ok || options.requestMode === 'async') return reading;
	const { output } = reading.value;
	if (output.wait && output.download) return reading;
	const [field, state] = output.wait ? ['Download Video', 'on'] : ['Wait for Completion', 'on'];
	return {
		ok: false,
		problem: {
			code: 'invalid-input',
			message: `${field} must be ${state} when Request Mode is Synchronous`,
			description:
				'The synchronous answer is the video itself. Choose Asynchronous to fetch it later.',
		},
	};
}

async function order(
	run: RunContext,
	connection: Connection,
	options: RunOptions,
	orders: VideoOrder[],
): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const memory = new JobMemory<SyncVideo<IBinaryData>>(n8n.getContext('node'));
	const runIndex = Number(n8n.getWorkflowDataProxy(0).$runIndex);
	const keyed = orders.map((one) => ({
		order: one,
		key: openKey(n8n, memory, one) ?? orderKey(runIndex, one),
	}));
	const setOpen = ({ order: one, key }: KeyedOrder, isOpen: boolean) => {
		if (isTool(n8n)) memory.setOpen(orderContent(one), key, isOpen);
	};
	const wanted = keyed.filter(({ key }) => memory.needsSubmit(key));

	const stop = new AbortController();
	const cancelled = new AbortController();
	const onCancel = () => {
		cancelled.abort();
		stop.abort();
	};
	cancel.addEventListener('abort', onCancel, { once: true });
	if (cancel.aborted) return { kind: 'stopped' };
	try {
		const client = connection.client(stop.signal);
		const check = await judgeCeilings(
			{ clock, stop: stop.signal, client, options, memory },
			wanted,
		);
		if (check.kind === 'aborted') return { kind: 'stopped' };
		const refusal = check.kind === 'problem' ? check.problem : undefined;
		if (refusal && !n8n.continueOnFail()) return { kind: 'failed', problem: refusal };
		// What is paid is delivered beside what is refused.
		const allowed = refusal ? keyed.filter((one) => !wanted.includes(one)) : keyed;
		const tasks = prepareJobs(
			{ ...run, cancel: cancelled.signal },
			connection,
			options,
			memory,
			allowed,
			stop.signal,
		);
		// A submit under way goes on in the background after a Stop, to log its ID; nobody waits for it.
		const batch = await raceStop(
			cancel,
			runBatch<JobOutcome<INodeExecutionData>>(tasks, {
				concurrency: options.maxConcurrentJobs,
				isFatal: (outcome) => outcome.kind === 'problem' && !n8n.continueOnFail(),
				onFatal: () => stop.abort(),
				isStopped: () => stop.signal.aborted,
			}),
		);
		if (batch === undefined || cancel.aborted) return { kind: 'stopped' };
		if (batch.kind === 'failed') {
			keyed.forEach((one) => setOpen(one, true));
			const { problem } = batch.outcome as { problem: Problem };
			const failedKey = allowed[batch.taskIndex].key;
			const others = memory.idsOf(keyed.map(({ key }) => key).filter((key) => key !== failedKey));
			return {
				kind: 'failed',
				problem: batchFailed(problem, others, keyed.length),
				itemIndex: allowed[batch.taskIndex].order.itemIndex,
			};
		}
		batch.outcomes.forEach(({ kind }, index) => setOpen(allowed[index], kind !== 'delivered'));
		const ends = new Map(batch.outcomes.map((outcome, index) => [allowed[index], outcome]));
		const items = keyed.map((one) => {
			const { itemIndex, slug } = one.order;
			const outcome = ends.get(one);
			if (outcome?.kind === 'delivered') return outcome.value;
			const problem = outcome ? problemOf(outcome) : { ...(refusal ?? stopped()), model: slug };
			return problemItem(problem, itemIndex);
		});
		return { kind: 'items', items };
	} finally {
		cancel.removeEventListener('abort', onCancel);
	}
}

/** As a tool, a later try and the agent's own next call take up what an earlier one left unfinished. */
function openKey(n8n: RunContext['n8n'], memory: JobMemory, one: VideoOrder): string | undefined {
	return isTool(n8n) ? memory.findOpen(orderContent(one)) : undefined;
}

function problemOf(outcome: JobOutcome<INodeExecutionData>): Problem {
	return outcome.kind === 'problem' ? outcome.problem : stopped();
}

function stopped(): Problem {
	return {
		code: 'stopped',
		message: 'The execution was stopped',
		description: 'Nothing more was sent.',
	};
}
