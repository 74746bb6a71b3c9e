// Reuse of equal jobs in simulated time: what actions/video gives to the shipped jobs/reuse, and a
// record of what each look at the history could know and what it took.
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import { comparableId } from '../../../nodes/PixVerse/domain/requestId';
import type { CompleteRecord } from '../../../nodes/PixVerse/jobs/history/collect';
import type { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import type { JobClaims } from '../../../nodes/PixVerse/jobs/reuse/claims';
import type { RecordedJob } from '../../../nodes/PixVerse/jobs/reuse/equalJobs';
import type { ReuseOrder } from '../../../nodes/PixVerse/jobs/reuse/takeUp';
import type { Jobs } from './jobs';
import type { Item, TryOptions } from './run';
import type { FakeFile, SimulatedJob } from './words';

export interface Reusing {
	hours: number;
	/** n8n's flow context; kept for the next try. */
	flow: object;
	/** Goes on growing. */
	looks: Look[];
}

export interface Look {
	life: number;
	/** When the jobs must have been ordered that are looked for. */
	fromMs: number;
	endedAtMs: number;
	/** What was listed when it began. */
	listed: readonly SimulatedJob[];
	/** Pages that no decision may rest on, among those that it read. */
	oddPages: number;
	isLastPageServed: boolean;
	end: 'found' | 'problem' | 'aborted';
	taken: Array<{ item: number; requestId: string; isSettling: boolean }>;
}

interface Row extends RecordedJob {
	record: CompleteRecord;
}

/** What the model's page gives for a field that is not sent. */
export const PAGE_DEFAULTS = { motion_mode: 'normal' };

const HOUR_MS = 3_600_000;

export const contentOf = ({ body }: Pick<Item, 'body'>): string => JSON.stringify(body);

/** What is looked for. */
interface LookFor {
	items: readonly Item[];
	claims: JobClaims;
	/** One item's job turned out gone, while others go on. */
	isReplacing?: boolean;
}

/** @returns why nothing that needs a submit may be sent; nothing where all may */
export async function takeUp(
	jobs: Jobs,
	run: TryOptions & { reuse: Reusing; cancel: AbortSignal },
	memory: JobMemory<FakeFile>,
	{ items, claims, isReplacing = false }: LookFor,
): Promise<{ kind: 'looked' } | { kind: 'aborted' } | { kind: 'problem'; problem: Problem }> {
	const { clock, reuse, segmind } = run;
	const open = items.filter(({ key }) => memory.needsSubmit(key) || sentAtMs(memory, key));
	if (open.length === 0) return { kind: 'looked' };
	const fromMs = clock.now() - reuse.hours * HOUR_MS;
	const listed = segmind.jobs.filter(({ listedAt }) => listedAt <= clock.now());
	const { oddPages } = segmind;
	const orders = open.map((item) => orderOf(item, memory));
	const found = await jobs.takeUpEqualJobs(portOf(jobs, run), claims, fromMs, orders);
	const pages = segmind.requests.filter(({ phase }) => phase === 'historyList');
	const look: Look = {
		life: run.life ?? 0,
		fromMs,
		endedAtMs: clock.now(),
		listed,
		// Looks of several items at a time share these counts: only a look for all is judged by them.
		oddPages: isReplacing ? 0 : segmind.oddPages - oddPages,
		isLastPageServed: isReplacing || pages.at(-1)?.isServed === true,
		end: found.kind,
		taken: [],
	};
	if (!isReplacing || found.kind === 'found') reuse.looks.push(look);
	if (found.kind !== 'found') return found;
	open.forEach((item, index) => {
		const row = found.jobs[index];
		if (!row) return;
		look.taken.push(takenOf(memory, item, row));
		remember(jobs, memory, item.key, row);
		forgetSize(segmind, row);
	});
	return { kind: 'looked' };
}

function takenOf(memory: JobMemory<FakeFile>, { itemIndex, key }: Item, { record }: Row) {
	const isSettling = sentAtMs(memory, key) !== undefined;
	return { item: itemIndex, requestId: record.requestId, isSettling };
}

/** An item whose job turned out gone. */
interface GoneOf {
	jobs: Jobs;
	run: TryOptions;
	memory: JobMemory<FakeFile>;
	claims: JobClaims;
	item: Item;
}

/** As actions/video does it: another look, for this item alone. */
export async function replaceGone(
	{ jobs, run, memory, claims, item }: GoneOf,
	cancel: AbortSignal,
) {
	const { reuse } = run;
	if (reuse === undefined) return { kind: 'maySend' as const };
	const look = await takeUp(jobs, { ...run, reuse, cancel }, memory, {
		items: [item],
		claims,
		isReplacing: true,
	});
	if (look.kind !== 'looked') return look;
	return { kind: memory.needsSubmit(item.key) ? ('maySend' as const) : ('found' as const) };
}

/** A row states no size, whatever was told before. */
function forgetSize({ jobs }: TryOptions['segmind'], { idKey }: Row): void {
	for (const job of jobs) if (comparableId(job.requestId) === idKey) job.isSizeTold = false;
}

function sentAtMs(memory: JobMemory<FakeFile>, key: string): number | undefined {
	const record = memory.find(key);
	const isOpen = record?.state === 'unknown' && record.requestId === undefined;
	return isOpen ? record.sentAtMs : undefined;
}

function orderOf(item: Item, memory: JobMemory<FakeFile>): ReuseOrder {
	const { body, files, key } = item;
	const sentMs = sentAtMs(memory, key);
	const fileFields = files.length > 0 ? ['image'] : [];
	return {
		slug: 'pixverse-v6',
		body,
		shape: {
			values: Object.keys(body).filter((name) => !fileFields.includes(name)),
			files: fileFields,
			defaults: PAGE_DEFAULTS,
		},
		content: contentOf(item),
		files: Object.fromEntries(files.map(({ sha256 }) => ['image', { sha256, bytes: 1 }])),
		...(sentMs === undefined ? {} : { sentAtMs: sentMs }),
	};
}

function portOf(
	jobs: Jobs,
	{ clock, segmind, cancel, life = 0 }: TryOptions & { cancel: AbortSignal },
) {
	const api = segmind.api(cancel, { life, item: -1 });
	return {
		async jobsSince(fromMs: number) {
			const port = { clock, stop: cancel, historyPage: api.historyPage };
			const read = await jobs.readStrictly(port, fromMs);
			if (read.kind !== 'records') return read;
			return { kind: 'jobs' as const, jobs: read.records.map((record) => rowOf(jobs, record)) };
		},
		readFile: api.recordedFile,
	};
}

function rowOf(jobs: Jobs, record: CompleteRecord): Row {
	const state = jobs.rowState(record);
	return {
		idKey: comparableId(record.requestId),
		model: record.model,
		createdAtMs: record.createdAtMs,
		body: record.requestBody,
		isUsable: state === 'underWay' || (state === 'completed' && record.videoUrl !== undefined),
		record,
	};
}

function remember(
	jobs: Jobs,
	memory: JobMemory<FakeFile>,
	key: string,
	{ record, createdAtMs }: Row,
): void {
	const { model, requestId, videoUrl } = record;
	memory.reused(key, model, requestId, createdAtMs);
	if (jobs.rowState(record) !== 'completed' || videoUrl === undefined) return;
	memory.finished(key, model, requestId, { videoUrl });
}
