import type { Failed, Outcome } from '../domain/outcome';
import { withAcceptedIds, type Problem } from '../domain/problem';
import { givenUp, runFailed } from './jobProblems';
import type { JobMemory } from './memory';
import { runJobs, type JobsRun } from './runJobs';

/** Something to order, by its name in the memory. */
interface Keyed {
	key: string;
}

/** A run of orders, of which an earlier try may have paid for some. */
export interface OrdersRun<Item extends Keyed, S extends { kind: string }> {
	memory: JobMemory;
	/** Aborts when the user presses Stop. */
	cancel: AbortSignal;
	/** Whether the first problem ends the run; never under "continue". */
	stopsAtFirstProblem: boolean;
	/**
	 * Takes up what earlier jobs can stand for, and judges the limits for the rest: a problem
	 * refuses every order that needs a submit, and none that is paid.
	 */
	judge(orders: readonly Item[]): Promise<Outcome<{ kind: 'allowed' }>>;
	/** How the orders that may go on are conducted. */
	conduct(allowed: readonly Item[]): JobsRun<Item, S>;
}

export type OrdersEnd<Item, S> =
	| { kind: 'stopped' }
	/** `item` is absent where the problem concerns the whole run. */
	| { kind: 'failed'; item?: Item; problem: Problem }
	/** Each order's end, in order. */
	| { kind: 'done'; ended: Array<{ item: Item; outcome: S | Failed }> };

/**
 * Runs orders: judges all of them, refuses what must be refused, and sees the rest to its end. Every
 * problem names what this execution has paid for beside its own job.
 */
export async function runOrders<Item extends Keyed, S extends { kind: string }>(
	run: OrdersRun<Item, S>,
	orders: readonly Item[],
): Promise<OrdersEnd<Item, S>> {
	const { cancel, memory, stopsAtFirstProblem } = run;
	if (cancel.aborted) return { kind: 'stopped' };
	const check = await run.judge(orders);
	if (check.kind === 'aborted') return { kind: 'stopped' };
	const refusal =
		check.kind === 'problem' ? withAcceptedIds(check.problem, memory.orderedIds()) : undefined;
	if (refusal && stopsAtFirstProblem) return { kind: 'failed', problem: refusal };
	// What is paid is delivered beside what is refused.
	const allowed = refusal ? orders.filter(({ key }) => !memory.needsSubmit(key)) : orders;
	const end = await runJobs(run.conduct(allowed), allowed);
	switch (end.kind) {
		case 'stopped':
			return end;
		case 'failed': {
			const { item } = end;
			const others = {
				requestIds: memory.orderedIds(item.key),
				unknown: memory.countUnknown(item.key),
			};
			return { kind: 'failed', item, problem: runFailed(end.problem, others, orders.length) };
		}
		case 'done': {
			const outcomes = new Map(end.ended.map(({ item, outcome }) => [item, outcome]));
			const refused: Failed = { kind: 'problem', problem: refusal ?? givenUp() };
			const endOf = (item: Item) => ({ item, outcome: outcomes.get(item) ?? refused });
			return { kind: 'done', ended: orders.map(endOf) };
		}
	}
}
