import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import type { JobOrder, JobOutcome } from '../../domain/job';
import type { Problem } from '../../domain/problem';
import type { JobMemory } from '../../jobs/memory';
import { DownloadQueue } from '../../jobs/pacing/downloadQueue';
import { Pacer } from '../../jobs/pacing/pacer';
import { UsualDuration } from '../../jobs/pacing/pollSchedule';
import { retryFreePaced } from '../../jobs/pacing/retry';
import { runJob, type JobRun } from '../../jobs/runJob';
import { runSyncJob, type SyncVideo } from '../../jobs/runSyncJob';
import { StopFan } from '../../jobs/stop';
import type { Connection } from '../input/credential';
import type { RunOptions } from '../input/runOptions';
import { uploadFile, Uploads } from '../input/uploads';
import type { RunContext } from '../operation';
import { deliverVideo, fileNameOf } from '../output/deliverVideo';
import { itemOf, submittedJson } from '../output/outputItems';
import { problemOfError } from '../output/unexpectedError';
import type { VideoOrder } from './order/videoOrder';

type Outcome = JobOutcome<INodeExecutionData>;

/** Makes of each order a task that ends with the item's output. */
export function prepareJobs(
	run: RunContext,
	connection: Connection,
	options: RunOptions,
	memory: JobMemory<SyncVideo<IBinaryData>>,
	keyed: ReadonlyArray<{ order: VideoOrder; key: string }>,
	stop: AbortSignal,
): Array<() => Promise<Outcome>> {
	const { n8n, clock, random, cancel } = run;
	const client = connection.client(stop);
	const { timeoutMs, pollIntervalMs } = options;
	const shared = {
		clock,
		memory,
		pacer: new Pacer(clock, random, stop),
		timeoutMs,
		stop,
		onAccepted: (order: JobOrder, requestId: string) => logAccepted(run, order, requestId),
	};
	const upload = async (dataUrl: string) =>
		await retryFreePaced(shared, clock.now() + timeoutMs, async () => await client.upload(dataUrl));
	const uploads = new Uploads(memory, async (file) => await uploadFile(stop, upload, file));
	const usual = new UsualDuration(connection.hosts.isDefault);
	const downloads = new DownloadQueue(clock);
	const stops = new StopFan(stop);
	// In sync mode the answer is the paid video: another item's failure must not cut it off.
	const cancels = new StopFan(cancel);

	const asyncRun = (video: VideoOrder, ownStop: AbortSignal): JobRun<INodeExecutionData> => ({
		...shared,
		stop: ownStop,
		usual,
		pollIntervalMs,
		api: connection.client(ownStop),
		deliver: async ({ itemIndex }, job, deadlineMs) =>
			await deliverVideo(
				{ n8n, clock, downloads, stop: ownStop },
				itemIndex,
				video.output,
				job,
				deadlineMs,
			),
	});

	async function make(video: VideoOrder, key: string): Promise<Outcome> {
		const order: JobOrder = {
			itemIndex: video.itemIndex,
			slug: video.slug,
			key,
			usualDurationMs: video.usualDurationMs,
			wait: video.output.wait,
			buildBody: async () => await uploads.buildBody(video),
		};
		// A retry may come with another Request Mode; what is paid ends as it began.
		const earlier = memory.find(key)?.state;
		if (earlier === 'delivered' || (options.requestMode === 'sync' && earlier !== 'accepted')) {
			const fileFor = (requestId: string | undefined) => ({
				fileName: fileNameOf(video.output, requestId, key.slice(-8)),
				anyType: video.output.anyType,
			});
			const ownCancel = cancels.childSignal();
			const client = connection.client(ownCancel);
			return await runSyncJob<INodeExecutionData, IBinaryData>(
				{
					...shared,
					stop: stops.childSignal(),
					send: async (_, body) => await client.runSync(video.slug, body, timeoutMs, fileFor),
					deliver: async (_, { job, binary }, deadlineMs) =>
						await deliverVideo(
							{ n8n, clock, downloads, stop: ownCancel },
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
		const outcome = await runJob(asyncRun(video, stops.childSignal()), order);
		if (outcome.kind !== 'submitted') return outcome;
		const json = submittedJson(outcome.requestId, outcome.model, outcome.resumed);
		return { kind: 'delivered', value: itemOf(json, video.itemIndex) };
	}

	return keyed.map(({ order, key }) => async () => {
		try {
			return await make(order, key);
		} catch (error) {
			return { kind: 'problem', problem: withPaidId(problemOfError(error), memory, key) };
		}
	});
}

/** Whatever n8n threw, e.g. when a file of the item is gone: a paid job's ID stands in the error. */
function withPaidId(
	problem: Problem,
	memory: JobMemory<SyncVideo<IBinaryData>>,
	key: string,
): Problem {
	const record = memory.find(key);
	if (record?.requestId === undefined) return { ...problem, model: record?.model };
	const { model, requestId } = record;
	return {
		...problem,
		description: `${problem.description} The job itself was accepted: fetch it with Job > Get and the request ID ${requestId}.`,
		requestId,
		model,
	};
}

/** n8n saves nothing of a node that was stopped or crashed; this line is where the ID then is. */
function logAccepted({ n8n }: RunContext, order: JobOrder, requestId: string): void {
	n8n.logger.info(
		`PixVerse: Segmind accepted job ${requestId} (${order.slug}, item ${order.itemIndex}). If this execution is stopped or crashes, fetch the video with Job > Get and this request ID.`,
		{ requestId, model: order.slug, itemIndex: order.itemIndex },
	);
}
