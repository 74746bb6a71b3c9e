import type { INodeExecutionData } from 'n8n-workflow';

import type { BatchOptions } from '../batchOptions';
import type { JobMemory } from '../../jobs/memory';
import type { FinishedJob, JobOrder, JobOutcome } from '../../jobs/order';
import { Pacer } from '../../jobs/pacer';
import { UsualDuration } from '../../jobs/pollSchedule';
import { runJob, type JobRun } from '../../jobs/runJob';
import { runSyncJob } from '../../jobs/runSync';
import type { Connection } from '../connection';
import { deliverVideo, fileNameOf } from '../deliver';
import { itemOf, submittedJson } from '../items';
import { problemOfError } from '../thrown';
import type { RunContext } from '../operation';
import type { VideoOrder } from './order';
import { uploadFile, Uploads } from './uploads';

type Outcome = JobOutcome<INodeExecutionData>;

/** Makes of each order a task that ends with the item's output. */
export function prepareJobs(
	run: RunContext,
	connection: Connection,
	options: BatchOptions,
	memory: JobMemory,
	keyed: ReadonlyArray<{ order: VideoOrder; key: string }>,
	stop: AbortSignal,
): Array<() => Promise<Outcome>> {
	const { n8n, clock, random, cancel } = run;
	const client = connection.client(stop);
	const uploads = new Uploads(
		memory,
		async (file) =>
			await uploadFile(clock, stop, async (dataUrl) => await client.upload(dataUrl), file),
	);
	const { timeoutMs, pollIntervalMs } = options;
	const shared = { clock, memory, pacer: new Pacer(clock, random, stop), timeoutMs, stop };
	const asyncRun = (video: VideoOrder): JobRun<INodeExecutionData> => ({
		...shared,
		usual,
		pollIntervalMs,
		api: client,
		onAccepted: (order, requestId) => logAccepted(run, order, requestId),
		deliver: async (order, job, deadlineMs) => await deliver(video, order, job, deadlineMs),
	});
	const usual = new UsualDuration(connection.hosts.isDefault);
	// In sync mode the answer is the paid video: another item's failure must not cut it off.
	const syncClient = connection.client(cancel);

	async function deliver(
		video: VideoOrder,
		order: JobOrder,
		job: FinishedJob,
		deadlineMs: number,
	): Promise<Outcome> {
		return await deliverVideo({ n8n, clock, stop }, order.itemIndex, video.output, job, deadlineMs);
	}

	const make = async ({ order: video, key }: (typeof keyed)[number]): Promise<Outcome> => {
		const order: JobOrder = {
			itemIndex: video.itemIndex,
			slug: video.slug,
			key,
			usualDurationMs: video.usualDurationMs,
			wait: video.output.wait,
			buildBody: async () => await uploads.buildBody(video),
		};
		if (options.requestMode === 'sync') {
			const fileFor = (requestId: string | undefined) => ({
				fileName: fileNameOf(video.output, requestId, key.slice(-8)),
				anyType: video.output.anyType,
			});
			return await runSyncJob<INodeExecutionData>(
				{
					...shared,
					send: async (_, body) => await syncClient.runSync(video.slug, body, timeoutMs, fileFor),
					deliver: async (_, { job, binary }, deadlineMs) =>
						await deliverVideo(
							{ n8n, clock, stop: cancel },
							video.itemIndex,
							video.output,
							job,
							deadlineMs,
							binary,
						),
				},
				order,
			);
		}
		const outcome = await runJob(asyncRun(video), order);
		if (outcome.kind !== 'submitted') return outcome;
		const json = submittedJson(outcome.requestId, outcome.model, outcome.resumed);
		return { kind: 'delivered', value: itemOf(json, video.itemIndex) };
	};
	// What is thrown on the way ends its own item only, and must not lose the ID of a paid job.
	return keyed.map((one) => async () => {
		try {
			return await make(one);
		} catch (error) {
			const [requestId] = memory.acceptedIds([one.key]);
			const problem = { ...problemOfError(error), model: one.order.slug, requestId };
			return { kind: 'problem', problem };
		}
	});
}

/** n8n saves nothing of a node that was stopped or crashed; this line is where the ID then is. */
function logAccepted({ n8n }: RunContext, order: JobOrder, requestId: string): void {
	n8n.logger.info(
		`PixVerse: Segmind accepted job ${requestId} (${order.slug}, item ${order.itemIndex}). If this execution is stopped or crashes, fetch the video with Job > Get and this request ID.`,
		{ requestId, model: order.slug, itemIndex: order.itemIndex },
	);
}
