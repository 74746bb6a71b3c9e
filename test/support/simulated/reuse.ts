// Reuse of equal jobs in simulated time: the shipped jobs/reuse at its ports, and a record of what
// each look at the history could know and what it took.
import type { Outcome } from '../../../nodes/PixVerse/domain/outcome';
import { comparableId } from '../../../nodes/PixVerse/domain/requestId';
import type { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import type { JobClaims } from '../../../nodes/PixVerse/jobs/reuse/claims';
import type { ReusableOrder, ReuseRun } from '../../../nodes/PixVerse/jobs/reuse/reuseJobs';
import type { Item, TryOptions } from './items';
import type { Jobs } from './jobs';
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
	/** What the items ordered when it began. */
	prompts: readonly string[];
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

/** What the model's page gives for a field that is not sent. */
const PAGE_DEFAULTS = { motion_mode: 'normal' };

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
): Promise<Outcome<{ kind: 'looked' }>> {
	const { clock, prompts, reuse, segmind } = run;
	const fromMs = clock.now() - reuse.hours * HOUR_MS;
	const listed = segmind.jobs.filter(({ listedAt }) => listedAt <= clock.now());
	const { oddPages } = segmind;
	const open = items.filter(({ key }) => isOpen(memory, key));
	const unknown = open.filter(({ key }) => !memory.needsSubmit(key));
	const reuseRun = reuseRunOf(run, memory, claims);
	const found = await jobs.reuseJobs(reuseRun, fromMs, items.map(reusableOrder));
	if (open.length === 0) return { kind: 'looked' };
	const pages = segmind.requests.filter(({ phase }) => phase === 'historyList');
	const look: Look = {
		life: run.life ?? 0,
		prompts,
		fromMs,
		endedAtMs: clock.now(),
		listed,
		// Looks of several items at a time share these counts: only a look for all is judged by them.
		oddPages: isReplacing ? 0 : segmind.oddPages - oddPages,
		isLastPageServed: isReplacing || pages.at(-1)?.isServed === true,
		end: found.kind === 'reused' ? 'found' : found.kind,
		taken: [],
	};
	if (!isReplacing || found.kind === 'reused') reuse.looks.push(look);
	if (found.kind !== 'reused') return found;
	for (const item of open) {
		const { requestId } = memory.find(item.key) ?? {};
		if (requestId === undefined || isOpen(memory, item.key)) continue;
		look.taken.push({ item: item.itemIndex, requestId, isSettling: unknown.includes(item) });
		forgetSize(segmind, requestId);
	}
	return { kind: 'looked' };
}

/** What is looked for: it needs a submit, or nobody knows what became of its own. */
function isOpen(memory: JobMemory<FakeFile>, key: string): boolean {
	const record = memory.find(key);
	const isUnknown = record?.state === 'unknown' && record.requestId === undefined;
	return isUnknown || memory.needsSubmit(key);
}

/** An item whose job turned out gone. */
interface GoneOf {
	jobs: Jobs;
	run: TryOptions;
	memory: JobMemory<FakeFile>;
	claims: JobClaims;
	item: Item;
}

/** As actions/video does it: another look, for this item alone; then the limits. */
export async function replaceGone(
	{ jobs, run, memory, claims, item }: GoneOf,
	cancel: AbortSignal,
): Promise<Outcome<{ kind: 'found' } | { kind: 'maySend' }>> {
	const { limits = {}, reuse } = run;
	if (reuse !== undefined) {
		const what = { items: [item], claims, isReplacing: true };
		const look = await takeUp(jobs, { ...run, reuse, cancel }, memory, what);
		if (look.kind !== 'looked') return look;
	}
	if (!memory.needsSubmit(item.key)) return { kind: 'found' };
	const problem = jobs.judgeOneMore(limits, memory, { order: item, key: item.key });
	return problem ? { kind: 'problem', problem } : { kind: 'maySend' };
}

/** A row states no size, whatever was told before. */
function forgetSize({ jobs }: TryOptions['segmind'], requestId: string): void {
	const idKey = comparableId(requestId);
	for (const job of jobs) if (comparableId(job.requestId) === idKey) job.isSizeTold = false;
}

function reusableOrder(item: Item): ReusableOrder {
	const { key, slug, body, files } = item;
	return {
		...{ key, slug, body, files },
		content: contentOf(item),
		pageDefaults: PAGE_DEFAULTS,
		keepsRaw: false,
	};
}

function reuseRunOf(
	{ clock, segmind, cancel, life = 0 }: TryOptions & { cancel: AbortSignal },
	memory: JobMemory<FakeFile>,
	claims: JobClaims,
): ReuseRun {
	const api = segmind.api(cancel, { life, item: -1 });
	const history = { clock, stop: cancel, historyPage: api.historyPage };
	return { history, readFile: api.recordedFile, memory, claims };
}
