import { omitUndefined } from '../../domain/omitUndefined';
import type { Failed, Outcome } from '../../domain/outcome';
import { withPaidJob } from '../../jobs/jobProblems';
import type { JobsRun } from '../../jobs/runJobs';
import { runOrders } from '../../jobs/runOrders';
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
	const { n8n, cancel } = run.context;
	const end = await runOrders<KeyedOrder, DeliveredItem>(
		{
			memory: run.memory,
			cancel,
			stopsAtFirstProblem: !n8n.continueOnFail(),
			judge: async (keyed) => await lookAndJudge(run, keyed),
			conduct: (allowed) => conductorOf(run, allowed.length),
		},
		nameOrders(n8n, orders),
	);
	switch (end.kind) {
		case 'stopped':
			return end;
		case 'failed': {
			const itemIndex = end.item?.order.itemIndex;
			return { kind: 'failed', problem: end.problem, ...omitUndefined({ itemIndex }) };
		}
		case 'done':
			return { kind: 'items', items: end.ended.map(itemOfEnd) };
	}
}

function conductorOf(run: VideoRun, count: number): JobsRun<KeyedOrder, DeliveredItem> {
	const { connection, context, memory, options } = run;
	const { n8n, clock, random, cancel } = context;
	const log = new JobLog(n8n, count);
	return {
		clock,
		random,
		cancel,
		concurrency: options.maxConcurrentJobs,
		stopsAtFirstProblem: !n8n.continueOnFail(),
		isDurationDocumented: connection.hosts.isDefault,
		prepare: (shared) => prepareJobs(run, log, shared),
		problemOf: (error, { key }) => withPaidJob(problemOfError(error), memory.find(key)),
		onEnd: ({ order, key }, outcome) => noteEnd(log, order, memory.find(key), outcome),
	};
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

function itemOfEnd({ item, outcome }: { item: KeyedOrder; outcome: DeliveredItem | Failed }) {
	if (outcome.kind === 'delivered') return outcome.value;
	const { itemIndex, slug } = item.order;
	return problemItem({ ...outcome.problem, model: outcome.problem.model ?? slug }, itemIndex);
}
