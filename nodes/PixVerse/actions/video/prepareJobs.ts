import type { IBinaryData } from 'n8n-workflow';

import type { SyncAnswer } from '../../domain/answers';
import type { JobOrder, SubmittedJob } from '../../domain/job';
import { omitUndefined } from '../../domain/omitUndefined';
import type { Outcome } from '../../domain/outcome';
import type { FinishRun } from '../../jobs/finishJob';
import { retryFreePaced } from '../../jobs/pacing/retry';
import { withListedHistory } from '../../jobs/reuse/listedHistory';
import { runJob, type JobApi } from '../../jobs/runJob';
import type { JobSignals, SharedRun, Work } from '../../jobs/runJobs';
import { runSyncJob } from '../../jobs/runSyncJob';
import { sentBody } from '../../jobs/sentBody';
import { Uploads } from '../../jobs/uploads';
import type { InputFile } from '../input/inputFile';
import { uploadFile } from '../input/uploadFile';
import {
	deliverVideo,
	fileNameOf,
	type DeliveredItem,
	type Delivery,
} from '../output/deliverVideo';
import type { JobLog } from '../output/jobLog';
import { keptFile, restoredFile, type KeptFile } from '../output/keptFile';
import { itemOf, submittedJson } from '../output/outputItems';
import { judgeOneMore } from './ceilings';
import { orderContent } from './order/orderKey';
import { noteTakenUp } from './orderLog';
import { reuseOrders } from './reuseOrders';
import type { KeyedOrder, VideoRun } from './videoRun';

/** What the orders of a run have in common, and one order's part of it. */
interface OrderRun extends VideoRun, KeyedOrder {
	log: JobLog;
	shared: SharedRun;
	signals: JobSignals;
	jobOrder: JobOrder;
}

/** How each order becomes the item's output. */
export function prepareJobs(
	run: VideoRun,
	log: JobLog,
	shared: SharedRun,
): Work<KeyedOrder, DeliveredItem> {
	const { memory, options } = run;
	const uploads = uploadsOf(run, shared);
	return async ({ order, key }, signals) => {
		const jobOrder: JobOrder = {
			itemIndex: order.itemIndex,
			slug: order.slug,
			key,
			usualDurationMs: order.usualDurationMs,
			wait: order.output.wait,
			keepsRaw: order.output.rawOutput === 'always',
			...omitUndefined({ bodyText: order.bodyText, extraText: order.extraText }),
			buildBody: async () => await uploads.fillIn(order.body, order.files),
		};
		const orderRun = { ...run, log, shared, signals, order, key, jobOrder };
		// A retry may come with another Request Mode; what is paid ends as it began.
		const earlier = memory.find(key);
		noteTakenUp(log, order, earlier);
		const isPaid = earlier?.state === 'accepted' || earlier?.state === 'finished';
		const isSync = options.requestMode === 'sync' && !isPaid;
		return isSync ? await makeSync(orderRun) : await makeAsync(orderRun);
	};
}

function uploadsOf(
	{ connection, memory, options }: VideoRun,
	shared: SharedRun,
): Uploads<InputFile> {
	const { clock, stop } = shared;
	const client = connection.client(stop);
	const upload = async (dataUrl: string) =>
		await retryFreePaced(
			shared,
			{ expiresAtMs: clock.now() + options.timeoutMs },
			async () => await client.upload(dataUrl),
		);
	return new Uploads(memory, async (file) => await uploadFile(stop, upload, file));
}

/** @param stop what ends the delivery */
function finishRunOf(
	run: OrderRun,
	stop: AbortSignal,
): FinishRun<DeliveredItem, KeptFile> & { api: JobApi } {
	const { claims, context, log, memory, options, shared, signals, order } = run;
	const { itemIndex } = order;
	const content = orderContent(order);
	const { clock, pacer } = shared;
	return {
		clock,
		pacer,
		memory,
		timeoutMs: options.timeoutMs,
		stop: signals.stop,
		executionId: context.n8n.getExecutionId(),
		api: apiOf(run, signals.stop),
		usual: shared.usual,
		pollIntervalMs: options.pollIntervalMs,
		onSending: () => claims.sending(content),
		onNotAccepted: () => claims.notAccepted(content),
		onAccepted(accepted, requestId) {
			claims.accepted(content, requestId);
			// n8n saves nothing of a node that was stopped or crashed: this line is where the ID then is.
			log.note('accepted', { itemIndex, model: accepted.slug, requestId });
		},
		deliver: async (_, job, deadlineMs, kept) =>
			await deliver(run, stop, { job, deadlineMs, kept }),
	};
}

/** A finished job, and its file where that is stored already. */
interface Finished extends Pick<Delivery, 'job' | 'deadlineMs'> {
	kept: KeptFile | undefined;
}

async function deliver(
	{ context, memory, shared, order, key }: OrderRun,
	stop: AbortSignal,
	{ job, deadlineMs, kept }: Finished,
): Promise<Outcome<DeliveredItem>> {
	const { n8n } = context;
	const { clock, downloads } = shared;
	const onStored = (file: IBinaryData) =>
		memory.stored(key, n8n.getExecutionId(), keptFile(file, job));
	return await deliverVideo(
		{ n8n, clock, downloads, stop, onStored },
		{
			itemIndex: order.itemIndex,
			// Not waited for, nothing is fetched: a finished job's item names its address.
			output: { ...order.output, download: order.output.download && order.output.wait },
			job,
			deadlineMs,
			stored: kept && restoredFile(kept, job),
			mayBeGone: memory.isReused(key),
		},
	);
}

async function makeAsync(run: OrderRun): Promise<Outcome<DeliveredItem>> {
	const { cancel, stop } = run.signals;
	// Where another try follows, a file that is on its way when another item fails is not fetched twice.
	const isTriedAgain = run.context.n8n.getNode().retryOnFail === true;
	const outcome = await runJob<DeliveredItem, KeptFile>(
		{
			...finishRunOf(run, isTriedAgain ? cancel : stop),
			replaceGone: async () => await replaceGone(run),
		},
		run.jobOrder,
	);
	return itemOfJob(run, outcome);
}

function itemOfJob(
	{ order }: OrderRun,
	outcome: Outcome<DeliveredItem | SubmittedJob>,
): Outcome<DeliveredItem> {
	if (outcome.kind !== 'submitted') return outcome;
	return { kind: 'delivered', value: itemOf(submittedJson(outcome), order.itemIndex) };
}

/** As if the job that is gone had not been found: another equal one, or an order within the limits. */
async function replaceGone(
	run: OrderRun,
): Promise<Outcome<{ kind: 'found' } | { kind: 'maySend' }>> {
	const { key, memory, options, order } = run;
	const reuse = await reuseOrders(run, [{ order, key }]);
	if (reuse.kind !== 'reused') return reuse;
	if (!memory.needsSubmit(key)) return { kind: 'found' };
	const problem = judgeOneMore(options, memory, run);
	return problem ? { kind: 'problem', problem } : { kind: 'maySend' };
}

/** A teammate's job is known by the list only. */
function apiOf({ connection, context, memory, key, order }: OrderRun, stop: AbortSignal): JobApi {
	const client = connection.client(stop);
	const record = memory.find(key);
	if (record?.state !== 'accepted' || record.isReused !== true) return client;
	const { requestId, acceptedAtMs: orderedAtMs } = record;
	const job = { requestId, model: order.slug, orderedAtMs };
	return withListedHistory(client, { clock: context.clock, stop }, job);
}

/** In sync mode the answer is the paid video: another item's failure must not cut it off. */
async function makeSync(run: OrderRun): Promise<Outcome<DeliveredItem>> {
	const { connection, options, jobOrder, order, key } = run;
	const { output, slug } = order;
	const { cancel } = run.signals;
	const client = connection.client(cancel);
	const fileFor = (requestId: string | undefined) => ({
		fileName: fileNameOf(output, requestId, key.slice(-8)),
		anyType: output.anyType,
	});
	const outcome = await runSyncJob<DeliveredItem, KeptFile>(
		{
			...finishRunOf(run, cancel),
			async send(_, body) {
				const sent = sentBody(jobOrder, body);
				return withKeptFile(await client.runSync(slug, sent, options.timeoutMs, fileFor));
			},
		},
		jobOrder,
	);
	return itemOfJob(run, outcome);
}

/** The answer is the paid video itself, whose file is remembered. */
function withKeptFile(answer: SyncAnswer<IBinaryData>): SyncAnswer<KeptFile> {
	if (answer.kind !== 'success') return answer;
	const { binary, ...rest } = answer;
	return binary
		? {
				...rest,
				binary: keptFile(binary, {
					...rest.result,
					...omitUndefined({ requestId: rest.requestId }),
				}),
			}
		: rest;
}
