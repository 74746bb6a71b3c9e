import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import type { OrderedVideo } from '../../jobs/memory';
import { reuseJobs, type ReusableOrder, type ReuseRun } from '../../jobs/reuse/reuseJobs';
import { reuseWindow, type ReuseWindow } from '../../jobs/reuse/window';
import { pageDefaultsOf } from '../../models';
import { hashFile } from '../../transport/file/hashFile';
import type { RunContext } from '../operation';
import { orderContent } from './order/orderKey';
import { whatIsPaid } from './spendLimits';
import type { KeyedOrder, VideoMemory, VideoRun } from './videoRun';

/** Reading a recorded file is free; so long may each take. */
const FILE_LIMIT_MS = 60_000;

/** Which earlier jobs stand for orders of this run. */
export interface Reuse {
	kind: 'reused';
	/** ISO times at which they were ordered. */
	orderedAt: string[];
	/** Nobody asked for it: a crash left a retried execution without memory. */
	byItself: boolean;
}

/**
 * Takes up equal jobs of the account in place of orders (history.md 2). Nothing is uploaded or sent.
 *
 * @returns a problem where the history cannot be read: then nothing may be sent
 */
export async function reuseOrders(
	run: VideoRun,
	keyed: readonly KeyedOrder[],
): Promise<Outcome<Reuse>> {
	const { context, memory, options } = run;
	const window = windowOf(context, memory, options.reuseHours);
	if (window.kind === 'off') return { kind: 'reused', orderedAt: [], byItself: false };
	const found = await reuseJobs(reuseRunOf(run), window.fromMs, keyed.map(reusableOrder));
	if (found.kind === 'aborted') return found;
	if (found.kind === 'problem') {
		return { kind: 'problem', problem: notReusable(found.problem, memory.ordered()) };
	}
	const orderedAt = found.orderedAtMs.map((ms) => new Date(ms).toISOString());
	return { kind: 'reused', orderedAt, byItself: window.byItself };
}

/** What the execution decided at its first look counts for all of its rounds and tries. */
function windowOf(
	{ n8n, clock }: RunContext,
	memory: VideoMemory,
	reuseHours: number | undefined,
): ReuseWindow {
	const facts = {
		mode: n8n.getMode(),
		isMemoryEmpty: memory.isEmpty,
		context: n8n.getExecutionContext?.(),
		nowMs: clock.dateMs(),
	};
	if (reuseHours !== undefined) return reuseWindow(reuseHours, facts);
	const fromMs = memory.lookSinceMs(() => {
		const window = reuseWindow(undefined, facts);
		return window.kind === 'since' ? window.fromMs : null;
	});
	return fromMs === null ? { kind: 'off' } : { kind: 'since', fromMs, byItself: true };
}

function reusableOrder({ key, order }: KeyedOrder): ReusableOrder {
	const { slug, body, files, output } = order;
	return {
		...{ key, slug, body, files },
		content: orderContent(order),
		pageDefaults: pageDefaultsOf(slug),
		keepsRaw: output.rawOutput === 'always',
	};
}

function reuseRunOf({ context, connection, options, memory, claims }: VideoRun): ReuseRun {
	const { n8n, clock, cancel } = context;
	const client = connection.client(cancel);
	return {
		memory,
		claims,
		history: { clock, stop: cancel, historyPage: client.historyPage.bind(client) },
		async readFile(address, bytes) {
			const timeLimitMs = Math.min(FILE_LIMIT_MS, options.timeoutMs);
			return await hashFile(n8n, clock, { address, timeLimitMs, signal: cancel }, bytes);
		},
	};
}

function notReusable(cause: Problem, ordered: readonly OrderedVideo[]): Problem {
	return {
		...cause,
		message: `Equal jobs could not be looked for: ${cause.message}`,
		description: `${cause.description} ${whatIsPaid(ordered)} Nothing may be paid twice: try again later, or set Options > Reuse Equal Jobs (Hours) to 0 to order without looking.`,
	};
}
