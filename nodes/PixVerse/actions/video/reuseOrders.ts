import type { IBinaryData } from 'n8n-workflow';

import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { comparableId } from '../../domain/requestId';
import { readStrictly, type CompleteRecord } from '../../jobs/history/collect';
import { rowState } from '../../jobs/history/jobRows';
import type { JobMemory, OrderedVideo } from '../../jobs/memory';
import type { BodyShape } from '../../jobs/reuse/canonical';
import type { RecordedJob } from '../../jobs/reuse/equalJobs';
import { takeUpEqualJobs, type ReuseOrder, type ReusePort } from '../../jobs/reuse/takeUp';
import { reuseWindow, type ReuseWindow } from '../../jobs/reuse/window';
import { pageDefaultsOf } from '../../models';
import type { RunContext } from '../operation';
import { orderContent } from './order/orderKey';
import type { VideoOrder } from './order/videoOrder';
import { whatIsPaid } from './spendLimits';
import type { KeyedOrder, VideoRun } from './videoRun';

/** Reading a recorded file is free; so long may each take. */
const FILE_LIMIT_MS = 60_000;

/** A row of the history that stands for an order. */
interface ReusableJob extends RecordedJob {
	record: CompleteRecord;
}

/** Which earlier jobs stand for orders of this run. */
export interface Reuse {
	kind: 'reused';
	/** ISO times at which they were ordered. */
	orderedAt: string[];
	/** Nobody asked for it: a crash left a retried execution without memory. */
	byItself: boolean;
}

/**
 * Takes up equal jobs of the account in place of orders (history.md 2): what is taken up goes into
 * the memory, and is then picked up like a job of an earlier try. Nothing is uploaded or sent.
 *
 * @returns a problem where the history cannot be read: then nothing may be sent
 */
export async function reuseOrders(
	run: VideoRun,
	keyed: readonly KeyedOrder[],
): Promise<Outcome<Reuse>> {
	const { context, memory, claims, options } = run;
	const window = windowOf(context, memory, options.reuseHours);
	const byItself = window.kind === 'since' && window.byItself;
	const open = keyed.filter(({ key }) => memory.needsSubmit(key) || isUnknown(memory, key));
	if (window.kind === 'off' || open.length === 0) {
		return { kind: 'reused', orderedAt: [], byItself };
	}
	const orders = open.map(({ order, key }) => reuseOrderOf(order, memory, key));
	const found = await takeUpEqualJobs(portOf(run), claims, window.fromMs, orders);
	if (found.kind === 'aborted') return found;
	if (found.kind === 'problem') {
		return { kind: 'problem', problem: notReusable(found.problem, memory.ordered()) };
	}
	const orderedAt = open.flatMap(({ order, key }, index) => {
		const job = found.jobs[index];
		if (!job) return [];
		remember(memory, key, order, job);
		return [new Date(job.createdAtMs).toISOString()];
	});
	return { kind: 'reused', orderedAt, byItself };
}

/** What the execution decided at its first look counts for all of its rounds and tries. */
function windowOf(
	{ n8n, clock }: RunContext,
	memory: JobMemory<IBinaryData>,
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

function isUnknown(memory: JobMemory<IBinaryData>, key: string): boolean {
	const record = memory.find(key);
	return record?.state === 'unknown' && record.requestId === undefined;
}

function reuseOrderOf(order: VideoOrder, memory: JobMemory<IBinaryData>, key: string): ReuseOrder {
	const { slug, body, files } = order;
	const record = memory.find(key);
	const byPlaceholder = new Map<unknown, VideoOrder['files'][number]>(
		files.map((file) => [file.placeholder, file]),
	);
	const inFields = Object.entries(body).flatMap(([name, value]) => {
		const file = byPlaceholder.get(value);
		return file ? [[name, { sha256: file.sha256, bytes: file.bytes }] as const] : [];
	});
	const fileFields = inFields.map(([name]) => name).sort();
	const shape: BodyShape = {
		values: Object.keys(body)
			.filter((name) => !fileFields.includes(name))
			.sort(),
		files: fileFields,
		defaults: pageDefaultsOf(slug),
	};
	return {
		slug,
		body,
		shape,
		content: orderContent(order),
		files: Object.fromEntries(inFields),
		...(record?.state === 'unknown' ? { sentAtMs: record.sentAtMs } : {}),
	};
}

function portOf({ context, connection, options }: VideoRun): ReusePort<ReusableJob> {
	const { n8n, clock, cancel } = context;
	const client = connection.client(cancel);
	const historyPort = {
		clock,
		stop: cancel,
		historyPage: client.historyPage.bind(client),
	};
	return {
		async jobsSince(fromMs) {
			const read = await readStrictly(historyPort, fromMs);
			if (read.kind !== 'records') return read;
			return { kind: 'jobs', jobs: read.records.map(reusable) };
		},
		async readFile(address, bytes) {
			const { hashFile } = await import('../../transport/file/hashFile');
			const timeLimitMs = Math.min(FILE_LIMIT_MS, options.timeoutMs);
			return await hashFile(n8n, clock, { address, timeLimitMs, signal: cancel }, bytes);
		},
	};
}

function reusable(record: CompleteRecord): ReusableJob {
	const state = rowState(record);
	return {
		idKey: comparableId(record.requestId),
		model: record.model,
		createdAtMs: record.createdAtMs,
		body: record.requestBody,
		isUsable: state === 'underWay' || (state === 'completed' && record.videoUrl !== undefined),
		record,
	};
}

/** A completed job is delivered from its row: in a team a call by ID answers only for one's own. */
function remember(
	memory: JobMemory<IBinaryData>,
	key: string,
	{ slug, output }: VideoOrder,
	{ record, createdAtMs }: ReusableJob,
): void {
	const { requestId, videoUrl, cost, inferenceTime, raw } = record;
	memory.reused(key, slug, requestId, createdAtMs);
	if (rowState(record) !== 'completed' || videoUrl === undefined) return;
	memory.finished(key, slug, requestId, {
		videoUrl,
		...(cost === undefined ? {} : { cost }),
		...(inferenceTime === undefined ? {} : { inferenceTime }),
		// n8n saves it with the execution: only where it is part of the item.
		...(output.rawOutput === 'always' ? { raw } : {}),
	});
}

function notReusable(cause: Problem, ordered: readonly OrderedVideo[]): Problem {
	return {
		...cause,
		message: `Equal jobs could not be looked for: ${cause.message}`,
		description: `${cause.description} ${whatIsPaid(ordered)} Nothing may be paid twice: try again later, or set Options > Reuse Equal Jobs (Hours) to 0 to order without looking.`,
	};
}
