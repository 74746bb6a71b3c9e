import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Problem } from '../../domain/problem';
import { memoryUnreadable } from '../../jobs/jobProblems';
import { JobMemory } from '../../jobs/memory';
import { isReadable } from '../../jobs/memoryForm';
import { JobClaims } from '../../jobs/reuse/claims';
import { readEachItem } from '../eachItem';
import { connect } from '../input/credential';
import { isTool } from '../input/outputOptions';
import { refusedInput, type Reading } from '../input/result';
import { readRunOptions, type RunOptions } from '../input/runOptions';
import type { OperationResult, RunContext } from '../operation';
import { isProblemItem } from '../output/errorOutput';
import { addSummaryHint } from '../output/hints';
import { liesInData } from '../output/keptFile';
import { problemItem, withInputFields } from '../output/outputItems';
import { problemOfError } from '../output/unexpectedError';
import { refusedItems } from '../refusedItems';
import { dryRun } from './dryRun/dryRun';
import { placeOf } from './order/orderKey';
import { withDistinctFileNames, type VideoOrder } from './order/videoOrder';
import { placeOrders } from './placeOrders';
import { withOwnJobs, withWhatIsPaid } from './spendLimits';
import type { VideoMemory, VideoRun } from './videoRun';

/** Reads one item's order; `isSegmindHost` is false behind a proxy or at the sandbox. */
export type ReadOrder = (itemIndex: number, isSegmindHost: boolean) => Promise<Reading<VideoOrder>>;

/**
 * The way of every video operation: read and judge all items, refuse what must be refused, then
 * make the videos side by side and hand them over in input order.
 */
export async function makeVideos(run: RunContext, readOrder: ReadOrder): Promise<OperationResult> {
	const kept = run.n8n.getContext('node');
	if (!isReadable(kept)) return { kind: 'failed', problem: memoryUnreadable() };
	const memory: VideoMemory = new JobMemory(kept);
	const refused = (problem: Problem): OperationResult => ({
		kind: 'failed',
		problem: withWhatIsPaid(problem, memory.ordered()),
	});
	try {
		const options = readRunOptions(run.n8n);
		if (!options.ok) return refused(options.problem);
		const connection = await connect(run);
		if (!connection.ok) return refused(connection.problem);
		const facts = { connection: connection.value, options: options.value, memory };
		return await readAndMake(run, facts, readOrder);
	} catch (error) {
		// An expression of an option that fails, or a credential that is gone.
		return refused(problemOfError(error));
	}
}

async function readAndMake(
	context: RunContext,
	{ connection, options, memory }: Pick<VideoRun, 'connection' | 'options' | 'memory'>,
	readOrder: ReadOrder,
): Promise<OperationResult> {
	const { n8n } = context;
	const read = await readEachItem(n8n, async (itemIndex) => {
		const reading = await readOrder(itemIndex, connection.hosts.isDefault);
		return reading.ok ? fitsMode(reading, options) : reading;
	});
	const refused = n8n.continueOnFail()
		? undefined
		: refusedItems(read, (problem) => withWhatIsPaid(problem, memory.ordered()));
	if (refused) return refused;
	const good = withDistinctFileNames(
		read.flatMap((reading) => (reading.ok ? [reading.value] : [])),
	);
	const claims = new JobClaims(n8n.getContext('flow'));
	const made = options.dryRun
		? await dryRun(context, connection, options.requestMode, good)
		: await placeOrders({ context, connection, options, memory, claims }, good);
	if (made.kind !== 'items') return made;
	const items = inInputOrder(n8n, named(n8n, read, memory), good, made.items);
	if (!options.dryRun) addSummaryHint(n8n, items);
	// After an item that failed n8n may try again; an agent may ask for the same video again.
	const isLastTry = !items.some(isProblemItem) && !isTool(n8n);
	if (isLastTry && options.requestMode === 'sync') memory.handedOver(liesInData);
	return { kind: 'items', items };
}

/** Items that an earlier try could read, and has paid for, are refused with their jobs' IDs. */
function named(
	n8n: IExecuteFunctions,
	read: ReadonlyArray<Reading<VideoOrder>>,
	memory: VideoMemory,
): Array<Reading<VideoOrder>> {
	// Each call of a tool stands for itself.
	if (isTool(n8n)) return [...read];
	return read.map((reading, itemIndex) => {
		if (reading.ok) return reading;
		const ordered = memory.ordered(placeOf(n8n, itemIndex));
		return { ok: false, problem: withOwnJobs(reading.problem, ordered) };
	});
}

/** An item for each reading: what was made of a good one, or why it was refused. */
function inInputOrder(
	n8n: IExecuteFunctions,
	read: ReadonlyArray<Reading<VideoOrder>>,
	good: readonly VideoOrder[],
	made: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const input = n8n.getInputData();
	const places = new Map(good.map(({ itemIndex }, index) => [itemIndex, made[index]]));
	return read.flatMap((reading, itemIndex) => {
		if (!reading.ok) return [problemItem(reading.problem, itemIndex)];
		const item = places.get(itemIndex);
		if (item === undefined) return [];
		const isKept = reading.value.output.includeInputFields && !isProblemItem(item);
		return [isKept ? withInputFields(item, input[itemIndex]) : item];
	});
}

/** Sync mode answers with the video itself, so there is nothing to leave for later. */
function fitsMode(
	reading: { ok: true; value: VideoOrder },
	options: RunOptions,
): Reading<VideoOrder> {
	const { wait, download } = reading.value.output;
	if (options.requestMode === 'async' || (wait && download)) return reading;
	const field = wait ? 'Download Video' : 'Wait for Completion';
	return refusedInput(
		`${field} must be on when Request Mode is Synchronous`,
		'The synchronous answer is the video itself. Choose Asynchronous to fetch it later.',
	);
}
