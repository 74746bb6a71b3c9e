// One try of the node in simulated time: the shipped conductor, with fakes at its ports and without n8n.
import type { FinishedJob, JobOrder } from '../../../nodes/PixVerse/domain/job';
import type { Failed, Outcome } from '../../../nodes/PixVerse/domain/outcome';
import type { Problem } from '../../../nodes/PixVerse/domain/problem';
import type { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import type { JobClaims } from '../../../nodes/PixVerse/jobs/reuse/claims';
import type { JobApi } from '../../../nodes/PixVerse/jobs/runJob';
import type { JobSignals, SharedRun, Work } from '../../../nodes/PixVerse/jobs/runJobs';
import type { FileToUpload } from '../../../nodes/PixVerse/jobs/uploads';
import { deliver, deliveredOf } from './deliver';
import { itemsOf, type Item, type TryOptions } from './items';
import type { Jobs } from './jobs';
import { contentOf, replaceGone, takeUp } from './reuse';
import type { Caller, FakeFile } from './words';

/** What the fake's deliverer makes of a finished job. */
export interface Delivered {
	kind: 'delivered';
	value: { requestId: string | undefined; resumed: boolean; atMs: number };
}

export type TryEnd =
	| { kind: 'stopped' }
	| { kind: 'failed'; problem: Problem }
	| { kind: 'items'; items: Array<Delivered | Failed> };

type Memory = JobMemory<FakeFile>;

/** An execution that a user has started. */
const NOT_TRIGGERED = {
	getNode: () => ({
		...{ id: '1', name: 'PixVerse', type: 'pixVerse', typeVersion: 1 },
		...{ position: [0, 0] as [number, number], parameters: {} },
	}),
	getParentNodes: () => [],
};

/** One try, as n8n starts it; what it paid for is in `context`. */
export async function simulatedTry(jobs: Jobs, run: TryOptions): Promise<TryEnd> {
	const { cancel = new AbortController().signal, continueOnFail, reuse } = run;
	const memory: Memory = new jobs.JobMemory(run.context ?? {});
	const claims = new jobs.JobClaims(reuse?.flow ?? {});
	const stopsAtFirstProblem = continueOnFail !== true;
	const end = await jobs.runOrders<Item, Delivered>(
		{
			memory,
			cancel,
			stopsAtFirstProblem,
			async judge(items) {
				const look =
					reuse && (await takeUp(jobs, { ...run, reuse, cancel }, memory, { items, claims }));
				if (look && look.kind !== 'looked') return look;
				return await judgeLimits(jobs, { ...run, cancel }, memory, items);
			},
			conduct: () => ({
				clock: run.clock,
				random: run.random ?? (() => 0.5),
				cancel,
				concurrency: run.concurrency ?? 5,
				stopsAtFirstProblem,
				isDurationDocumented: true,
				prepare: (shared) => workOf({ jobs, run, memory, claims, shared }),
				problemOf(error) {
					throw error; // a mistake of the fake or of the node, not a schedule's fault
				},
			}),
		},
		itemsOf(run),
	);
	if (end.kind === 'done') return { kind: 'items', items: end.ended.map(({ outcome }) => outcome) };
	return end.kind === 'failed' ? { kind: 'failed', problem: end.problem } : end;
}

async function judgeLimits(
	jobs: Jobs,
	{ cancel: stop, clock, limits = {}, segmind, life = 0 }: TryOptions & { cancel: AbortSignal },
	memory: Memory,
	items: readonly Item[],
): Promise<Outcome<{ kind: 'allowed' }>> {
	const client = segmind.api(stop, { life, item: -1 });
	const wanted = items
		.filter(({ key }) => memory.needsSubmit(key))
		.map((item) => ({ order: item, key: item.key }));
	return await jobs.judgeCeilings(
		{ n8n: NOT_TRIGGERED, clock, stop, client, options: limits, memory },
		wanted,
	);
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
			{ expiresAtMs: run.clock.now() + timeoutOf(run) },
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
			claims.accepted(content, requestId);
			logged.push(requestId);
		},
		executionId,
	};
}

async function makeAtOnce(around: ItemRun, order: JobOrder, { cancel, stop }: JobSignals) {
	const api = around.run.segmind.api(cancel, around.caller);
	const outcome = await around.jobs.runSyncJob<Delivered, FakeFile>(
		{
			...sendRunOf(around, stop),
			api: apiOf(around, stop),
			usual: around.shared.usual,
			send: async (_, body) => await api.sync(body),
			deliver: deliverWith(around, cancel),
		},
		order,
	);
	if (outcome.kind === 'submitted') throw new Error('A job was not waited for');
	return outcome;
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
