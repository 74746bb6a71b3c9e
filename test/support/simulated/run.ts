// One try of the node in simulated time: the shipped conductor, with fakes at its ports and without n8n.
import type { FinishedJob, JobOrder } from '../../../nodes/PixVerse/domain/job';
import type { Failed, Outcome } from '../../../nodes/PixVerse/domain/outcome';
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import type { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import type { JobSignals, SharedRun, Work } from '../../../nodes/PixVerse/jobs/runJobs';
import type { FileToUpload } from '../../../nodes/PixVerse/jobs/uploads';
import type { SimulatedClock } from './clock';
import type { Jobs } from './jobs';
import type { SimulatedSegmind } from './segmind';
import type { FakeFile } from './words';

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

interface Item {
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
			body: { prompt, ...(files[0] ? { image: files[0].placeholder } : {}) },
			files,
		};
	});
}

/** One try, as n8n starts it; what it paid for is in `context`. */
export async function simulatedTry(jobs: Jobs, run: TryOptions): Promise<TryEnd> {
	const memory: Memory = new jobs.JobMemory(run.context ?? {});
	const items = itemsOf(run);
	const end = await jobs.runJobs<Item, Delivered>(
		{
			clock: run.clock,
			random: run.random ?? (() => 0.5),
			cancel: run.cancel ?? new AbortController().signal,
			concurrency: run.concurrency ?? 5,
			stopsAtFirstProblem: run.continueOnFail !== true,
			isDurationDocumented: true,
			prepare: (shared) => workOf(jobs, run, memory, shared),
			problemOf(error) {
				throw error; // a mistake of the fake or of the node, not a schedule's fault
			},
		},
		items,
	);
	if (end.kind === 'stopped') return end;
	if (end.kind === 'done') return { kind: 'items', items: end.ended.map(({ outcome }) => outcome) };
	return { kind: 'failed', problem: end.problem, otherIds: memory.orderedIds(end.item.key) };
}

/** What the work on all items of a try shares. */
interface Surroundings {
	jobs: Jobs;
	run: TryOptions;
	memory: Memory;
	shared: SharedRun;
	executionId: string;
}

/** What actions/video does with an item, at the port. */
function workOf(
	jobs: Jobs,
	run: TryOptions,
	memory: Memory,
	shared: SharedRun,
): Work<Item, Delivered> {
	const around = { jobs, run, memory, shared, executionId: run.executionId ?? 'execution 1' };
	const uploads = uploadsOf(around);
	return async (item, signals) => {
		const order: JobOrder = {
			...item,
			slug: 'pixverse-v6',
			wait: true,
			keepsRaw: false,
			buildBody: async () => await uploads.fillIn(item.body, item.files),
		};
		const earlier = memory.find(item.key)?.state;
		const isPaid = earlier === 'accepted' || earlier === 'finished';
		return run.isSync === true && !isPaid
			? await makeAtOnce(around, order, signals)
			: await makeInTime(around, order, signals);
	};
}

function uploadsOf({ jobs, run, memory, shared }: Surroundings) {
	return new jobs.Uploads(memory, async ({ sha256 }: FileToUpload) => {
		const api = run.segmind.api(shared.stop);
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

function sendRunOf({ run, memory, shared, executionId }: Surroundings, stop: AbortSignal) {
	const { logged = [] } = run;
	return {
		clock: run.clock,
		pacer: shared.pacer,
		memory,
		timeoutMs: timeoutOf(run),
		stop,
		onSending: () => undefined,
		onNotAccepted: () => undefined,
		onAccepted: (_: JobOrder, requestId: string) => logged.push(requestId),
		executionId,
	};
}

async function makeAtOnce(around: Surroundings, order: JobOrder, { cancel, stop }: JobSignals) {
	const api = around.run.segmind.api(cancel);
	return await around.jobs.runSyncJob<Delivered, FakeFile>(
		{
			...sendRunOf(around, stop),
			send: async (_, body) => await api.sync(body),
			deliver: deliverWith(around, cancel),
		},
		order,
	);
}

async function makeInTime(around: Surroundings, order: JobOrder, { stop }: JobSignals) {
	const { jobs, run, shared } = around;
	const outcome = await jobs.runJob<Delivered, FakeFile>(
		{
			...sendRunOf(around, stop),
			api: run.segmind.api(stop),
			usual: shared.usual,
			pollIntervalMs: run.pollIntervalMs,
			deliver: deliverWith(around, stop),
			refuseAfterAll: () => undefined,
		},
		order,
	);
	if (outcome.kind === 'submitted') throw new Error('A job was not waited for');
	return outcome;
}

function deliverWith({ jobs, run, memory, shared, executionId }: Surroundings, stop: AbortSignal) {
	return async (
		{ key }: JobOrder,
		job: FinishedJob,
		deadlineMs: number,
		stored: FakeFile | undefined,
	) => {
		if (stored) return deliveredOf(run, job);
		const onStored = (file: FakeFile) => memory.stored(key, executionId, file);
		return await deliver(jobs, run, { job, deadlineMs, shared, stop, onStored });
	};
}

interface Delivery {
	job: FinishedJob;
	deadlineMs: number;
	shared: SharedRun;
	stop: AbortSignal;
	onStored: (file: FakeFile) => void;
}

async function deliver(
	jobs: Jobs,
	run: TryOptions,
	{ job, deadlineMs, shared, stop, onStored }: Delivery,
): Promise<Outcome<Delivered>> {
	const { requestId = '', model, videoUrl } = job;
	if (videoUrl === undefined) {
		return { kind: 'problem', problem: jobs.resultWithoutUrl(requestId, model, []) };
	}
	const api = run.segmind.api(stop);
	const fetched = await jobs.fetchVideo(
		{ clock: run.clock, stop, downloads: shared.downloads },
		{ bytes: job.fileSize, deadlineMs },
		async () => await api.download(requestId),
	);
	if (fetched.kind === 'aborted') return fetched;
	if (fetched.kind === 'stored') {
		onStored(fetched.binary);
		return deliveredOf(run, job);
	}
	const problem = jobs.downloadFailed(requestId, model, videoUrl, fetched.problem);
	return { kind: 'problem', problem };
}

function deliveredOf({ clock }: TryOptions, { requestId, resumed }: FinishedJob): Delivered {
	return { kind: 'delivered', value: { requestId, resumed, atMs: clock.now() } };
}
