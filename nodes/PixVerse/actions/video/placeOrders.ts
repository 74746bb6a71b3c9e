import type { INodeExecutionData } from 'n8n-workflow';

import type { Failed, Outcome } from '../../domain/outcome';
import { withAcceptedIds, type Problem } from '../../domain/problem';
import { givenUp, runFailed, withPaidJob } from '../../jobs/jobProblems';
import type { JobMemory } from '../../jobs/memory';
import { runJobs } from '../../jobs/runJobs';
import type { OperationResult } from '../operation';
import type { DeliveredItem } from '../output/deliverVideo';
import { addReuseHint } from '../output/hints';
import { JobLog } from '../output/jobLog';
import { problemItem } from '../output/outputItems';
import { problemOfError } from '../output/unexpectedError';
import { judgeCeilings } from './ceilings';
import { nameOrders } from './order/orderKey';
import type { VideoOrder } from './order/videoOrder';
import { noteEnd } from './orderLog';
import { prepareJobs } from './prepareJobs';
import { reuseOrders } from './reuseOrders';
import type { KeyedOrder, VideoRun } from './videoRun';

/** Makes the videos of judged orders, picking up what an earlier try has paid for. */
export async function placeOrders(
	run: VideoRun,
	orders: readonly VideoOrder[],
): Promise<OperationResult> {
	const { connection, context, memory, options } = run;
	const { n8n, clock, random, cancel } = context;
	if (cancel.aborted) return { kind: 'stopped' };
	const keyed = nameOrders(n8n, orders);
	const check = await lookAndJudge(run, keyed);
	if (check.kind === 'aborted') return { kind: 'stopped' };
	const refusal =
		check.kind === 'problem' ? withAcceptedIds(check.problem, memory.orderedIds()) : undefined;
	if (refusal && !n8n.continueOnFail()) return { kind: 'failed', problem: refusal };
	// What is paid is delivered beside what is refused.
	const allowed = refusal ? keyed.filter(({ key }) => !memory.needsSubmit(key)) : keyed;
	const log = new JobLog(n8n, allowed.length);
	const end = await runJobs<KeyedOrder, DeliveredItem>(
		{
			clock,
			random,
			cancel,
			concurrency: options.maxConcurrentJobs,
			stopsAtFirstProblem: !n8n.continueOnFail(),
			isDurationDocumented: connection.hosts.isDefault,
			prepare: (shared) => prepareJobs(run, log, shared),
			problemOf: (error, { key }) => withPaidJob(problemOfError(error), memory.find(key)),
			onEnd: ({ order, key }, outcome) => noteEnd(log, order, memory.find(key), outcome),
		},
		allowed,
	);
	switch (end.kind) {
		case 'stopped':
			return end;
		case 'failed':
			return failed(memory, keyed, end.item, end.problem);
		case 'done':
			return { kind: 'items', items: itemsOf(keyed, end.ended, refusal) };
	}
}

/** Takes up what earlier jobs can stand for, and judges the limits for the rest. */
async function lookAndJudge(
	run: VideoRun,
	keyed: readonly KeyedOrder[],
): Promise<Outcome<{ kind: 'allowed' }>> {
	const { connection, context, memory, options } = run;
	const { n8n, clock, cancel } = context;
	const reuse = await reuseOrders(run, keyed);
	if (reuse.kind !== 'reused') return reuse;
	addReuseHint(n8n, reuse);
	return await judgeCeilings(
		{ n8n, clock, stop: cancel, client: connection.client(cancel), options, memory },
		keyed.filter(({ key }) => memory.needsSubmit(key)),
	);
}

/** An item for each order, in order; `refusal` is why those that were not placed were not. */
function itemsOf(
	keyed: readonly KeyedOrder[],
	ended: ReadonlyArray<{ item: KeyedOrder; outcome: DeliveredItem | Failed }>,
	refusal: Problem | undefined,
): INodeExecutionData[] {
	const outcomes = new Map(ended.map(({ item, outcome }) => [item, outcome]));
	return keyed.map((one) => {
		const { itemIndex, slug } = one.order;
		const outcome = outcomes.get(one);
		if (outcome?.kind === 'delivered') return outcome.value;
		return problemItem(outcome?.problem ?? { ...(refusal ?? givenUp()), model: slug }, itemIndex);
	});
}

function failed(
	memory: JobMemory,
	keyed: readonly KeyedOrder[],
	{ key, order }: KeyedOrder,
	problem: Problem,
): OperationResult {
	const others = { requestIds: memory.orderedIds(key), unknown: memory.countUnknown(key) };
	return {
		kind: 'failed',
		problem: runFailed(problem, others, keyed.length),
		itemIndex: order.itemIndex,
	};
}
