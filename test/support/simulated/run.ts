// One try of the node in simulated time: the shipped conductor, with fakes at its ports and without n8n.
import type { FinishedJob, JobOrder } from '../../../nodes/PixVerse/domain/job';
import type { Failed } from '../../../nodes/PixVerse/domain/outcome';
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import { comparableId } from '../../../nodes/PixVerse/domain/requestId';
import type { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import type { JobClaims } from '../../../nodes/PixVerse/jobs/reuse/claims';
import type { JobApi } from '../../../nodes/PixVerse/jobs/runJob';
import type { JobSignals, SharedRun, Work } from '../../../nodes/PixVerse/jobs/runJobs';
import type { FileToUpload } from '../../../nodes/PixVerse/jobs/uploads';
import type { SimulatedClock } from './clock';
import { deliver, deliveredOf } from './deliver';
import { problem } from './faults';
import type { Jobs } from './jobs';
import { contentOf, replaceGone, takeUp, type Reusing } from './reuse';
import type { SimulatedSegmind } from './segmind';
import type { Caller, FakeFile } from './words';

export interface TryOptions {
	clock: SimulatedClock;
	segmind: SimulatedSegmind;
	/** One per item; each item's own, where jobs are to be told apart. */
	prompts: readonly string[];
	/** The hash of each item's picture; equal ones are one file. */
	pictures?: readonly string[];
	isSync?: boolean;
	/** n8n's node context; kept for the next try. */
	context?: object;
	/** Whose stored files are still there; every try is of the same execution unless it says other. */
	executionId?: string;
	random?: () => number;
	concurrency?: number;
	timeoutMs?: number;
	pollIntervalMs?: number | undefined;
	usualDurationMs?: number;
	/** What Stop aborts. */
	cancel?: AbortSignal;
	continueOnFail?: boolean;
	/** IDs that were logged; goes on growing. */
	logged?: string[];
	/** Executions that share what n8n keeps are one life. */
	life?: number;
	/** Takes up equal jobs of the history. */
	reuse?: Reusing | undefined;
}

/** What the fake's deliverer makes of a finished job. */
export interface Delivered {
	kind: 'delivered';
	value: { requestId: string | undefined; resumed: boolean; atMs: number };
}

export type TryEnd =
	| { kind: 'stopped' }
	| { kind: 'failed'; problem: Problem; otherIds: string[] }
	| { kind: 'items'; items: Array<Delivered | Failed> };

export interface Item {
	itemIndex: number;
	key: string;
	usualDurationMs: number;
	body: Record<string, unknown>;
	files: FileToUpload[];
}

type Memory = JobMemory<FakeFile>;

function itemsOf({ prompts, pictures = [], usualDurationMs = 60_000 }: TryOptions): Item[] {
	return prompts.map((prompt, itemIndex) => {
		const sha256 = pictures[itemIndex];
		const files = sha256 === undefined ? [] : [{ sha256, placeholder: `upload:sha256:${sha256}` }];
		return {
			itemIndex,
			key: `0:${itemIndex}:${prompt}`,
			usualDurationMs,
			body: { prompt, duration: 5, ...(files[0] ? { image: files[0].placeholder } : {}) },
			files,
		};
	});
}

/** One try, as n8n starts it; what it paid for is in `context`. */
export async function simulatedTry(jobs: Jobs, run: TryOptions): Promise<TryEnd> {
	const { cancel = new AbortController().signal, continueOnFail, reuse } = run;
	const memory: Memory = new jobs.JobMemory(run.context ?? {});
	const claims = new jobs.JobClaims(reuse?.flow ?? {});
	const items = itemsOf(run);
	const look = reuse && (await takeUp(jobs, { ...run, reuse, cancel }, memory, { items, claims }));
	if (look?.kind === 'aborted') return { kind: 'stopped' };
	const refusal = look?.kind === 'problem' ? look.problem : undefined;
	if (refusal && continueOnFail !== true) {
		return { kind: 'failed', problem: refusal, otherIds: memory.orderedIds() };
	}
	const allowed = refusal ? items.filter(({ key }) => !memory.needsSubmit(key)) : items;
	const end = await jobs.runJobs<Item, Delivered>(
		{
			clock: run.clock,
			random: run.random ?? (() => 0.5),
			cancel,
			concurrency: run.concurrency ?? 5,
			stopsAtFirstProblem: continueOnFail !== true,
			isDurationDocumented: true,
			prepare: (shared) => workOf({ jobs, run, memory, claims, shared }),
			problemOf(error) {
				throw error; // a mistake of the fake or of the node, not a schedule's fault
			},
		},
		allowed,
	);
	if (end.kind === 'stopped') return end;
	if (end.kind === 'failed') {
		return { kind: 'failed', problem: end.problem, otherIds: memory.orderedIds(end.item.key) };
	}
	const outcomes = new Map(end.ended.map(({ item, outcome }) => [item, outcome]));
	const refused: Failed = { kind: 'problem', problem: refusal ?? problem('outcome-unknown') };
	return { kind: 'items', items: items.map((item) => outcomes.get(item) ?? refused) };
}

/** What the work on all items of a try shares. */
interface Sharing {
	jobs: Jobs;
	run: TryOptions;
	memory: Memory;
	claims: JobClaims;
	shared: SharedRun;
}

/** One item's part of it. */
interface ItemRun extends Sharing {
	item: Item;
	caller: Caller;
	executionId: string;
}

/** What actions/video does with an item, at the port. */
function workOf(sharing: Sharing): Work<Item, Delivered> {
	const { run, memory } = sharing;
	const { life = 0, executionId = 'execution 1' } = run;
	const uploads = uploadsOf(sharing, { life, item: -1 });
	return async (item, signals) => {
		const order: JobOrder = {
			...item,
			slug: 'pixverse-v6',
			wait: true,
			keepsRaw: false,
			buildBody: async () => await uploads.fillIn(item.body, item.files),
		};
		const caller = { life, item: item.itemIndex, executionId };
		const around = { ...sharing, item, caller, executionId };
		const earlier = memory.find(item.key)?.state;
		const isPaid = earlier === 'accepted' || earlier === 'finished';
		return run.isSync === true && !isPaid
			? await makeAtOnce(around, order, signals)
			: await makeInTime(around, order, signals);
	};
}

function uploadsOf({ jobs, run, memory, shared }: Sharing, caller: Caller) {
	return new jobs.Uploads(memory, async ({ sha256 }: FileToUpload) => {
		const api = run.segmind.api(shared.stop, caller);
		const answer = await jobs.retryFreePaced(
			shared,
			run.clock.now() + timeoutOf(run),
			async () => await api.upload(sha256),
		);
		if (answer.kind === 'uploaded' || answer.kind === 'aborted') return answer;
		return { kind: 'problem', problem: answer.problem };
	});
}

const timeoutOf = ({ timeoutMs = 900_000 }: TryOptions) => timeoutMs;

function sendRunOf({ run, memory, claims, shared, item, executionId }: ItemRun, stop: AbortSignal) {
	const { logged = [] } = run;
	const content = contentOf(item);
	return {
		clock: run.clock,
		pacer: shared.pacer,
		memory,
		timeoutMs: timeoutOf(run),
		stop,
		onSending: () => claims.sending(content),
		onNotAccepted: () => claims.notAccepted(content),
		onAccepted(_: JobOrder, requestId: string) {
			claims.accepted(content, comparableId(requestId));
			logged.push(requestId);
		},
		executionId,
	};
}

async function makeAtOnce(around: ItemRun, order: JobOrder, { cancel, stop }: JobSignals) {
	const api = around.run.segmind.api(cancel, around.caller);
	return await around.jobs.runSyncJob<Delivered, FakeFile>(
		{
			...sendRunOf(around, stop),
			send: async (_, body) => await api.sync(body),
			deliver: deliverWith(around, cancel),
		},
		order,
	);
}

async function makeInTime(around: ItemRun, order: JobOrder, { stop }: JobSignals) {
	const { jobs, run, shared } = around;
	const outcome = await jobs.runJob<Delivered, FakeFile>(
		{
			...sendRunOf(around, stop),
			api: apiOf(around, stop),
			usual: shared.usual,
			pollIntervalMs: run.pollIntervalMs,
			deliver: deliverWith(around, stop),
			replaceGone: async () => await replaceGone(around, stop),
		},
		order,
	);
	if (outcome.kind === 'submitted') throw new Error('A job was not waited for');
	return outcome;
}

/** A teammate's job is known by the list only. */
function apiOf({ jobs, run, memory, item, caller }: ItemRun, stop: AbortSignal): JobApi {
	const api = run.segmind.api(stop, caller);
	const record = memory.find(item.key);
	if (record?.state !== 'accepted' || record.isReused !== true) return api;
	const { model, requestId, acceptedAtMs: orderedAtMs } = record;
	return jobs.withListedHistory(api, { clock: run.clock, stop }, { requestId, model, orderedAtMs });
}

function deliverWith(around: ItemRun, stop: AbortSignal) {
	const { jobs, run, memory, shared, caller, executionId } = around;
	return async (
		{ key }: JobOrder,
		job: FinishedJob,
		deadlineMs: number,
		stored: FakeFile | undefined,
	) => {
		if (stored) return deliveredOf(run, job);
		const api = run.segmind.api(stop, caller);
		const onStored = (file: FakeFile) => memory.stored(key, executionId, file);
		return await deliver(jobs, run, { job, deadlineMs, shared, api, stop, onStored });
	};
}
