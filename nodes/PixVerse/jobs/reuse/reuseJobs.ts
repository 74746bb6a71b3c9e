import { omitUndefined } from '../../domain/omitUndefined';
import type { Outcome } from '../../domain/outcome';
import { comparableId } from '../../domain/requestId';
import { readStrictly, type CompleteRecord } from '../history/collect';
import { rowState } from '../history/jobRows';
import type { HistoryPort } from '../history/readPages';
import type { JobMemory } from '../memory';
import type { JobClaims } from './claims';
import type { RecordedJob } from './equalJobs';
import { takeUpEqualJobs, type OrderedFile, type ReuseOrder, type ReusePort } from './takeUp';

/** An order that an earlier job may stand for. */
export interface ReusableOrder {
	/** Its name in the memory. */
	key: string;
	slug: string;
	/** The request body; a file stands as its placeholder. */
	body: Readonly<Record<string, unknown>>;
	files: ReadonlyArray<OrderedFile & { placeholder: string }>;
	/** Hash of what is ordered. */
	content: string;
	/** What the model's page gives for a field that is not sent. */
	pageDefaults: Readonly<Record<string, unknown>>;
	/** Whether the row itself belongs into the item. */
	keepsRaw: boolean;
}

/** What looking for earlier jobs needs; all calls are free. */
export interface ReuseRun {
	history: HistoryPort;
	readFile: ReusePort<RecordedJob>['readFile'];
	memory: JobMemory;
	claims: JobClaims;
}

/** A row of the history that stands for an order. */
interface ReusableJob extends RecordedJob {
	record: CompleteRecord;
}

/**
 * Takes up equal jobs of the account in place of the orders that need a submit, and settles those
 * whose outcome is unknown (history.md 2): what is taken up goes into the memory, and is then picked
 * up like a job of an earlier try. Nothing is uploaded or sent.
 *
 * @param fromMs the oldest job that may be taken up, in milliseconds since 1970
 * @returns when each of those jobs was ordered; a problem where the history cannot be read: then
 *   nothing may be sent
 */
export async function reuseJobs(
	run: ReuseRun,
	fromMs: number,
	orders: readonly ReusableOrder[],
): Promise<Outcome<{ kind: 'reused'; orderedAtMs: number[] }>> {
	const { memory, claims } = run;
	const open = orders.filter(
		({ key }) => memory.needsSubmit(key) || sentAtMs(memory, key) !== undefined,
	);
	if (open.length === 0) return { kind: 'reused', orderedAtMs: [] };
	const compared = open.map((order) => reuseOrderOf(order, memory));
	const found = await takeUpEqualJobs(portOf(run), claims, fromMs, compared);
	if (found.kind !== 'found') return found;
	const orderedAtMs = open.flatMap((order, index) => {
		const job = found.jobs[index];
		if (!job) return [];
		remember(memory, order, job);
		return [job.createdAtMs];
	});
	return { kind: 'reused', orderedAtMs };
}

/** When an order was sent of which nobody knows whether it was accepted. */
function sentAtMs(memory: JobMemory, key: string): number | undefined {
	const record = memory.find(key);
	const isOpen = record?.state === 'unknown' && record.requestId === undefined;
	return isOpen ? record.sentAtMs : undefined;
}

function reuseOrderOf(order: ReusableOrder, memory: JobMemory): ReuseOrder {
	const { key, slug, body, content, pageDefaults } = order;
	const byPlaceholder = new Map<unknown, OrderedFile>(
		order.files.map((file) => [file.placeholder, file]),
	);
	const inFields = Object.entries(body).flatMap(([name, value]) => {
		const file = byPlaceholder.get(value);
		return file ? [[name, file] as const] : [];
	});
	const fileFields = inFields.map(([name]) => name).sort();
	const values = Object.keys(body).filter((name) => !fileFields.includes(name));
	return {
		slug,
		body,
		shape: { values: values.sort(), files: fileFields, defaults: pageDefaults },
		content,
		files: Object.fromEntries(inFields),
		...omitUndefined({ sentAtMs: sentAtMs(memory, key) }),
	};
}

function portOf({ history, readFile }: ReuseRun): ReusePort<ReusableJob> {
	return {
		async jobsSince(fromMs) {
			const read = await readStrictly(history, fromMs);
			if (read.kind !== 'records') return read;
			return { kind: 'jobs', jobs: read.records.map(reusable) };
		},
		readFile,
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
	memory: JobMemory,
	{ key, slug, keepsRaw }: ReusableOrder,
	{ record, createdAtMs }: ReusableJob,
): void {
	const { requestId, videoUrl, cost, inferenceTime, raw } = record;
	memory.reused(key, slug, requestId, createdAtMs);
	if (rowState(record) !== 'completed' || videoUrl === undefined) return;
	memory.finished(key, slug, requestId, {
		videoUrl,
		...omitUndefined({ cost, inferenceTime }),
		// n8n saves it with the execution: only where it is part of the item.
		...(keepsRaw ? { raw } : {}),
	});
}
